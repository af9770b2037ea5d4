import type { Ledger } from "../commit/ledger";
import type { SchemaVersion } from "../migrate/schema-version";
import type { NewLabel } from "../store/record";

/** Why a backup was made. */
export type BackupKind = "automatic" | "manual" | "preUpdate" | "preMigration" | "emergency";

/** Every kind. */
export const BACKUP_KINDS: ReadonlyArray<BackupKind> = [
	"automatic",
	"manual",
	"preUpdate",
	"preMigration",
	"emergency",
];

/** Data of a document as it is stored, and what it was written with. */
export interface StoredState {
	/** In its stored form: plain JSON. */
	readonly data: object;
	readonly schema: SchemaVersion;
	/** Oldest schema version whose code may open it; nil: the schema's own. */
	readonly readableFrom?: SchemaVersion;
	/** See {@link StoredRecord.ledger}. Only where nothing is left of the record's own does it replace that. */
	readonly ledger?: Ledger;
}

/** As a record says it. */
export function labelOf({ schema, readableFrom }: StoredState): NewLabel {
	return { schema, readableFrom: readableFrom ?? schema };
}

/** One backup as it is stored. */
export interface BackupEntry extends StoredState {
	/** Of this entry: unique, without `@`. */
	readonly id: string;
	readonly kind: BackupKind;
	/** Unix seconds. */
	readonly at: number;
	/** Of the document. */
	readonly revision: number;
	/** Characters of the data as JSON. */
	readonly size: number;
	/** Of everything else that is here. */
	readonly checksum: string;
	readonly note?: string;
}

/** All backups of one document in one store, under one key. */
export interface BackupBook {
	/** Of this envelope. */
	readonly format: 1;
	/** Newest first. */
	readonly entries: ReadonlyArray<BackupEntry>;
}

export function isBook(value: unknown): value is BackupBook {
	if (!typeIs(value, "table")) return false;
	const book = value as Partial<BackupBook>;
	return book.format === 1 && typeIs(book.entries, "table");
}

/** What a book has, without what cannot even be told apart as an entry. */
export function entriesOf(book: BackupBook | undefined): ReadonlyArray<BackupEntry> {
	const entries = new Array<BackupEntry>();
	// Not by index: a damaged list may have holes.
	for (const [, entry] of pairs((book?.entries ?? []) as unknown as ReadonlyMap<number, unknown>)) {
		if (isEntry(entry)) entries.push(entry);
	}
	return entries;
}

function isEntry(value: unknown): value is BackupEntry {
	if (!typeIs(value, "table")) return false;
	const entry = value as Partial<BackupEntry>;
	return (
		typeIs(entry.id, "string") &&
		typeIs(entry.kind, "string") &&
		typeIs(entry.at, "number") &&
		typeIs(entry.revision, "number")
	);
}

/**
 * By revision, since clocks of servers differ and a write may come late, behind newer ones (seed 40024 of the sweep). A
 * restore raises the revision, too.
 */
export function isNewer(a: BackupEntry, b: BackupEntry): boolean {
	if (a.revision !== b.revision) return a.revision > b.revision;
	return a.at !== b.at ? a.at > b.at : a.id < b.id;
}

export function newestFirst(entries: ReadonlyArray<BackupEntry>): Array<BackupEntry> {
	const ordered = [...entries];
	ordered.sort(isNewer);
	return ordered;
}
