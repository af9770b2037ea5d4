import type { DeepReadonly } from "../../shared/data/deep-readonly";
import type { HoldfastError } from "../../shared/errors";
import type { Result } from "../../shared/result";
import type { Commit } from "../commit/document";

/** `closing`: it takes no more changes, but those of listeners of `aboutToClose`. */
export type SessionState = "open" | "closing" | "closed" | "lost";

/**
 * How a session ends: `closed` on purpose, here; `handedOver` to a server that asked for the document; `lost` to a server
 * that took it, so that what was not saved or journaled is gone; `rolledBack` after a transaction that came to nothing: the
 * document is saved as it was before that.
 */
export type SessionEnd = "closed" | "handedOver" | "lost" | "rolledBack";

/** What a change gives back: the commit, or nothing if it changed nothing, or why it was refused. */
export type ChangeResult<T> = Result<Commit<DeepReadonly<T>> | undefined, HoldfastError>;

/** What a save gives back: the revision that the store is now known to hold at least. */
export type SaveResult = Result<
	{ readonly revision: number },
	HoldfastError<"sessionClosed" | "sessionLost" | "rolledBack" | "cloud">
>;

/** What `journaled` gives back: the revision that survives a crash of this server, and what keeps it. */
export type JournaledResult = Result<
	{ readonly revision: number; readonly by: "journal" | "save" },
	HoldfastError<"sessionClosed" | "sessionLost" | "rolledBack" | "cloud">
>;

/** How a document came to be open. */
export interface OpeningReport {
	/** Where its data is from: `default` is a document that was never saved. */
	readonly source: "store" | "journal" | "backup" | "default";
	/** Requests to the DataStore that it took. */
	readonly attempts: number;
	/** Seconds from the call to the open document. */
	readonly seconds: number;
}
