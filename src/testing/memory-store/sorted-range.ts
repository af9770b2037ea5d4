import { checkMemoryKey, checkSortKey, SortKey } from "./check-arguments";
import { compareSortKeys } from "./item-order";
import { throwMemoryError } from "./memory-error";
import { MemoryItem } from "./memory-item";

/** Where a range begins or ends; what is there itself is not in it. */
export interface RangeBound {
	readonly key?: string;
	readonly sortKey?: SortKey;
}

/** A bound that is one, or nil for none. */
export function checkBound(bound: unknown): RangeBound | undefined {
	if (bound === undefined) return undefined;
	if (!typeIs(bound, "table")) return throwMemoryError("InvalidRequest");
	const { key, sortKey } = bound as { key?: unknown; sortKey?: unknown };
	const checked = { key: key !== undefined ? checkMemoryKey(key) : undefined, sortKey: checkSortKey(sortKey) };
	return checked.key !== undefined || checked.sortKey !== undefined ? checked : undefined;
}

/**
 * Less than 0 for an item before the bound, 0 for one at it, more for one behind. A bound without a key stands for every
 * item with its sort key; one without a sort key for the place of an item that has none.
 */
function compareToBound(item: MemoryItem, bound: RangeBound): number {
	const sortKeys = compareSortKeys(item.sortKey, bound.sortKey);
	if (sortKeys !== 0 || bound.key === undefined || item.key === bound.key) return sortKeys;
	return item.key < bound.key ? -1 : 1;
}

/** At most `count` items between two bounds, both exclusive, from the low end or the high one (platform.md 3). */
export function sortedRange(
	ordered: ReadonlyArray<MemoryItem>,
	descending: boolean,
	count: number,
	lower?: RangeBound,
	upper?: RangeBound,
): Array<MemoryItem> {
	const range = new Array<MemoryItem>();
	const size = ordered.size();
	for (let step = 0; step < size && range.size() < count; step += 1) {
		const item = ordered[descending ? size - 1 - step : step];
		const above = lower === undefined || compareToBound(item, lower) > 0;
		const below = upper === undefined || compareToBound(item, upper) < 0;
		if (above && below) range.push(item);
		// Behind the far bound there is nothing more.
		else if (descending ? !above : !below) break;
	}
	return range;
}
