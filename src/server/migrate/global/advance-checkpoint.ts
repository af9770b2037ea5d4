import { GlobalCheckpoint, GlobalProgress, withRun } from "./checkpoint";

/** What a runner has to say of its run. */
export interface AdvanceRequest {
	readonly runner: string;
	readonly epoch: number;
	readonly beat: number;
	readonly progress: GlobalProgress;
	/** The run is over. */
	readonly finish?: "done" | "failed";
	readonly unixSeconds: number;
}

/** `lost`: somebody else has the run now. `over`: it has ended already. */
export type AdvanceOutcome = "going" | "paused" | "over" | "lost";

/** Writes how far a run is, if it is still this runner's. Runs inside UpdateAsync. */
export function advanceCheckpoint(
	stored: GlobalCheckpoint | undefined,
	request: AdvanceRequest,
): { readonly outcome: AdvanceOutcome; readonly write?: GlobalCheckpoint } {
	const { runner, epoch, beat, progress, finish, unixSeconds } = request;
	if (stored === undefined || stored.runner !== runner || stored.epoch !== epoch) return { outcome: "lost" };
	const { state } = stored;
	if (state === "done" || state === "failed") return { outcome: "over" };
	// A request that was late must not take back what a newer one has said.
	if (finish === undefined && beat < stored.beat) return { outcome: state === "paused" ? "paused" : "going" };
	const { cursor, page, counts, failures } = progress;
	const advanced: GlobalCheckpoint = {
		...stored,
		cursor,
		page,
		counts,
		failures,
		beat,
		state: finish ?? state,
		updatedAt: unixSeconds,
	};
	if (finish === "done") {
		return { outcome: "over", write: { ...advanced, history: withRun(advanced, unixSeconds) } };
	}
	return { outcome: finish !== undefined ? "over" : state === "paused" ? "paused" : "going", write: advanced };
}
