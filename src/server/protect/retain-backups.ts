import { jsonSize } from "../../shared/data/json-size";
import { BACKUP_KINDS, BackupEntry } from "./backup-entry";
import { thinBackups } from "./thin-backups";

/** Characters of JSON that a book may have: a key takes 4,194,304. */
export const BOOK_SIZE_MAX = 3_900_000;
const ENVELOPE_SIZE = 40;

/**
 * What is kept of a document's backups, newest first: of the automatic ones `keep`, thinned out with age, and of each other
 * kind the newest `keep / 2`, so that none pushes out another kind. A book that is too large then loses its oldest
 * automatic ones first; its newest stays in any case. Pure.
 */
export function retainBackups(newestFirst: ReadonlyArray<BackupEntry>, keep: number): Array<BackupEntry> {
	const kept = new Set<BackupEntry>();
	for (const kind of BACKUP_KINDS) {
		const ofKind = newestFirst.filter((entry) => entry.kind === kind);
		const chosen = kind === "automatic" ? thinBackups(ofKind, keep) : firstOf(ofKind, math.ceil(keep / 2));
		for (const entry of chosen) kept.add(entry);
	}
	return fitted(newestFirst.filter((entry) => kept.has(entry)));
}

function firstOf(entries: ReadonlyArray<BackupEntry>, count: number): ReadonlyArray<BackupEntry> {
	return entries.filter((_, index) => index < count);
}

function fitted(entries: Array<BackupEntry>): Array<BackupEntry> {
	// One more for the comma.
	const sizes = entries.map((entry) => jsonSize(entry) + 1);
	let total = sizes.reduce((sum, size) => sum + size, ENVELOPE_SIZE);
	while (total > BOOK_SIZE_MAX && entries.size() > 1) {
		const index = oldestToDrop(entries);
		total -= sizes[index];
		entries.remove(index);
		sizes.remove(index);
	}
	return entries;
}

function oldestToDrop(entries: ReadonlyArray<BackupEntry>): number {
	for (let index = entries.size() - 1; index > 0; index -= 1) {
		if (entries[index].kind === "automatic") return index;
	}
	return entries.size() - 1;
}
