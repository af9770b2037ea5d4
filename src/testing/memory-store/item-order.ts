import { SortKey } from "./check-arguments";
import { StructureKind } from "./memory-item";

/** As much of an item as its place in the order depends on. */
export interface Position {
	readonly key: string;
	readonly sortKey?: SortKey;
	readonly priority?: number;
	readonly version: number;
	readonly partition: number;
}

export type Precedes = (a: Position, b: Position) => boolean;

function rank(sortKey: SortKey | undefined): number {
	if (sortKey === undefined) return 2;
	return typeIs(sortKey, "number") ? 0 : 1;
}

/** Less than 0, 0 or more: numeric sort keys, then text, then none (platform.md 3, SortedMap). */
export function compareSortKeys(a: SortKey | undefined, b: SortKey | undefined): number {
	const ranks = rank(a) - rank(b);
	if (ranks !== 0 || a === b) return ranks;
	return (a as number) < (b as number) ? -1 : 1;
}

/** The order in which each kind of structure lists its items. */
export const ITEM_ORDER: Record<StructureKind, Precedes> = {
	/** None that is promised: that of the partitions, which says nothing to anybody. */
	HashMap: (a, b) => a.partition < b.partition || (a.partition === b.partition && a.key < b.key),
	/** Ascending by sort key; ties by key. */
	SortedMap: (a, b) => {
		const sortKeys = compareSortKeys(a.sortKey, b.sortKey);
		return sortKeys < 0 || (sortKeys === 0 && a.key < b.key);
	},
	/** The highest priority first, and among equals the one that was added first (platform.md 3, Queue). */
	Queue: (a, b) => {
		const [first, second] = [a.priority ?? 0, b.priority ?? 0];
		return first > second || (first === second && a.version < b.version);
	},
};
