/** The one in the middle; measured values by the thousand are better sorted once. */
export function medianOf(values: ReadonlyArray<number>): number {
	const sorted = table.clone(values as Array<number>);
	sorted.sort();
	return sorted[math.floor(sorted.size() / 2)];
}
