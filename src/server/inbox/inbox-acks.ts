import type { Ledger } from "../commit/ledger";
import { isMessage, itemsOf, StoredMessage } from "./stored-message";

/** How a message can end. */
export type AckState = "delivered" | "refused" | "expired";

/** Which document a transfer is from. */
export interface GiverName {
	readonly collection: string;
	readonly key: string;
}

/** What has become of a message, as the receiver's ledger remembers it. */
export interface InboxAck {
	readonly state: AckState;
	/** Unix seconds until which it is remembered at least: as long as the same message can come again. */
	readonly keptUntil: number;
	/** Why, if it was refused. */
	readonly reason?: string;
	/** Of a transfer: it is remembered until this document has let go of it, for until then it can come again. */
	readonly giver?: GiverName;
}

export type InboxAcks = Readonly<Record<string, InboxAck>>;

/** Messages that a document remembers at most, those that it may forget not counted. */
export const ACKS_MAX = 1000;
/** How much longer than a message can come it is remembered: clocks of servers differ. */
export const ACK_MARGIN_SECONDS = 3600;

export function ackOf({ inboxAck }: Ledger, id: string): InboxAck | undefined {
	return inboxAck?.[id];
}

/** Until when a message is remembered that was handled now: what is under way now may still show it as waiting. */
export function ackUntil({ appendBefore }: Pick<StoredMessage, "appendBefore">, unixSeconds: number): number {
	return math.max(appendBefore, unixSeconds) + ACK_MARGIN_SECONDS;
}

export function withAck(ledger: Ledger, id: string, ack: InboxAck): Ledger {
	return withAcks(ledger, { ...ledger.inboxAck, [id]: table.freeze(ack) });
}

export function withoutAcks(ledger: Ledger, ids: ReadonlyArray<string>): Ledger {
	const acks: Record<string, InboxAck> = { ...ledger.inboxAck };
	let found = false;
	for (const id of ids) {
		found ||= acks[id] !== undefined;
		delete acks[id];
	}
	return found ? withAcks(ledger, acks) : ledger;
}

function withAcks(ledger: Ledger, acks: InboxAcks): Ledger {
	// Empty parts are left out.
	const inboxAck = next(acks)[0] !== undefined ? table.freeze(acks) : undefined;
	return table.freeze({ ...ledger, inboxAck });
}

/** Acknowledgements that are still needed, by a server's clock. */
export function countAcks({ inboxAck }: Ledger, unixSeconds: number): number {
	let count = 0;
	for (const [, ack] of pairs(inboxAck ?? {})) {
		if (ack.giver !== undefined || ack.keptUntil > unixSeconds) count += 1;
	}
	return count;
}

/**
 * Which acknowledgements may go: their messages can come no more, the store is known to have had them, and their messages
 * are not in the inbox as it was seen last. Those of transfers stay: their giver decides.
 */
export function forgettableAcks(
	ledger: Ledger,
	confirmed: Ledger,
	seen: ReadonlyArray<StoredMessage>,
	unixSeconds: number,
): ReadonlyArray<string> {
	const ids = new Array<string>();
	for (const [id, ack] of pairs(ledger.inboxAck ?? {})) {
		if (ack.giver !== undefined || ack.keptUntil > unixSeconds) continue;
		if (ackOf(confirmed, id as string) === undefined) continue;
		if (!seen.some((message) => message.id === id)) ids.push(id as string);
	}
	return ids;
}

/** An inbox without what this ledger says is handled: written together with it, and nothing else is taken out. */
export function withoutAcked(inbox: unknown, ledger: Ledger | undefined): ReadonlyArray<StoredMessage> | undefined {
	const acks = ledger?.inboxAck;
	if (acks === undefined) return inbox as ReadonlyArray<StoredMessage> | undefined;
	const kept = itemsOf(inbox).filter((item) => !isMessage(item) || acks[item.id] === undefined);
	return kept.isEmpty() ? undefined : (kept as unknown as ReadonlyArray<StoredMessage>);
}
