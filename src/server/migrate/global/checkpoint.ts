import { ErrorKind } from "../../../shared/errors";
import { SchemaVersion } from "../schema-version";

/** What is done with every document: bring it to a version, or give it back what it was before it came to that version. */
export type GlobalJob = "migrate" | "undo";

/** `failed`: it could not go on, and a new call takes it up where it was. */
export type GlobalState = "running" | "paused" | "done" | "failed";

/**
 * What became of a document. `current`: there was nothing to do. `inUse`: a session has it, or something that is under way
 * needs it as it is; its owner migrates it at its next open. `newer`: code that is newer than this wrote it. `empty`: it
 * has no data.
 */
export type VisitKind = "migrated" | "restored" | "current" | "inUse" | "newer" | "empty" | "failed";

/** How many documents there were of each kind. After a crash some that were migrated may be counted as current. */
export type GlobalCounts = Readonly<Record<VisitKind, number>>;

/** A document that could not be migrated; it is as it was. */
export interface GlobalFailure {
	readonly key: string;
	readonly reason: ErrorKind;
	readonly message: string;
}

/** How far a run is. */
export interface GlobalProgress {
	/** Of the page that is being worked on; undefined: the first. */
	readonly cursor?: string;
	/** Keys of this page that are done. */
	readonly page: ReadonlyArray<string>;
	readonly counts: GlobalCounts;
	/** The first fifty. */
	readonly failures: ReadonlyArray<GlobalFailure>;
}

/** A run that is over, or that another one has replaced. */
export interface PastRun {
	readonly job: GlobalJob;
	readonly target: SchemaVersion;
	readonly state: GlobalState;
	readonly counts: GlobalCounts;
	/** Unix seconds, for display only. */
	readonly startedAt: number;
	readonly endedAt: number;
}

/** The state of a collection's global migration, as it is stored beside its documents. */
export interface GlobalCheckpoint extends GlobalProgress {
	readonly format: 1;
	readonly job: GlobalJob;
	readonly target: SchemaVersion;
	readonly state: GlobalState;
	/** Goes up whenever somebody takes the run: only whoever has the newest may go on. */
	readonly epoch: number;
	/** Who has it: a name of this call alone. */
	readonly runner: string;
	/** Goes up as long as the runner lives. */
	readonly beat: number;
	/** Unix seconds, for display only. */
	readonly startedAt: number;
	readonly updatedAt: number;
	/** The last ten runs, oldest first. */
	readonly history: ReadonlyArray<PastRun>;
}

const HISTORY_MAX = 10;

export const NO_COUNTS: GlobalCounts = table.freeze({
	migrated: 0,
	restored: 0,
	current: 0,
	inUse: 0,
	newer: 0,
	empty: 0,
	failed: 0,
});

/** True for a checkpoint of this format. */
export function isCheckpoint(value: unknown): value is GlobalCheckpoint {
	if (!typeIs(value, "table")) return false;
	const { format, epoch, beat, counts, history } = value as Partial<GlobalCheckpoint>;
	const isWhole = typeIs(counts, "table") && typeIs(history, "table");
	return format === 1 && typeIs(epoch, "number") && typeIs(beat, "number") && isWhole;
}

/** The history with one run more: this one. */
export function withRun(checkpoint: GlobalCheckpoint, unixSeconds: number): Array<PastRun> {
	const { job, target, state, counts, startedAt } = checkpoint;
	const history = [...checkpoint.history, { job, target, state, counts, startedAt, endedAt: unixSeconds }];
	while (history.size() > HISTORY_MAX) history.shift();
	return history;
}
