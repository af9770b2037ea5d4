import { reportAlone } from "./report-alone";

/**
 * Does something again and again in a thread of its own, with a pause before each time. A round that fails is reported by
 * the engine as an error of its own thread, and the next one comes all the same: what looks after data must not end.
 */
export class Rounds {
	private thread?: thread;

	/** `pause`: seconds, asked before each round. `round` may yield: the pause begins when it has ended. */
	constructor(
		private readonly pause: () => number,
		private readonly round: () => void,
	) {}

	start(): void {
		this.thread = task.spawn(() => {
			do {
				task.wait(this.pause());
				const [ok, problem] = pcall(this.round);
				if (!ok) reportAlone(problem);
			} while (this.thread === coroutine.running());
		});
	}

	/** Ends a round that is under way where it waits; one that stops itself is still done. */
	stop(): void {
		const { thread } = this;
		this.thread = undefined;
		if (thread !== undefined && coroutine.status(thread) === "suspended") task.cancel(thread);
	}
}
