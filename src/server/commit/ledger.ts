import type { InboxAcks } from "../inbox/inbox-acks";
import type { Outbox } from "../transfer/outbox";

/** How many purchases of a document are remembered at least: far more than can be unresolved at once. */
export const RECEIPTS_KEPT = 200;

/**
 * What the library itself remembers of a document and what has to change in one commit with its data: saved, journaled and
 * folded with it, and kept where old data is restored. Frozen, plain JSON; empty parts are left out.
 */
export interface Ledger {
	/** Purchases whose effect is in the data, by their ids, with the place of each in their order. */
	readonly receipts?: Readonly<Record<string, number>>;
	/** Messages that were handled, by their ids. */
	readonly inboxAck?: InboxAcks;
	/** Transfers of this document that are under way, by their ids. */
	readonly outbox?: Outbox;
}

export const EMPTY_LEDGER: Ledger = table.freeze({});

/** The ledger of something that was stored, whatever that is. */
export function ledgerOf(stored: { readonly ledger?: unknown }): Ledger {
	return typeIs(stored.ledger, "table") ? (stored.ledger as Ledger) : EMPTY_LEDGER;
}

/** As a record has it: nothing where there is nothing in it. */
export function storedLedger(ledger: Ledger): Ledger | undefined {
	return next(ledger)[0] === undefined ? undefined : ledger;
}

export function hasReceipt({ receipts }: Ledger, purchaseId: string): boolean {
	return receipts?.[purchaseId] !== undefined;
}

/** The ledger with one more purchase; the oldest goes when there are more than are kept. */
export function withReceipt(ledger: Ledger, purchaseId: string): Ledger {
	const receipts = { ...ledger.receipts };
	let [count, newest, oldest] = [1, 0, math.huge];
	let oldestId: string | undefined;
	for (const [id, place] of pairs(receipts)) {
		count += 1;
		newest = math.max(newest, place);
		if (place >= oldest) continue;
		oldest = place;
		oldestId = id as string;
	}
	if (count > RECEIPTS_KEPT && oldestId !== undefined) delete receipts[oldestId];
	receipts[purchaseId] = newest + 1;
	return table.freeze({ ...ledger, receipts: table.freeze(receipts) });
}
