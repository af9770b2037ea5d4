/** Where a backup is. */
export interface BackupPlace {
	readonly collection: string;
	readonly key: string;
	/** Of the entry in the document's book. */
	readonly entry: string;
}

/** A backup's name, from which it can be found: both the collection's name and the key may have any characters. */
export function formatBackupId({ collection, key, entry }: BackupPlace): string {
	return `${entry}@${collection.size()}:${collection}/${key}`;
}

/** Nil for a text that is no backup's name. */
export function parseBackupId(id: string): BackupPlace | undefined {
	if (!typeIs(id, "string")) return undefined;
	const [entry, digits, rest] = id.match("^([^@]+)@(%d+):(.+)$");
	if (!typeIs(entry, "string") || !typeIs(digits, "string") || !typeIs(rest, "string")) return undefined;
	const size = tonumber(digits) ?? 0;
	if (size < 1 || rest.sub(size + 1, size + 1) !== "/") return undefined;
	const key = rest.sub(size + 2);
	return key === "" ? undefined : { collection: rest.sub(1, size), key, entry };
}
