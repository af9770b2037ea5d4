import { StoredRecord } from "../store/record";
import { SchemaVersion } from "./schema-version";

/** One change of a document's version, as its record remembers it. */
export interface MigrationEntry {
	readonly from: SchemaVersion;
	readonly to: SchemaVersion;
	/** Unix seconds, for display only. */
	readonly at: number;
	/** When its document was opened, or with all the others. */
	readonly by: "open" | "global";
}

/** Data that was brought to another version. */
export interface MigratedData {
	readonly from: SchemaVersion;
	readonly to: SchemaVersion;
	/** Frozen, in its stored form. */
	readonly data: object;
	/** The oldest version whose code may open it. */
	readonly readableFrom: SchemaVersion;
}

const ENTRIES_MAX = 10;

/** The record with its data in the new version: one revision more, and one line more in its history of ten. */
export function migratedRecord(
	record: StoredRecord,
	migrated: MigratedData,
	by: MigrationEntry["by"],
	unixSeconds: number,
): StoredRecord {
	const migrations = [...(record.migrations ?? []), { from: migrated.from, to: migrated.to, at: unixSeconds, by }];
	while (migrations.size() > ENTRIES_MAX) migrations.shift();
	return {
		...record,
		data: migrated.data,
		revision: record.revision + 1,
		schema: migrated.to,
		readableFrom: migrated.readableFrom,
		migrations,
		savedAt: unixSeconds,
	};
}
