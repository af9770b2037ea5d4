import { Wake } from "./wake";

/**
 * Runs a function of the game's in a thread of its own and yields until it is done, or has failed, or its time is over;
 * then it goes on alone. An error in it is reported by the engine as one of that thread.
 */
export function runWithin(seconds: number, body: () => void): void {
	const done = new Wake();
	task.spawn(() => {
		const [ok, problem] = pcall(body);
		done.ring();
		if (!ok) error(problem, 0);
	});
	done.wait(seconds);
}
