import { ServerLink } from "../../../../src/testing";
import { ManualTimeline } from "./manual-timeline";

/** A call in a thread of its own: what it gave, once it has come back. */
export interface StartedCall<T> {
	value?: T;
	/** The error itself, when it failed. */
	problem?: unknown;
	done: boolean;
}

// Longer than any one request takes with the default latencies.
const FINISH_SECONDS = 1;

/** Calls of services that yield, on a clock that stands still until a spec moves it. */
export class SpecCalls {
	readonly timeline = new ManualTimeline();
	/** Whatever was counted, by its name. */
	readonly counts = new Map<string, number>();

	readonly count = (what: string): void => {
		this.counts.set(what, this.counted(what) + 1);
	};

	counted(what: string): number {
		return this.counts.get(what) ?? 0;
	}

	/** Starts a call; it goes on whenever the clock is moved. */
	begin<T>(body: () => T): StartedCall<T> {
		const call: StartedCall<T> = { done: false };
		task.spawn(() => {
			const [ok, result] = pcall(body);
			if (ok) call.value = result;
			else call.problem = result;
			call.done = true;
		});
		return call;
	}

	/** What a call gives that must not fail. */
	ask<T>(body: () => T): T {
		const call = this.finish(body);
		if (call.problem !== undefined) error(`the call failed: ${call.problem}`, 2);
		return call.value as T;
	}

	/** What a call that must fail throws, as text. */
	problemOf(body: () => unknown): string {
		const call = this.finish(body);
		assert(call.problem !== undefined, "the call did not fail");
		return tostring(call.problem);
	}

	/** The status in front of it, as in `UpdateConflict: Exceeded …`. */
	statusOf(body: () => unknown): string {
		return this.problemOf(body).match("^(%w+): ")[0] as string;
	}

	private finish<T>(body: () => T): StartedCall<T> {
		const call = this.begin(body);
		this.timeline.advance(FINISH_SECONDS);
		assert(call.done, "the call is not back");
		return call;
	}
}

/** The link of a server that dies as soon as it has sent its request. */
export function createDyingLink(): ServerLink {
	return {
		suspend<T>(begin: (wake: (value: T) => void) => void): T {
			begin(() => undefined);
			return coroutine.yield() as never;
		},
	};
}
