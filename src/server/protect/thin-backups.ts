/** How far back the oldest backup reaches once that much time has passed. */
export const BACKUP_REACH_SECONDS = 7 * 24 * 3600;

/** Ages are told apart by about this much: below it, nothing is gained by keeping more. */
const GRAIN_SECONDS = 300;

/**
 * Takes away as many as are too many, so that what is left is dense in the newest minutes and ever thinner with age: each
 * time the one goes whose neighbours are then the closest by the ratio of their ages. The newest always stays, and the
 * oldest goes only when the one after it is a week older than the newest. Given and returned newest first; pure.
 */
export function thinBackups<E extends { readonly at: number }>(newestFirst: ReadonlyArray<E>, keep: number): Array<E> {
	const kept = [...newestFirst];
	while (kept.size() > math.max(1, keep)) kept.remove(leastMissed(kept));
	return kept;
}

function leastMissed(entries: ReadonlyArray<{ readonly at: number }>): number {
	const last = entries.size() - 1;
	const newest = entries[0].at;
	// Servers' clocks differ: what seems newer than the newest has no age.
	const ageOf = (index: number) => math.max(0, newest - entries[index].at);
	if (last < 2 || ageOf(last - 1) >= BACKUP_REACH_SECONDS) return last;
	let best = 1;
	let bestRatio = math.huge;
	for (let index = 1; index < last; index += 1) {
		const ratio = (ageOf(index + 1) + GRAIN_SECONDS) / (ageOf(index - 1) + GRAIN_SECONDS);
		if (ratio >= bestRatio) continue;
		best = index;
		bestRatio = ratio;
	}
	return best;
}
