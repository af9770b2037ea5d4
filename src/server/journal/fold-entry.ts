import type { Ledger } from "../commit/ledger";
import { isSameSession, SessionId } from "../session/session-id";
import { StoredRecord } from "../store/record";
import { JournalEntry } from "./journal-entry";
import { applyStored, decodeChanges } from "./stored-changes";

/** A document as a journal leads to it: frozen, in its stored form. */
export interface FoldedDocument {
	readonly data: object;
	readonly ledger?: Ledger;
	readonly revision: number;
}

/** What a dead owner's journal means for the record that it left behind. */
export type Fold =
	/** The record goes on with this. */
	| (FoldedDocument & { readonly kind: "folded"; readonly ahead?: JournalEntry })
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
		if (session === undefined || !isSameSession(entry, session) || entry.to <= record.revision) continue;
		if (fits(entry, record)) {
			if (best === undefined || entry.to > best.to) best = entry;
		} else if (ahead === undefined || entry.to > ahead.to) {
			ahead = entry;
		}
	}
	// What leads further than the entry that did not fit includes it.
	if (best !== undefined && ahead !== undefined && ahead.to <= best.to) ahead = undefined;
	if (best !== undefined) return { kind: "folded", ...documentAfter(record, best), ahead };
	return ahead !== undefined ? { kind: "ahead", entry: ahead } : { kind: "nothing" };
}

function fits(entry: JournalEntry, record: StoredRecord): boolean {
	return entry.schema === record.schema && entry.from <= record.revision && decodeChanges(entry.changes) !== undefined;
}

/** A record with what was folded of it. */
export function withFolded(record: StoredRecord, { data, ledger, revision }: FoldedDocument): StoredRecord {
	return { ...record, data, ledger, revision };
}

function documentAfter(record: StoredRecord, entry: JournalEntry): FoldedDocument {
	const data = applyStored(record.data, entry.changes);
	const ledger = entry.ledger !== undefined ? applyStored(record.ledger, entry.ledger) : record.ledger;
	return { data, ledger: ledger as Ledger | undefined, revision: entry.to };
}
