import { jsonSize } from "../../shared/data/json-size";
import { ledgerOf } from "../commit/ledger";
import type { NewLabel, RecordLock, StoredRecord } from "../store/record";
import { isRecord, newRecord } from "../store/record";
import { ACK_MARGIN_SECONDS, ackOf, ACKS_MAX, countAcks, InboxAck } from "./inbox-acks";
import { INBOX_SIZE_MAX, inboxOf, itemsOf, MESSAGES_MAX, StoredMessage } from "./stored-message";

/** What became of one message in one run. */
export type AppendOutcome =
	| { readonly kind: "appended" }
	/** It is in the inbox: an earlier try was applied. */
	| { readonly kind: "waiting" }
	/** It was handled already. */
	| { readonly kind: "acked"; readonly ack: InboxAck }
	| { readonly kind: "full"; readonly why: string }
	/** It was given up, or its time to be appended is over. */
	| { readonly kind: "givenUp" }
	| { readonly kind: "unreadable" };

/** A message, and whether anybody still wants it sent: asked at each run, for a run may come very late. */
export interface Outgoing {
	readonly message: StoredMessage;
	readonly wanted: () => boolean;
}

export interface AppendRequest {
	readonly messages: ReadonlyArray<Outgoing>;
	/** Of data in the newest version, where there is no record yet. */
	readonly label: NewLabel;
	readonly unixSeconds: number;
}

export interface AppendStep {
	/** One for each message. */
	readonly outcomes: ReadonlyArray<AppendOutcome>;
	/** Who has the document open. */
	readonly lock?: RecordLock;
	/** As it is after this. */
	readonly inbox: ReadonlyArray<StoredMessage>;
	/** Undefined: nothing is to be written. */
	readonly record?: StoredRecord;
}

/**
 * Puts messages into a document's inbox, whoever has it open, and leaves all else as it is. Each is put there once: an
 * earlier try may have been applied although it reported an error, and have been handled since. Runs inside UpdateAsync.
 */
export function appendTransform(stored: unknown, request: AppendRequest): AppendStep {
	const { messages, label, unixSeconds } = request;
	if (stored !== undefined && !isRecord(stored)) {
		return { outcomes: messages.map(() => ({ kind: "unreadable" as const })), inbox: [] };
	}
	const record = stored ?? newRecord(unixSeconds, label);
	const ledger = ledgerOf(record);
	const items = [...itemsOf(record.inbox)];
	const known = inboxOf(record);
	// What is handled and still lies there is taken out by the owner's next save.
	// So is what has expired: whoever opens the document hands it to nobody.
	const isOver = ({ expires }: StoredMessage) => unixSeconds >= expires + ACK_MARGIN_SECONDS;
	let waiting = known.filter((message) => ackOf(ledger, message.id) === undefined && !isOver(message)).size();
	let size = jsonSize(items, INBOX_SIZE_MAX);
	const acks = countAcks(ledger, unixSeconds);
	let appended = false;
	const outcomes = messages.map(({ message, wanted }): AppendOutcome => {
		const ack = ackOf(ledger, message.id);
		if (ack !== undefined) return { kind: "acked", ack };
		if (known.some((other) => other.id === message.id)) return { kind: "waiting" };
		if (!wanted() || unixSeconds >= message.appendBefore) return { kind: "givenUp" };
		const added = jsonSize(message) + 1;
		if (waiting >= MESSAGES_MAX) return { kind: "full", why: `${waiting} messages wait` };
		if (size + added > INBOX_SIZE_MAX) return { kind: "full", why: `its messages have ${size} bytes` };
		if (acks + waiting >= ACKS_MAX) return { kind: "full", why: `it remembers ${acks} messages` };
		items.push(message);
		waiting += 1;
		size += added;
		appended = true;
		return { kind: "appended" };
	});
	const updated = { ...record, inbox: items as unknown as ReadonlyArray<StoredMessage> };
	return { outcomes, lock: record.lock, inbox: inboxOf(updated), record: appended ? updated : undefined };
}
