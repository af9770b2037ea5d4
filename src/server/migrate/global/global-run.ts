import { Result, succeed } from "../../../shared/result";
import { StoreFailure } from "../../cloud/ports";
import { isOwnKey } from "../../store/keys";
import { AdvanceOutcome } from "./advance-checkpoint";
import { GlobalCheckpoint, GlobalFailure, GlobalProgress } from "./checkpoint";
import { CheckpointStore } from "./checkpoint-store";
import { GlobalParts } from "./global-parts";
import { persist } from "./persist";
import { Visit } from "./visit";
import { visitAll } from "./visit-all";

const FAILURES_MAX = 50;
const MESSAGE_LENGTH_MAX = 200;
/** So many beats in the time after which a runner is taken for dead. */
const BEATS = 6;

/** How a run came to its end here. */
export type RunEnd = "done" | "paused" | "lost" | "failed";

export interface RunHooks {
	readonly visit: (key: string) => Visit;
	readonly onPage: () => void;
	readonly onFailure: (failure: GlobalFailure) => void;
}

/** One run, from the claim of its checkpoint to its end on this server. */
export class GlobalRun {
	private progress: GlobalProgress;
	private beat: number;
	private stopped?: RunEnd;
	/** When the checkpoint was last known to be this runner's. */
	private confirmedAt: number;
	private isOver = false;

	constructor(
		private readonly parts: GlobalParts,
		private readonly store: CheckpointStore,
		private readonly claimed: GlobalCheckpoint,
		private readonly hooks: RunHooks,
	) {
		const { cursor, page, counts, failures, beat } = claimed;
		this.progress = { cursor, page, counts, failures };
		this.beat = beat;
		this.confirmedAt = parts.cloud.clock.now();
	}

	/** The checkpoint as it will be written next. */
	snapshot(): GlobalCheckpoint {
		return { ...this.claimed, ...this.progress, cursor: this.progress.cursor, beat: this.beat };
	}

	/** Lets it stop after the documents that are being worked on. */
	pause(): void {
		this.stopped ??= "paused";
	}

	/** Works until every key was visited, or somebody stops it. Yields. */
	run(): Result<RunEnd, StoreFailure> {
		const beating = task.spawn(() => this.keepBeating());
		const result = this.walk();
		this.isOver = true;
		// It may be this very thread's own doing that it waits: only one that sleeps can be cancelled.
		pcall(() => task.cancel(beating));
		return result;
	}

	private walk(): Result<RunEnd, StoreFailure> {
		while (true) {
			const listed = this.list();
			if (!listed.ok) {
				this.checkIn("failed");
				return listed;
			}
			const { keys, cursor } = listed.value;
			const done = new Set(this.progress.page);
			const left = keys.filter((key) => !isOwnKey(key) && !done.has(key));
			visitAll(
				left,
				this.parts.parallel,
				() => this.mayGo(),
				(key) => this.note(key, this.hooks.visit(key)),
			);
			const isPageDone = left.every((key) => this.progress.page.includes(key));
			if (isPageDone && cursor !== undefined) this.progress = { ...this.progress, cursor, page: [] };
			const isLast = isPageDone && cursor === undefined && this.stopped === undefined;
			const said = this.checkIn(isLast ? "done" : undefined);
			if (!said.ok) return said;
			this.hooks.onPage();
			if (this.stopped !== undefined) return succeed(this.stopped);
			if (isLast) return succeed("done");
		}
	}

	private list() {
		const { cloud, scheduler, collection, pageSize } = this.parts;
		const ask = (cursor: string | undefined) =>
			persist(scheduler, {
				store: collection,
				key: "~list",
				cost: "read",
				send: () => cloud.stores.listKeys(collection, "", cursor, pageSize),
			});
		const { cursor } = this.progress;
		const listed = ask(cursor);
		if (listed.ok || listed.error.retryable || cursor === undefined) return listed;
		// The platform does not take the old cursor any more: from the start, as what is done is soon passed by.
		this.progress = { ...this.progress, cursor: undefined, page: [] };
		return ask(undefined);
	}

	private note(key: string, visit: Visit): void {
		const { page, counts, failures } = this.progress;
		const counted = { ...counts, [visit.kind]: counts[visit.kind] + 1 };
		this.progress = { ...this.progress, page: [...page, key], counts: counted };
		if (visit.kind !== "failed") return;
		const failure = { key, reason: visit.reason, message: visit.message.sub(1, MESSAGE_LENGTH_MAX) };
		if (failures.size() < FAILURES_MAX) this.progress = { ...this.progress, failures: [...failures, failure] };
		this.hooks.onFailure(failure);
	}

	/** Whoever could not show for long that it lives makes sure first that the run is still its own. */
	private mayGo(): boolean {
		if (this.stopped !== undefined) return false;
		const { cloud, takeOverSeconds } = this.parts;
		if (cloud.clock.now() - this.confirmedAt < takeOverSeconds / 2) return true;
		return this.checkIn().ok && this.stopped === undefined;
	}

	private keepBeating(): void {
		while (!this.isOver && this.stopped === undefined) {
			task.wait(this.parts.takeOverSeconds / BEATS);
			if (!this.isOver && this.stopped === undefined) this.checkIn();
		}
	}

	private checkIn(finish?: "done" | "failed"): Result<AdvanceOutcome, StoreFailure> {
		const { runner, epoch } = this.claimed;
		const { clock } = this.parts.cloud;
		const sentAt = clock.now();
		this.beat += 1;
		const said = this.store.advance(() => ({
			runner,
			epoch,
			beat: this.beat,
			progress: this.progress,
			finish,
			unixSeconds: clock.unixSeconds(),
		}));
		if (!said.ok) return said;
		if (said.value === "lost") this.stopped = "lost";
		else this.confirmedAt = math.max(this.confirmedAt, sentAt);
		if (said.value === "paused") this.stopped ??= "paused";
		return said;
	}
}
