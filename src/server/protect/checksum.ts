import { BackupEntry } from "./backup-entry";
import { canonicalText } from "./canonical-text";

/** The checksum of all that a backup says. */
export function checksumOf(hash: (text: string) => string, entry: Omit<BackupEntry, "checksum">): string {
	const { id, kind, at, revision, schema, readableFrom, size, note, data, ledger } = entry;
	return hash(canonicalText({ id, kind, at, revision, schema, readableFrom, size, note, data, ledger }));
}

/** True if a backup is still what was written. */
export function isIntact(hash: (text: string) => string, entry: BackupEntry): boolean {
	return typeIs(entry.data, "table") && entry.checksum === checksumOf(hash, entry);
}
