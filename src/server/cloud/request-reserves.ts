/**
 * What the less urgent leave to the more urgent, by rank (final, receipt, open, save, backup): of the platform's budget,
 * and of the requests under way at once. So an open never waits behind a flood of saves.
 */
const BUDGET_LEFT: ReadonlyArray<number> = [0, 0, 0, 5, 20];
const PLACES_LEFT: ReadonlyArray<number> = [0, 0, 0, 0.2, 0.4];

/** Whoever has waited this long for the budget leaves nothing: it may be one that never has more (Studio's). */
const PATIENCE_SECONDS = 60;

/** How much of the budget must be there before a request of this rank goes: more than this. */
export function budgetLeftBy(rank: number, waitedSeconds: number): number {
	return waitedSeconds < PATIENCE_SECONDS ? BUDGET_LEFT[rank] : 0;
}

/** How many places a request of this rank leaves free; none where there are too few to share out. */
export function placesLeftBy(rank: number, inFlightMax: number): number {
	return math.floor(PLACES_LEFT[rank] * inFlightMax);
}
