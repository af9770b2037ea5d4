import { SchemaVersion } from "../schema-version";
import { GlobalCheckpoint, GlobalJob, NO_COUNTS, withRun } from "./checkpoint";

/** Who wants to run a global migration, and which. */
export interface ClaimRequest {
	readonly runner: string;
	/** Undefined to go on with whatever was paused or failed. */
	readonly work?: { readonly job: GlobalJob; readonly target: SchemaVersion };
	/** A run whose beat stood still for long enough: its runner is taken for dead. */
	readonly dead?: { readonly epoch: number; readonly beat: number };
	readonly unixSeconds: number;
}

export type ClaimOutcome =
	| { readonly kind: "claimed"; readonly checkpoint: GlobalCheckpoint }
	/** Somebody else has it, or had it and died. */
	| { readonly kind: "running"; readonly epoch: number; readonly beat: number }
	/** A pause holds until somebody ends it. */
	| { readonly kind: "paused" }
	/** There is nothing to go on with. */
	| { readonly kind: "none" };

/** Takes a run, or begins one. Runs inside UpdateAsync; nothing is written unless there is a `write`. */
export function claimCheckpoint(
	stored: GlobalCheckpoint | undefined,
	request: ClaimRequest,
): { readonly outcome: ClaimOutcome; readonly write?: GlobalCheckpoint } {
	const { runner, work, dead } = request;
	if (stored === undefined) return work === undefined ? { outcome: { kind: "none" } } : claimed(begin(request));
	// An earlier try was applied although it reported an error.
	if (stored.runner === runner) return { outcome: { kind: "claimed", checkpoint: stored } };
	const { state, epoch, beat } = stored;
	if (state === "running" && (dead === undefined || dead.epoch !== epoch || dead.beat !== beat)) {
		return { outcome: { kind: "running", epoch, beat } };
	}
	const isSame = work === undefined || (work.job === stored.job && work.target === stored.target);
	if (state === "paused" && work !== undefined && isSame) return { outcome: { kind: "paused" } };
	if (state === "done" && work === undefined) return { outcome: { kind: "none" } };
	if (state === "done" || !isSame) return claimed(begin(request, stored));
	const { unixSeconds } = request;
	return claimed({ ...stored, state: "running", runner, epoch: epoch + 1, beat: 0, updatedAt: unixSeconds });
}

function claimed(checkpoint: GlobalCheckpoint) {
	return { outcome: { kind: "claimed", checkpoint }, write: checkpoint } as const;
}

function begin({ runner, work, unixSeconds }: ClaimRequest, stored?: GlobalCheckpoint): GlobalCheckpoint {
	// A run that is done is in the history already; one that never came to its end is closed here.
	const isClosed = stored?.state === "done";
	return {
		format: 1,
		job: work!.job,
		target: work!.target,
		state: "running",
		epoch: (stored?.epoch ?? 0) + 1,
		runner,
		beat: 0,
		page: [],
		counts: NO_COUNTS,
		failures: [],
		startedAt: unixSeconds,
		updatedAt: unixSeconds,
		history: stored === undefined ? [] : isClosed ? stored.history : withRun(stored, unixSeconds),
	};
}
