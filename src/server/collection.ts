import type { Schema } from "../schema/schema";
import { frozenCopy } from "../shared/data/frozen-copy";
import { formatPath } from "../shared/data/path";
import { Problem } from "../shared/data/problem";
import { findUnstorable } from "../shared/data/storable";
import { misuse } from "../shared/errors";
import { handlersOf, type InboxDeclaration } from "./inbox/message-handler";
import type { MigrationStep } from "./migrate/migration-step";
import type { SchemaVersion } from "./migrate/schema-version";
import { type BackupPolicy, checkBackupPolicy } from "./protect/backup-policy";
import type { Session } from "./session/session";
import { isSecondaryStore } from "./store/keys";

// The platform's limit for names of stores is 50; the store with the second copies of backups has two bytes more.
const NAME_LENGTH_MAX = 48;

/** A named set of documents of one type. The name is the DataStore's name. */
export interface Collection<T extends object> {
	/** 1 to 48 bytes. */
	readonly name: string;
	/** What documents may hold. Without it, anything that a DataStore can. */
	readonly schema?: Schema<T>;
	/** What a document that was never saved begins as; called at each open. Default: the schema's own defaults. */
	readonly defaults?: (key: string) => T;
	/** How data of older versions becomes data of the newest. Default: there is one version, 1. */
	readonly migrations?: CollectionMigrations;
	/** What becomes of stored data that its schema does not allow. Default `refuse`. */
	readonly onInvalid?: InvalidDataPolicy;
	/**
	 * Called before a document is given free: when it is closed, when its player leaves, when another server asks for it,
	 * when the server closes. It may still change the document, and may yield for `beforeCloseSeconds`.
	 */
	readonly beforeClose?: (session: Session<T>) => void;
	/** Which messages its documents take, and what each does: `(on) => [on(gift, (draft, body) => …)]`; see docs/inbox.md. */
	readonly inbox?: InboxDeclaration<T>;
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
 * - `refuse` – the open fails with `invalidData`; what is stored stays as it is.
 * - `sanitize` – the document opens with what can be mended (see `Schema.sanitize`); the original is kept in quarantine.
 * - `recover` – the document opens with its newest backup that can be used; the original is kept in quarantine.
 *
 * Where the policy's way leads nowhere, it is as with `refuse`.
 */
export type InvalidDataPolicy = "refuse" | "sanitize" | "recover";

/** The versions of a collection's data, in their order. */
export interface CollectionMigrations {
	/** The version of data before there was any step. Default 1, or where the first step begins. */
	readonly initial?: SchemaVersion;
	/** Each begins where the one before ends. */
	readonly steps: ReadonlyArray<MigrationStep<never>>;
	/** Runs each step twice, and refuses one that is not pure. Default: in Studio. */
	readonly strict?: boolean;
}

/**
 * Declares a collection. The type of its documents is its schema's; without one it is what `defaults` returns: annotate
 * what a literal cannot say, as in `inventory: [] as Array<Item>`.
 */
export function defineCollection<T extends object>(collection: Collection<T>): Collection<T> {
	const [length] = utf8.len(collection.name);
	if (collection.name.size() < 1 || collection.name.size() > NAME_LENGTH_MAX || !typeIs(length, "number")) {
		misuse("defineCollection", `a name is 1 to ${NAME_LENGTH_MAX} bytes of UTF-8, not "${collection.name}"`);
	}
	if (collection.schema === undefined && collection.defaults === undefined) {
		misuse("defineCollection", `${collection.name} needs a schema, or defaults`);
	}
	if (isSecondaryStore(collection.name)) {
		misuse("defineCollection", `a name that ends so is that of another collection's backups: "${collection.name}"`);
	}
	checkBackupPolicy(collection.backups);
	handlersOf(collection);
	return table.freeze({ ...collection });
}

/** What a new document of a collection begins as: a frozen copy, since what `defaults` returns may hold tables of the game. */
export function createDefaults<T extends object>(collection: Collection<T>, key: string): T {
	const { schema } = collection;
	const copied = frozenCopy(collection.defaults?.(key) ?? schema!.createDefault());
	if (!copied.ok) return misuseOfDefaults(collection, copied.error);
	const wrong = schema?.validate(copied.value)[0];
	if (wrong !== undefined) return misuseOfDefaults(collection, wrong);
	const stored = schema !== undefined && !schema.isPlain() ? schema.encode(copied.value) : copied.value;
	const problem = findUnstorable(stored);
	return problem !== undefined ? misuseOfDefaults(collection, problem) : copied.value;
}

function misuseOfDefaults(collection: { readonly name: string }, { path, expected, actual }: Problem): never {
	return misuse(
		`collection ${collection.name}`,
		`its defaults cannot be stored: ${formatPath(path)}: expected ${expected}, got ${actual}`,
	);
}
