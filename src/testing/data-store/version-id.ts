const TICKS_PER_SECOND = 10_000_000;
// From the year 1 to 1970: the platform counts time in .NET ticks.
const UNIX_EPOCH_SECONDS = 62_135_596_800;

/**
 * The id of a version, as in `08DC3D3F43F9FCC1.0000000001.08DC3D3F43F9FCC1.01` (platform.md 1): in the order of time as
 * text too, and unique even when two writes fall into one tick.
 */
export function versionId(unixSeconds: number, writeNumber: number): string {
	const ticks = "%016X".format((unixSeconds + UNIX_EPOCH_SECONDS) * TICKS_PER_SECOND);
	return "%s.%010d.%s.01".format(ticks, writeNumber, ticks);
}
