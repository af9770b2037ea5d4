const MILLISECONDS_PER_HOUR = 3_600_000;

/** A version goes 30 days after another has taken its place, and a tombstone 30 days after the removal (platform.md 1). */
export const RETENTION_MILLISECONDS = 30 * 24 * MILLISECONDS_PER_HOUR;

/** The UTC hour of a Unix time: only the first write to a key in each backs up what was there (platform.md 1). */
export function utcHourOf(milliseconds: number): number {
	return math.floor(milliseconds / MILLISECONDS_PER_HOUR);
}
