import { ServerLink, Timeline } from "./timeline";

/** A timeline that is the machine's own clock: for tests in Studio, where nothing can be skipped. */
export function createRealTimeline(): Timeline {
	return {
		now() {
			return os.time() + (os.clock() % 1);
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
			begin((value) => task.defer(thread, value));
			const [value] = coroutine.yield() as unknown as LuaTuple<[T]>;
			return value;
		},
	};
}
