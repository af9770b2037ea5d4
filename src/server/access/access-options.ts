import type { DeepReadonly } from "../../shared/data/deep-readonly";
import { misuse } from "../../shared/errors";
import type { Collection } from "../collection";
import type { CommitContext } from "../commit/document";

/**
 * What becomes of a transaction if a document has changed since the transaction found it.
 *
 * - `server_wins` – the transaction loses: it is rejected with `conflict`, and nothing of it is there.
 * - `client_wins` – what it wrote is put over what is there now, place by place; what it read is not looked at again.
 * - `merge` – both changes stand if they fit: see {@link Merger}.
 */
export type ConflictStrategy = "server_wins" | "client_wins" | "merge";

/**
 * Makes one document of two that have both come from `base`: `theirs` is there now, `mine` is what the transaction has
 * made. Called with frozen data; must not yield. What it throws refuses the whole transaction.
 *
 * Without one, documents are merged field by field, and the transaction is rejected with `conflict` where both have changed
 * the same place (an array is one), or where a place that it has read at its path has changed.
 */
export type Merger<T> = (base: DeepReadonly<T>, theirs: DeepReadonly<T>, mine: DeepReadonly<T>) => DeepReadonly<T>;

/** A merger and whose documents it is for; made by {@link mergeBy}. */
export interface CollectionMerger {
	readonly collection: string;
	readonly merge: (base: object, theirs: object, mine: object) => unknown;
}

/** How transactions are committed. What is not given is as in {@link DEFAULT_ACCESS}. */
export interface AccessOptions {
	readonly strategy?: ConflictStrategy;
	/** For the strategy `merge`: for documents of these collections. */
	readonly mergers?: ReadonlyArray<CollectionMerger>;
	/** How long a commit may wait for others that have the same documents, in seconds. 0 to 600. */
	readonly lockTimeoutSeconds?: number;
	/** Goes along with its commits: who, and why. */
	readonly context?: CommitContext;
}

/** The same for transactions that are tried again. */
export interface RunOptions extends AccessOptions {
	/** How often one is tried again after a conflict or a lock timeout. 0 to 100. */
	readonly retries?: number;
}

export type ResolvedOptions = RunOptions & Required<Pick<RunOptions, "strategy" | "lockTimeoutSeconds" | "retries">>;

export const DEFAULT_ACCESS = table.freeze({
	strategy: "server_wins" as ConflictStrategy,
	lockTimeoutSeconds: 10,
	retries: 5,
});

const LOCK_SECONDS_MAX = 600;
const RETRIES_MAX = 100;

/** Says how documents of a collection are merged. */
export function mergeBy<T extends object>(collection: Collection<T>, merge: Merger<T>): CollectionMerger {
	return { collection: collection.name, merge: merge as never };
}

/** Options over others; a wrong value ends in an error that names it. */
export function resolveOptions(options: RunOptions, defaults: ResolvedOptions): ResolvedOptions {
	const resolved = { ...defaults, ...options };
	const { strategy, lockTimeoutSeconds, retries } = resolved;
	if (strategy !== "server_wins" && strategy !== "client_wins" && strategy !== "merge") {
		misuse("dataAccess", `a strategy is server_wins, client_wins or merge, not ${tostring(strategy)}`);
	}
	if (!(typeIs(lockTimeoutSeconds, "number") && lockTimeoutSeconds >= 0 && lockTimeoutSeconds <= LOCK_SECONDS_MAX)) {
		misuse("dataAccess", `lockTimeoutSeconds is 0 to ${LOCK_SECONDS_MAX}, not ${tostring(lockTimeoutSeconds)}`);
	}
	if (!(typeIs(retries, "number") && retries >= 0 && retries <= RETRIES_MAX && retries % 1 === 0)) {
		misuse("dataAccess", `retries is a whole number from 0 to ${RETRIES_MAX}, not ${tostring(retries)}`);
	}
	return resolved;
}
