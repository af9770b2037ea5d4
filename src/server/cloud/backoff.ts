const FIRST_SECONDS = 0.5;
const SECONDS_MAX = 30;

/**
 * How long to wait after so many tries that failed (1 is the first): drawn at random below a bound that doubles from half
 * a second to thirty, so that servers which failed together do not come back together. `random` gives 0 to 1.
 */
export function nextBackoff(tries: number, random: () => number): number {
	return random() * math.min(FIRST_SECONDS * 2 ** (tries - 1), SECONDS_MAX);
}
