import type { Ledger } from "../commit/ledger";
import type { StoredMessage } from "../inbox/stored-message";
import type { MigrationEntry } from "../migrate/migrated-record";
import type { SchemaVersion } from "../migrate/schema-version";
import type { DecidedGroups, PreparedGroups } from "../transact/markers";

/** Who may write a document: compared whole, as owner, epoch and nonce together. */
export interface RecordLock {
	/** The server, by a name it drew at boot. */
	readonly owner: string;
	/** Whose MemoryStore shows whether the owner lives. */
	readonly realm: string;
	readonly place: number;
	readonly epoch: number;
	/** One for each open, not for each try of it. */
	readonly nonce: string;
	/** Goes up when an owner shows that it still lives. */
	readonly renewed: number;
}

/** The last write of a session. */
export interface Stamp {
	readonly epoch: number;
	readonly nonce: string;
	readonly seq: number;
}

/** A session that was taken over while its journal could not be read; see docs/decisions. */
export interface Unfolded {
	readonly owner: string;
	readonly epoch: number;
	readonly nonce: string;
	/** Of the record when it was taken over. */
	readonly revision: number;
}

/**
 * A document as it is stored: an envelope around the data. Fields that this version does not know are kept: a transform
 * writes from the value that it was given.
 */
export interface StoredRecord {
	/** Of this envelope. */
	readonly format: 1;
	/** Absent: new or erased. */
	readonly data?: unknown;
	/** What the library remembers of the document; changes with the data. Absent: nothing. */
	readonly ledger?: Ledger;
	readonly revision: number;
	/** Version of the schema that the data was written with. */
	readonly schema: SchemaVersion;
	/** Oldest schema version whose code may still open it. */
	readonly readableFrom: SchemaVersion;
	/** The last one issued. */
	readonly epoch: number;
	readonly lock?: RecordLock;
	/** The last write of each of the last four sessions, oldest first. */
	readonly stamps: ReadonlyArray<Stamp>;
	readonly unfolded?: Unfolded;
	/** What others have sent to the document; taken out when its handling is saved. */
	readonly inbox?: ReadonlyArray<StoredMessage>;
	/** Parts of transactions whose decision is in other records. */
	readonly prepared?: PreparedGroups;
	/** Decisions of transactions that have parts in other records. */
	readonly decided?: DecidedGroups;
	/** The last ten changes of its schema version, oldest first. */
	readonly migrations?: ReadonlyArray<MigrationEntry>;
	/** How a recovery has brought the document back after it could not be used; see docs/backups.md. */
	readonly recovered?: { readonly from: string; readonly at: number; readonly reason: string };
	/** Unix seconds, for display only. */
	readonly createdAt: number;
	readonly savedAt: number;
}

export const RECORD_FORMAT = 1;
const STAMPS_MAX = 4;

/** What data is labelled as. */
export type NewLabel = Pick<StoredRecord, "schema" | "readableFrom">;

/** What is stored before the first save of a document. */
export function newRecord(unixSeconds: number, { schema, readableFrom }: NewLabel): StoredRecord {
	return {
		format: RECORD_FORMAT,
		revision: 0,
		schema,
		readableFrom,
		epoch: 0,
		stamps: [],
		createdAt: unixSeconds,
		savedAt: unixSeconds,
	};
}

/** True for a record of a format that this code can read. */
export function isRecord(value: unknown): value is StoredRecord {
	if (!typeIs(value, "table")) return false;
	const record = value as Partial<StoredRecord>;
	return (
		record.format === RECORD_FORMAT &&
		typeIs(record.revision, "number") &&
		typeIs(record.epoch, "number") &&
		typeIs(record.stamps, "table") &&
		(record.lock === undefined || typeIs(record.lock, "table"))
	);
}

/** True if a lock is still what it was: by the four fields that an owner's life shows in. */
export function sameLock(a: RecordLock | undefined, b: RecordLock | undefined): boolean {
	if (a === undefined || b === undefined) return false;
	return a.owner === b.owner && a.epoch === b.epoch && a.nonce === b.nonce && a.renewed === b.renewed;
}

/** The stamps after one more write of a session: its own is replaced, and the oldest goes when there are too many. */
export function withStamp(stamps: ReadonlyArray<Stamp>, stamp: Stamp): Array<Stamp> {
	const kept = stamps.filter((other) => other.epoch !== stamp.epoch || other.nonce !== stamp.nonce);
	kept.push(stamp);
	while (kept.size() > STAMPS_MAX) kept.shift();
	return kept;
}
