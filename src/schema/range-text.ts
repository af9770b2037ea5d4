/** " of 3 to 20 characters", " of at least 3", "" … */
export function rangeText(range: { readonly min?: number; readonly max?: number }, unit: string): string {
	const { min, max } = range;
	const tail = unit === "" ? "" : ` ${unit}`;
	if (min !== undefined && max !== undefined) return ` of ${min} to ${max}${tail}`;
	if (min !== undefined) return ` of at least ${min}${tail}`;
	return max === undefined ? "" : ` of at most ${max}${tail}`;
}
