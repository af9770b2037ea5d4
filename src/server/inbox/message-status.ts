import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import { ledgerOf } from "../commit/ledger";
import { isRecord } from "../store/record";
import { ACK_MARGIN_SECONDS, ackOf, AckState } from "./inbox-acks";
import { inboxOf } from "./stored-message";

/**
 * `waiting`: it is in the inbox, or was delivered and that is not saved yet. `unknown`: it never came, or what became of it
 * is not remembered any more, an hour after it could have come at the latest. `expired` also of one that is there and will
 * not be delivered any more, since its time is over.
 */
export type MessageStatus = "waiting" | AckState | "unknown";

export type MessageStatusResult = Result<MessageStatus, HoldfastError<"invalidKey" | "unreadableRecord" | "cloud">>;

/** What a stored record says of a message. */
export function statusIn(
	stored: unknown,
	id: string,
	unixSeconds: number,
	context: { readonly collection: string; readonly key: string },
): MessageStatusResult {
	if (stored === undefined) return succeed("unknown");
	if (!isRecord(stored)) {
		return fail(holdfastError("unreadableRecord", "What is stored here is not a Holdfast record.", context));
	}
	const ack = ackOf(ledgerOf(stored), id);
	if (ack !== undefined) return succeed(ack.state);
	const message = inboxOf(stored).find((other) => other.id === id);
	if (message === undefined) return succeed("unknown");
	// The clock of the server that opens the document next may be behind this one's.
	return succeed(unixSeconds >= message.expires + ACK_MARGIN_SECONDS ? "expired" : "waiting");
}
