import { fail, Result, succeed } from "../../shared/result";
import type { Delivery } from "../inbox/delivery";
import type { GiverName } from "../inbox/inbox-acks";
import { OWN_KIND_PREFIX } from "../inbox/message-kind";
import type { StoredMessage } from "../inbox/stored-message";
import { isStoredCargo, StoredCargo } from "./cargo";
import type { OutboxEntry } from "./outbox";
import { putCargo } from "./put-cargo";

/** The kind of message that every document takes. */
export const TRANSFER_KIND = `${OWN_KIND_PREFIX}transfer`;

/** What a transfer's message says. */
interface TransferBody {
	/** With the place where it goes. */
	readonly cargo: StoredCargo;
	readonly giver: GiverName;
}

/** The message of a transfer: the same however often it is made. */
export function transferMessage(id: string, entry: OutboxEntry, giver: GiverName, from: string): StoredMessage {
	const { cargo, path, sentAt, expires } = entry;
	const body: TransferBody = { cargo: { ...cargo, path }, giver };
	// As long as its giver has it, it may be sent again.
	return { id, kind: TRANSFER_KIND, body, from, sentAt, expires, appendBefore: expires };
}

/** What a transfer's message asks for; undefined for a message of another kind. */
export function transferDelivery({ kind, body }: StoredMessage): Result<Delivery, string> | undefined {
	if (kind !== TRANSFER_KIND) return undefined;
	const { cargo, giver } = (typeIs(body, "table") ? body : {}) as Partial<TransferBody>;
	if (!isStoredCargo(cargo) || !typeIs(giver?.collection, "string") || !typeIs(giver.key, "string")) {
		return fail("It is no transfer that this version understands.");
	}
	const { collection, key } = giver;
	return succeed({ edit: (root, form) => putCargo(root, form, cargo), giver: { collection, key } });
}
