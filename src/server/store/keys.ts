import { HoldfastError, holdfastError } from "../../shared/errors";

/** The platform's limit for keys, in bytes (platform: 50 characters). */
const PLATFORM_LENGTH_MAX = 50;

// What Holdfast keeps beside a document has a key that begins so; no document's key may.
const OWN_PREFIX = "~";
const QUARANTINE_PREFIX = `${OWN_PREFIX}q/`;
const BACKUP_PREFIX = `${OWN_PREFIX}b/`;
const SECONDARY_SUFFIX = "~2";

/** Where the state of a collection's global migration is kept. */
export const MIGRATION_KEY = `${OWN_PREFIX}m`;

/** Bytes that a document's key may have: what Holdfast keeps beside it needs the rest of the platform's 50. */
export const KEY_LENGTH_MAX = PLATFORM_LENGTH_MAX - 4;

/** Why a DataStore could not hold this key, or undefined: checked before anything is sent. */
export function checkKey(key: string, collection: string): HoldfastError<"invalidKey"> | undefined {
	const context = { collection, key, expected: `1 to ${KEY_LENGTH_MAX} bytes of UTF-8` };
	const invalid = (message: string, actual: string) => holdfastError("invalidKey", message, { ...context, actual });
	// Callers in Luau may pass anything.
	if (!typeIs(key, "string")) return invalid("The key is not a string.", typeOf(key));
	const size = key.size();
	if (size === 0) return invalid("The key is empty.", "0 bytes");
	if (size > KEY_LENGTH_MAX) return invalid("The key is too long.", `${size} bytes`);
	const [length] = utf8.len(key);
	if (!typeIs(length, "number")) return invalid("The key is not valid UTF-8.", "invalid UTF-8");
	if (key.sub(1, 1) === OWN_PREFIX) {
		return invalid(`Keys that begin with ${OWN_PREFIX} are Holdfast's own.`, key);
	}
	return undefined;
}

/** Where what was found of a document and could not be used is kept. */
export function quarantineKey(key: string): string {
	return `${QUARANTINE_PREFIX}${key}`;
}

/** Where the backups of a document are kept, in its own collection's store and in the secondary one. */
export function backupKey(key: string): string {
	return `${BACKUP_PREFIX}${key}`;
}

/** The name of the store that has the second copy of a collection's backups. */
export function secondaryStore(collection: string): string {
	return `${collection}${SECONDARY_SUFFIX}`;
}

/** True for a name that a secondary store has; no collection's may be. */
export function isSecondaryStore(name: string): boolean {
	return name.size() > SECONDARY_SUFFIX.size() && name.sub(-SECONDARY_SUFFIX.size()) === SECONDARY_SUFFIX;
}

/** True for what is kept beside documents, which a listing of a store's keys shows too. */
export function isOwnKey(key: string): boolean {
	return key.sub(1, 1) === OWN_PREFIX;
}
