import { isEqual } from "../../../shared/data/equal";
import type { Changes } from "../../../shared/data/patch";
import { isArray, Key, Table } from "../../../shared/data/table";

/**
 * True if none of the places that changes name has changed from one root to another: then they lead from both to the same
 * there. Of an array in which something is named by its place, all has to be the same.
 */
export function isUntouched(before: object, after: object, changes: Changes): boolean {
	return before === after || changes.every(({ path }) => isSameAlong(before, after, path as ReadonlyArray<Key>, 0));
}

function isSameAlong(before: unknown, after: unknown, path: ReadonlyArray<Key>, depth: number): boolean {
	if (before === after) return true;
	const isEnd = depth === path.size();
	if (isEnd || !typeIs(before, "table") || !typeIs(after, "table")) return isEqual(before, after);
	if (isArray(before as Table) || isArray(after as Table)) return isEqual(before, after);
	const key = path[depth];
	return isSameAlong((before as Table).get(key), (after as Table).get(key), path, depth + 1);
}
