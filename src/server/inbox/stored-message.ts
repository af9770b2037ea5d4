/** A message as it lies in a record's inbox. Plain JSON. */
export interface StoredMessage {
	/** Unique, and the same however often it is sent. */
	readonly id: string;
	/** The name of its kind. */
	readonly kind: string;
	/** In its stored form. */
	readonly body?: unknown;
	/** The server that sent it, by the name in its locks. */
	readonly from: string;
	/** Unix seconds. */
	readonly sentAt: number;
	/** Unix seconds from which on it is not delivered any more. */
	readonly expires: number;
	/** Unix seconds from which on it is not put into an inbox any more: what was handled is remembered for longer. */
	readonly appendBefore: number;
}

/** Messages that may wait for one document. */
export const MESSAGES_MAX = 100;
/** Bytes of JSON that the body of one may have. */
export const MESSAGE_SIZE_MAX = 8 * 1024;
/** Bytes of JSON that all of them may have together: the owner's save needs the rest of the key (traces.md 17). */
export const INBOX_SIZE_MAX = 256 * 1024;

export function isMessage(value: unknown): value is StoredMessage {
	if (!typeIs(value, "table")) return false;
	const message = value as Partial<StoredMessage>;
	return (
		typeIs(message.id, "string") &&
		typeIs(message.kind, "string") &&
		typeIs(message.from, "string") &&
		typeIs(message.sentAt, "number") &&
		typeIs(message.expires, "number") &&
		typeIs(message.appendBefore, "number")
	);
}

/** The messages in a record, in the order in which they came. What is none is left where it is and passed over. */
export function inboxOf(record: { readonly inbox?: unknown }): ReadonlyArray<StoredMessage> {
	return itemsOf(record.inbox).filter(isMessage);
}

/** All there is in an inbox, whatever it is. */
export function itemsOf(inbox: unknown): ReadonlyArray<defined> {
	return typeIs(inbox, "table") ? (inbox as ReadonlyArray<defined>) : [];
}
