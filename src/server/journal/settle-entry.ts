import { isSameSession } from "../session/session-id";
import { StoredRecord } from "../store/record";
import { foldEntry, withFolded } from "./fold-entry";
import { JournalEntry } from "./journal-entry";

/**
 * What a dead server's entries mean for a record now. `settled`: nothing is left to do. `fold`: this is what the record
 * becomes, free again. `stray`: they hold changes that fit no more, since the document went on without them.
 */
export type Settlement =
	| { readonly kind: "settled" }
	| { readonly kind: "fold"; readonly record: StoredRecord }
	| { readonly kind: "stray"; readonly entry: JournalEntry };

/** Decides by the session in the record's lock, or by the note that a take-over without the journal has left. */
export function settleEntry(record: StoredRecord, entries: ReadonlyArray<JournalEntry>): Settlement {
	const { lock, unfolded } = record;
	const ofLock = lock !== undefined && entries.some((entry) => isSameSession(entry, lock));
	if (ofLock) {
		const fold = foldEntry(record, entries);
		if (fold.kind === "ahead") return { kind: "stray", entry: fold.entry };
		const folded = fold.kind === "folded" ? withFolded(record, fold) : record;
		return { kind: "fold", record: { ...folded, lock: undefined } };
	}
	const late = unfolded !== undefined ? entries.find((entry) => isSameSession(entry, unfolded)) : undefined;
	if (late === undefined || unfolded === undefined || late.to <= unfolded.revision) return { kind: "settled" };
	const fits = lock === undefined && record.revision === unfolded.revision;
	const fold = fits ? foldEntry(record, entries, unfolded) : undefined;
	if (fold?.kind !== "folded") return { kind: "stray", entry: late };
	return { kind: "fold", record: { ...withFolded(record, fold), unfolded: undefined } };
}
