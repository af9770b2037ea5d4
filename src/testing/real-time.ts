import { ServerLink, Timeline } from "./timeline";

/** A timeline that is the machine's own clock: for tests in Studio, where nothing can be skipped. */
export function createRealTimeline(): Timeline {
	// os.time has whole seconds only and os.clock begins anywhere: one reading of both gives Unix time that never goes back.
	const offset = os.time() - os.clock();
	return {
		now() {
			return offset + os.clock();
		},
		schedule(seconds, callback) {
			task.delay(seconds, callback);
		},
	};
}

/** A link for threads of this very game, by the engine's own scheduler. */
export function createThreadLink(): ServerLink {
	return {
		suspend<T>(begin: (wake: (value: T) => void) => void): T {
			const thread = coroutine.running();
			begin((value) => {
				// Whoever waited may have been cancelled meanwhile; resuming a dead thread would be an error.
				if (coroutine.status(thread) === "suspended") task.spawn(thread, value);
			});
			const [value] = coroutine.yield() as unknown as LuaTuple<[T]>;
			return value;
		},
	};
}
