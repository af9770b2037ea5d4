/** What a table of a document can be keyed by. */
export type Key = string | number;

/** Any table of a document as Luau sees it: keys are raw, so an array's first element is at 1. */
export type Table = ReadonlyMap<Key, unknown>;

/** A table that the code at hand made itself and may still change. */
export type MutableTable = Map<Key, unknown>;

/**
 * Whether a table counts as an array: it has n ≥ 1 keys and they are exactly 1 to n. An empty table is none, because an
 * empty array and an empty map are the same at run time.
 */
export function isArray(value: Table): boolean {
	const size = sizeOf(value);
	if (size === 0) return false;
	let count = 0;
	for (const [key] of pairs(value)) {
		count++;
		if (key !== count && !isIndex(key, size)) return false;
	}
	return count === size;
}

/** The length of a table that counts as an array. */
export function sizeOf(value: Table): number {
	return (value as unknown as ReadonlyArray<defined>).size();
}

function isIndex(key: unknown, size: number): boolean {
	return typeIs(key, "number") && key >= 1 && key <= size && key % 1 === 0;
}
