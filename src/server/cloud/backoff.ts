import { StoreFailure } from "./ports";

const FIRST_SECONDS = 0.5;
const SECONDS_MAX = 30;
// The platform counts a minute back; then there is room for what waits, unless others take it.
const THROTTLED_SECONDS = 90;

/**
 * How long to wait after so many tries that failed (1 is the first): drawn at random below a bound that doubles from half
 * a second to thirty, so that servers which failed together do not come back together. `random` gives 0 to 1.
 */
export function nextBackoff(tries: number, random: () => number): number {
	return random() * math.min(FIRST_SECONDS * 2 ** (tries - 1), SECONDS_MAX);
}

/** Whether to give up after so many tries, the first of them so many seconds ago. What only has to wait is not counted. */
export function isHopeless(failure: StoreFailure, tries: number, triesMax: number, seconds: number): boolean {
	if (!failure.retryable) return true;
	return tries >= triesMax && (failure.throttled === undefined || seconds >= THROTTLED_SECONDS);
}
