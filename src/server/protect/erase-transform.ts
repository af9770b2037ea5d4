import { StoreWrite } from "../cloud/ports";
import { ledgerOf } from "../commit/ledger";
import { isRecord, NewLabel, newRecord, RecordLock, withStamp } from "../store/record";
import { isUndecided } from "../transact/markers";

export type EraseOutcome =
	| { readonly kind: "erased" }
	/** Nothing was there, or only what an erasure leaves. */
	| { readonly kind: "nothing" }
	| { readonly kind: "locked"; readonly lock: RecordLock }
	| { readonly kind: "undecided" };

/**
 * Leaves of a record what others have to find: epoch and revision, so that no late write fits, the decisions of
 * transactions, and which messages were handled, or their transfers would come again. What is no record leaves an empty one.
 */
export function eraseTransform(
	stored: unknown,
	nonce: string,
	label: NewLabel,
	unixSeconds: number,
): { readonly outcome: EraseOutcome; readonly write?: StoreWrite } {
	if (stored === undefined) return { outcome: { kind: "nothing" } };
	const fresh = newRecord(unixSeconds, label);
	if (!isRecord(stored)) {
		const empty = { ...fresh, epoch: 1, revision: 1, stamps: withStamp([], { epoch: 1, nonce, seq: 1 }) };
		return { outcome: { kind: "erased" }, write: writeOf(empty) };
	}
	const record = stored;
	if (record.stamps.some((stamp) => stamp.nonce === nonce)) return { outcome: { kind: "erased" } };
	if (record.lock !== undefined) return { outcome: { kind: "locked", lock: record.lock } };
	if (isUndecided(record)) return { outcome: { kind: "undecided" } };
	const { inboxAck } = ledgerOf(record);
	const epoch = record.epoch + 1;
	const { schema, readableFrom, createdAt, decided } = record;
	const tombstone = {
		...fresh,
		schema,
		readableFrom,
		createdAt,
		epoch,
		revision: record.revision + 1,
		stamps: withStamp(record.stamps, { epoch, nonce, seq: 1 }),
		decided,
		ledger: inboxAck !== undefined ? { inboxAck } : undefined,
	};
	return { outcome: { kind: record.data === undefined ? "nothing" : "erased" }, write: writeOf(tombstone) };
}

function writeOf(value: object): StoreWrite {
	return { value, userIds: [] };
}
