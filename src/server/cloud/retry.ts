import { Result } from "../../shared/result";
import { ClockPort, StoreFailure } from "./ports";

export interface RetryPolicy {
	/** Tries in all. */
	readonly attemptsMax: number;
	/** Nothing is tried again after this many seconds. */
	readonly secondsMax: number;
}

const FIRST_BACKOFF_SECONDS = 0.5;
const BACKOFF_SECONDS_MAX = 30;

/**
 * Repeats a request that failed for a reason that may pass: waits between tries grow from half a second, doubled each
 * time, drawn at random below that bound so that servers which failed together do not come back together. Yields.
 */
export function retry<T>(
	clock: ClockPort,
	policy: RetryPolicy,
	attempt: () => Result<T, StoreFailure>,
): Result<T, StoreFailure> {
	const deadline = clock.now() + policy.secondsMax;
	let backoff = FIRST_BACKOFF_SECONDS;
	let tries = 1;
	let result = attempt();
	while (!result.ok && result.error.retryable && tries < policy.attemptsMax) {
		const pause = math.random() * backoff;
		if (clock.now() + pause >= deadline) break;
		task.wait(pause);
		backoff = math.min(backoff * 2, BACKOFF_SECONDS_MAX);
		tries += 1;
		result = attempt();
	}
	return result;
}
