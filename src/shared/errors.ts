import { Path } from "./data/path";

/**
 * Every way in which Holdfast can refuse or fail, as the caller sees it. Closed: a `switch` over `kind` can be
 * exhaustive.
 *
 * - `invalidKey` – a key that a DataStore cannot hold (empty, over 50 characters, not UTF-8); nothing was sent.
 * - `invalidPath` – a path that leads nowhere in this document; the document is unchanged.
 * - `unstorable` – a value that a DataStore cannot hold (function, NaN, mixed or sparse table, cycle, invalid UTF-8, …).
 * - `invalidData` – the document would not, or does not, satisfy its schema; `errors` has all that is wrong.
 * - `tooLarge` – the document would outgrow what a key can hold; it is unchanged.
 * - `recipeThrew`, `recipeYielded` – an update function, or a rule of the schema, failed or yielded; the document is unchanged.
 * - `sessionClosed` – the session was released, here, on purpose.
 * - `sessionLost` – another server took the document over; nothing more can be saved from here.
 * - `notOpen` – the document, or the player's, is not open on this server.
 * - `alreadyOpen` – this manager has this document open.
 * - `locked` – another server owns the document and did not give it up in time.
 * - `unreadableRecord` – what is stored under the key is not a Holdfast record of a format known here; left untouched.
 * - `newerData` – what is stored was written by a newer version of the game, and this one may not open it; left untouched.
 * - `invalidStep` – a migration step that is malformed or does not follow the one before; it was not registered.
 * - `unknownVersion` – a schema version that no migration step leads to or from; nothing was changed.
 * - `migrationFailed` – a migration step threw, waited, is not pure, or made what is not valid; nothing was changed.
 * - `migrationState` – what was asked of a global migration does not fit what it is doing: it is being run by another
 *   server, or paused, or there is none.
 * - `shuttingDown` – the manager is stopping; no new session is opened.
 * - `playerLeft` – the player was gone before the document was open, or shown to them; it is not.
 * - `backupNotFound` – there is no such backup, or the document has none.
 * - `backupDamaged` – the backup is there, but no copy of it is what was written; nothing was restored.
 * - `invalidTime` – a time to restore to that is in the future, or is none; a time to expire in that is none.
 * - `nothingStored` – there is no data of this document to work on.
 * - `busy` – the document changes faster than this could be done, or is open; nothing was written; try again.
 * - `notInQuarantine` – there is no such thing in the document's quarantine.
 * - `unrecoverable` – nothing was found that the document could go on with; what is stored is left untouched.
 * - `unknownProduct` – a purchase of a product for which the game has said nothing to give; nothing was changed.
 * - `inboxFull` – too many messages wait for this document, or they are too large together; nothing was sent.
 * - `outboxFull` – too many transfers of this document are under way; nothing was taken.
 * - `invalidTransfer` – an amount that is none, something that cannot be taken from there, or a document to itself; nothing
 *   was taken.
 * - `notEnough` – the document does not have what was to be taken from it; nothing was taken.
 * - `invalidTransaction` – a transaction over no document, or over the same one twice; nothing was changed.
 * - `transactionOver` – a transaction was used after its commit or rollback; nothing was changed by that.
 * - `conflict` – a document has changed since a transaction read it: `expected` and `actual` are its revisions; nothing was
 *   changed.
 * - `lockTimeout` – other transactions had a document for longer than this one was to wait; nothing was changed.
 * - `held` – a transaction with a document on another server is about to be decided; for a second, nothing else may
 *   change the document. Nothing was changed; try again.
 * - `undecided` – a transaction that the document took part in is not decided, and whether it is to be cannot be found out.
 * - `rolledBack` – a transaction has come to nothing, and has taken this with it.
 * - `unknownSchema` – no schema is registered under this name and version; nothing was checked.
 * - `cloud` – a DataStore request failed; `context.actual` is the service's own message.
 */
export type ErrorKind =
	| "invalidKey"
	| "invalidPath"
	| "unstorable"
	| "invalidData"
	| "tooLarge"
	| "recipeThrew"
	| "recipeYielded"
	| "sessionClosed"
	| "sessionLost"
	| "notOpen"
	| "alreadyOpen"
	| "locked"
	| "unreadableRecord"
	| "newerData"
	| "invalidStep"
	| "unknownVersion"
	| "migrationFailed"
	| "migrationState"
	| "shuttingDown"
	| "playerLeft"
	| "backupNotFound"
	| "backupDamaged"
	| "invalidTime"
	| "nothingStored"
	| "busy"
	| "notInQuarantine"
	| "unrecoverable"
	| "unknownProduct"
	| "inboxFull"
	| "outboxFull"
	| "invalidTransfer"
	| "notEnough"
	| "invalidTransaction"
	| "transactionOver"
	| "conflict"
	| "lockTimeout"
	| "held"
	| "undecided"
	| "rolledBack"
	| "unknownSchema"
	| "cloud";

/** Where and what: only the fields that apply are there. */
export interface ErrorContext {
	readonly collection?: string;
	readonly key?: string;
	readonly path?: Path;
	readonly expected?: string;
	readonly actual?: string;
}

/** A failure as a value: a closed kind to decide on, a sentence to log, and the context it happened in. */
export interface HoldfastError<K extends ErrorKind = ErrorKind> {
	readonly kind: K;
	readonly message: string;
	readonly context: ErrorContext;
}

export function holdfastError<K extends ErrorKind>(
	kind: K,
	message: string,
	context: ErrorContext = {},
): HoldfastError<K> {
	return { kind, message, context };
}

/** Ends the calling thread with a clear message: for mistakes in the calling code, never for what the cloud does. */
export function misuse(where: string, message: string): never {
	return error(`[holdfast] ${where}: ${message}`, 3) as never;
}
