import { frozenCopy } from "../shared/data/frozen-copy";
import { formatPath } from "../shared/data/path";
import { findUnstorable } from "../shared/data/storable";
import { misuse } from "../shared/errors";
import { type BackupPolicy, checkBackupPolicy } from "./protect/backup-policy";
import type { Session } from "./session/session";
import { isSecondaryStore } from "./store/keys";

// The platform's limit for names of stores is 50; the store with the second copies of backups has two bytes more.
const NAME_LENGTH_MAX = 48;

/** A named set of documents of one type. The name is the DataStore's name. */
export interface Collection<T extends object> {
	/** 1 to 48 bytes. */
	readonly name: string;
	/** What a document that was never saved begins as; called at each open. */
	readonly defaults: (key: string) => T;
	/**
	 * Called before a document is given free: when it is closed, when its player leaves, when another server asks for it,
	 * when the server closes. It may still change the document, and may yield for `beforeCloseSeconds`.
	 */
	readonly beforeClose?: (session: Session<T>) => void;
	/** When documents are backed up by themselves, and how many of these backups are kept; see docs/backups.md. */
	readonly backups?: BackupPolicy;
	/** What may become of a document that cannot be used any more. */
	readonly recovery?: RecoveryPolicy;
}

/** How far a recovery may go. */
export interface RecoveryPolicy {
	/**
	 * True: where nothing of a document can be found, it begins anew with the defaults. What could not be used stays in
	 * quarantine. Default: it is left as it is.
	 */
	readonly allowDefaults?: boolean;
}

/**
 * Declares a collection. The type of its documents is what `defaults` returns; annotate what a literal cannot say, as in
 * `inventory: [] as Array<Item>`.
 */
export function defineCollection<T extends object>(collection: Collection<T>): Collection<T> {
	const [length] = utf8.len(collection.name);
	if (collection.name.size() < 1 || collection.name.size() > NAME_LENGTH_MAX || !typeIs(length, "number")) {
		misuse("defineCollection", `a name is 1 to ${NAME_LENGTH_MAX} bytes of UTF-8, not "${collection.name}"`);
	}
	if (isSecondaryStore(collection.name)) {
		misuse("defineCollection", `a name that ends so is that of another collection's backups: "${collection.name}"`);
	}
	checkBackupPolicy(collection.backups);
	return table.freeze({ ...collection });
}

/** What a new document of a collection begins as: a frozen copy, since what `defaults` returns may hold tables of the game. */
export function createDefaults<T extends object>(collection: Collection<T>, key: string): T {
	const copied = frozenCopy(collection.defaults(key));
	const problem = copied.ok ? findUnstorable(copied.value) : copied.error;
	if (!copied.ok || problem !== undefined) {
		const { path, expected, actual } = problem!;
		return misuse(
			`collection ${collection.name}`,
			`its defaults cannot be stored: ${formatPath(path)}: expected ${expected}, got ${actual}`,
		);
	}
	return copied.value;
}
