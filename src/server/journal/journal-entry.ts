import { Change, Changes } from "../../shared/data/patch";
import { Path } from "../../shared/data/path";

/** A change as it is stored: a place, and what it holds; nothing if it is gone. */
export interface StoredChange {
	readonly p: Path;
	readonly v?: unknown;
}

/** What one session has committed and not saved, as it is stored. */
export interface JournalEntry {
	readonly collection: string;
	readonly key: string;
	readonly owner: string;
	readonly epoch: number;
	readonly nonce: string;
	/** Version of the schema that the changes are in. */
	readonly schema: number;
	/** The oldest revision that the changes apply to, and the one that they lead to. */
	readonly from: number;
	readonly to: number;
	/** Of the root `{ data }`. */
	readonly changes: ReadonlyArray<StoredChange>;
}

export function createEntry(entry: Omit<JournalEntry, "changes"> & { readonly changes: Changes }): JournalEntry {
	const { collection, key, owner, epoch, nonce, schema, from, to } = entry;
	const changes = entry.changes.map((change): StoredChange => ({ p: change.path, v: change.value }));
	return { collection, key, owner, epoch, nonce, schema, from, to, changes };
}

/** The changes of an entry; nil if what is stored there are none. */
export function decodeChanges(stored: unknown): Changes | undefined {
	if (!typeIs(stored, "table")) return undefined;
	const changes = new Array<Change>();
	for (const change of stored as Array<Partial<StoredChange>>) {
		if (!typeIs(change, "table") || !typeIs(change.p, "table")) return undefined;
		const path = change.p as Path;
		changes.push(change.v === undefined ? { path, removed: true } : { path, value: change.v as defined });
	}
	return changes;
}

export function isEntry(value: unknown): value is JournalEntry {
	if (!typeIs(value, "table")) return false;
	const entry = value as Partial<JournalEntry>;
	const texts = ["collection", "key", "owner", "nonce"] as const;
	const numbers = ["epoch", "schema", "from", "to"] as const;
	return (
		texts.every((field) => typeIs(entry[field], "string")) &&
		numbers.every((field) => typeIs(entry[field], "number")) &&
		decodeChanges(entry.changes) !== undefined
	);
}
