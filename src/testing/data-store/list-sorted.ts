import { isWhole } from "./check-whole";
import { throwDataStoreError } from "./data-store-error";
import { OrderedEntry } from "./ordered-backend";
import { checkPageSize, cursorAfter, nameBefore } from "./page-options";
import { openPages, Page, pageOf, SimulatedPages } from "./pages";
import { sendRead } from "./request";
import { StoreContext } from "./store-context";

const PAGE_SIZE_DEFAULT = 50;
const PAGE_SIZE_MAX = 100;

/** An item of GetSortedAsync. */
export interface SortedItem {
	readonly key: string;
	readonly value: number;
}

/** What GetSortedAsync was asked for. */
export interface SortedListing {
	readonly store: string;
	readonly scope: string;
	readonly ascending: boolean;
	/** 1 to 100, default 50. */
	readonly pageSize?: number;
	/** Inclusive. */
	readonly min?: number;
	/** Inclusive. */
	readonly max?: number;
}

function checkBound(bound: unknown, name: string): void {
	if (bound !== undefined && !isWhole(bound)) throwDataStoreError(106, `${name} must be an integer.`);
}

/** True if an entry comes after the one that a cursor names. */
function comesAfter(entry: OrderedEntry, after: string, ascending: boolean): boolean {
	const [value, key] = after.match("^(%-?%d+) (.*)$") as LuaTuple<[string, string]>;
	const last = tonumber(value)!;
	if (entry.value !== last) return entry.value > last === ascending;
	return entry.key !== key && entry.key > key === ascending;
}

/** GetSortedAsync: keys by their values, and by their names where those are the same (platform.md 1 and 2). */
export function listSorted(context: StoreContext, listing: SortedListing): SimulatedPages<SortedItem> {
	const { store, scope, ascending, min = -math.huge, max = math.huge } = listing;
	checkBound(listing.min, "MinValue");
	checkBound(listing.max, "MaxValue");
	if (min > max) throwDataStoreError(107, "MaxValue must be greater than or equal to MinValue.");
	const pageSize = checkPageSize(listing.pageSize, PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX);
	const request = (cursor: string | undefined): Page<SortedItem> => {
		const after = nameBefore(cursor);
		return sendRead(context, { kind: "GetSortedAsync" }, () => {
			const all = context.backend.ordered.sorted(store, scope, ascending, min, max);
			return pageOf(
				after !== undefined ? all.filter((entry) => comesAfter(entry, after, ascending)) : all,
				pageSize,
				(entry) => cursorAfter("%d %s".format(entry.value, entry.key)),
				(entry): SortedItem => ({ key: entry.key, value: entry.value }),
			);
		});
	};
	return openPages(request);
}
