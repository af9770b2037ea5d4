import { applyChanges } from "../../shared/data/apply-changes";
import { deepCopy } from "../../shared/data/deep-copy";
import { deepFreeze } from "../../shared/data/deep-freeze";
import { SessionId } from "../session/session-id";
import { StoredRecord } from "../store/record";
import { JournalEntry } from "./journal-entry";
import { decodeChanges } from "./stored-changes";

/** What a dead owner's journal means for the record that it left behind. */
export type Fold =
	/** The record goes on with this data (frozen, in its stored form) at this revision. */
	| { readonly kind: "folded"; readonly data: object; readonly revision: number; readonly ahead?: JournalEntry }
	/** All that was journaled is in the record: it only has to be freed. */
	| { readonly kind: "nothing" }
	/** It was committed by this session but does not fit the record: to be kept in quarantine, never applied. */
	| { readonly kind: "ahead"; readonly entry: JournalEntry };

/**
 * Folds what was found of one document's journal into its record: the entry that leads furthest of those that begin at
 * or before the stored revision. It counts only what the session of the record's lock wrote, or the one that is given
 * (for a record whose journal could not be read when it was taken over).
 *
 * What that session committed beyond the record without leading there is reported as `ahead`: an entry that begins after
 * the stored revision, one of another schema version than the record's data, one that cannot be read.
 */
export function foldEntry(
	record: StoredRecord,
	entries: ReadonlyArray<JournalEntry>,
	session: SessionId | undefined = record.lock,
): Fold {
	let best: JournalEntry | undefined;
	let ahead: JournalEntry | undefined;
	for (const entry of entries) {
		if (session === undefined || !isOf(entry, session) || entry.to <= record.revision) continue;
		if (fits(entry, record)) {
			if (best === undefined || entry.to > best.to) best = entry;
		} else if (ahead === undefined || entry.to > ahead.to) {
			ahead = entry;
		}
	}
	// What leads further than the entry that did not fit includes it.
	if (best !== undefined && ahead !== undefined && ahead.to <= best.to) ahead = undefined;
	if (best !== undefined) return { kind: "folded", data: dataAfter(record, best), revision: best.to, ahead };
	return ahead !== undefined ? { kind: "ahead", entry: ahead } : { kind: "nothing" };
}

function isOf(entry: JournalEntry, session: SessionId): boolean {
	return entry.owner === session.owner && entry.epoch === session.epoch && entry.nonce === session.nonce;
}

function fits(entry: JournalEntry, record: StoredRecord): boolean {
	return entry.schema === record.schema && entry.from <= record.revision && decodeChanges(entry.changes) !== undefined;
}

/** A record without data is folded from an empty root, as `unionChanges` takes it. */
function dataAfter(record: StoredRecord, entry: JournalEntry): object {
	// Copied, as what a transform is given is not frozen, and freezing it would be seen by others.
	const base = typeIs(record.data, "table") ? deepFreeze(deepCopy(record.data)) : table.freeze({});
	return applyChanges<object>(base, decodeChanges(entry.changes)!);
}
