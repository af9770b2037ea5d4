import { Path } from "./data/path";

/**
 * Every way in which Holdfast can refuse or fail, as the caller sees it. Closed: a `switch` over `kind` can be
 * exhaustive.
 *
 * - `invalidKey` – a key that a DataStore cannot hold (empty, over 50 characters, not UTF-8); nothing was sent.
 * - `invalidPath` – a path that leads nowhere in this document; the document is unchanged.
 * - `unstorable` – a value that a DataStore cannot hold (function, NaN, mixed or sparse table, cycle, invalid UTF-8, …).
 * - `tooLarge` – the document would outgrow what a key can hold; it is unchanged.
 * - `recipeThrew`, `recipeYielded` – an update function failed or yielded; the document is unchanged.
 * - `sessionClosed` – the session was released, here, on purpose.
 * - `sessionLost` – another server took the document over; nothing more can be saved from here.
 * - `notOpen` – the player has no document open on this server.
 * - `alreadyOpen` – this manager has this document open.
 * - `locked` – another server owns the document and did not give it up in time.
 * - `unreadableRecord` – what is stored under the key is not a Holdfast record of a format known here; left untouched.
 * - `newerData` – what is stored was written by a newer version of the game, and this one may not open it; left untouched.
 * - `shuttingDown` – the manager is stopping; no new session is opened.
 * - `playerLeft` – the player was gone before the document was open; it is not open.
 * - `invalidData` – a value breaks the rules of its schema; the error lists them all, and the document is unchanged.
 * - `unknownSchema` – no schema is registered under this name and version; nothing was checked.
 * - `cloud` – a DataStore request failed; `context.actual` is the service's own message.
 */
export type ErrorKind =
	| "invalidKey"
	| "invalidPath"
	| "unstorable"
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
	| "shuttingDown"
	| "playerLeft"
	| "invalidData"
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
