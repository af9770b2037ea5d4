import type { Ledger } from "../commit/ledger";
import { ledgerOf, storedLedger } from "../commit/ledger";
import { withoutAcked } from "../inbox/inbox-acks";
import { isRecord, NewLabel, newRecord, RecordLock, Stamp, StoredRecord, withStamp } from "../store/record";
import { isUndecided } from "../transact/markers";

/** Why the ledger of a document was not changed from outside; `unchanged`: there was nothing to change. */
export type FreeOutcome = "changed" | "unchanged" | "inUse" | "unreadable";

export interface FreeStep {
	readonly outcome: FreeOutcome;
	/** As it is after this, where the record could be read. */
	readonly ledger?: Ledger;
	/** Who has it open. */
	readonly lock?: RecordLock;
	readonly record?: StoredRecord;
}

// No session has it, so no session wrote last (see `wroteLast`). One place among the stamps is enough for all of them.
const NONCE = "~ledger";

/**
 * Changes the ledger of a document that nobody has open, and that nothing is still to be added to: no lock, no journal that
 * may be found yet, no transaction. The next revision, with a stamp of nobody: no fold fits it, and what an earlier session
 * could not save is not put over it. Runs inside UpdateAsync.
 */
export function changeFreeRecord(
	stored: unknown,
	label: NewLabel,
	unixSeconds: number,
	change: (ledger: Ledger) => Ledger,
): FreeStep {
	if (stored !== undefined && !isRecord(stored)) return { outcome: "unreadable" };
	const record = stored ?? newRecord(unixSeconds, label);
	const before = ledgerOf(record);
	const ledger = change(before);
	if (ledger === before) return { outcome: "unchanged", ledger };
	const awaitsJournal = record.unfolded !== undefined && record.unfolded.revision === record.revision;
	if (record.lock !== undefined || awaitsJournal || isUndecided(record)) {
		return { outcome: "inUse", ledger: before, lock: record.lock };
	}
	const own = record.stamps.find((stamp: Stamp) => stamp.nonce === NONCE && stamp.epoch === record.epoch);
	const stamp = { epoch: record.epoch, nonce: NONCE, seq: (own?.seq ?? 0) + 1 };
	const updated: StoredRecord = {
		...record,
		ledger: storedLedger(ledger),
		inbox: withoutAcked(record.inbox, ledger),
		revision: record.revision + 1,
		stamps: withStamp(record.stamps, stamp),
		savedAt: unixSeconds,
	};
	return { outcome: "changed", ledger, record: updated };
}
