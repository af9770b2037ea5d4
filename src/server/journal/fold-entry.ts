import { applyChanges } from "../../shared/data/apply-changes";
import { StoredRecord } from "../store/record";
import { decodeChanges, JournalEntry } from "./journal-entry";

/**
 * What a journal makes of a record: new data at a later revision; nothing, if the record has it all; or an entry that
 * begins after what is stored, which ought not to be.
 */
export type FoldResult =
	| { readonly kind: "folded"; readonly data: unknown; readonly revision: number }
	| { readonly kind: "nothing" }
	| { readonly kind: "ahead"; readonly entry: JournalEntry };

/** Applies the newest entry of the record's own session that fits what is stored (design.md 6). */
export function foldEntry(record: StoredRecord, entries: ReadonlyArray<JournalEntry>): FoldResult {
	const { lock, schema, revision } = record;
	if (lock === undefined) return { kind: "nothing" };
	let best: JournalEntry | undefined;
	let ahead: JournalEntry | undefined;
	for (const entry of entries) {
		const own = entry.owner === lock.owner && entry.epoch === lock.epoch && entry.nonce === lock.nonce;
		if (!own || entry.schema !== schema || entry.to <= revision) continue;
		if (revision < entry.from) ahead = entry;
		else if (best === undefined || entry.to > best.to) best = entry;
	}
	const changes = best !== undefined ? decodeChanges(best.changes) : undefined;
	if (best !== undefined && changes !== undefined) {
		const root = applyChanges({ data: record.data } as object, changes) as { readonly data: unknown };
		return { kind: "folded", data: root.data, revision: best.to };
	}
	return ahead !== undefined ? { kind: "ahead", entry: ahead } : { kind: "nothing" };
}
