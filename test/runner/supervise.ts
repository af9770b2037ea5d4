declare function getfenv(target: Callback): object;
declare function setfenv(target: Callback, environment: object): void;

/**
 * A test, or a hook, that cannot get stuck or get away: it runs in a thread of its own, a promise that it returns is
 * waited for, and one that is still pending after `secondsMax` fails instead of stopping the whole run in silence.
 * `started` is called first.
 */
export function supervise(test: Callback, secondsMax: number, started: () => void): Callback {
	const supervised = (context: unknown) => {
		started();
		const waiter = coroutine.running();
		let waiting = false;
		let failure: string | undefined;
		let finished = false;
		const thread = task.spawn(() => {
			const [ok, problem] = xpcall(
				() => {
					const returned = test(context) as unknown;
					if (Promise.is(returned)) returned.expect();
				},
				(message: unknown) => debug.traceback(tostring(message), 2),
			);
			finished = true;
			if (!ok) failure = tostring(problem);
			if (waiting) task.spawn(waiter);
		});
		if (!finished) {
			waiting = true;
			const watchdog = task.delay(secondsMax, () => {
				waiting = false;
				task.spawn(waiter);
			});
			coroutine.yield();
			if (waiting) task.cancel(watchdog);
		}
		if (!finished) {
			task.cancel(thread);
			error(`still pending after ${secondsMax} s: nothing that it waits for is going to happen`, 0);
		}
		if (failure !== undefined) error(failure, 0);
	};
	// TestEZ puts `expect` and its like into the environment of the function that it calls.
	setfenv(supervised, getfenv(test));
	return supervised;
}
