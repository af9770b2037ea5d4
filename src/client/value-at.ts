import type { Path } from "../shared/data/path";
import { isArray, Table } from "../shared/data/table";

/** What is at a place, undefined where nothing is: numbers are 0-based indices in lists, and keys elsewhere. */
export function valueAt(root: unknown, path: Path): unknown {
	let value = root;
	for (const segment of path) {
		if (!typeIs(value, "table")) return undefined;
		const holder = value as Table;
		value = holder.get(typeIs(segment, "number") && isArray(holder) ? segment + 1 : segment);
	}
	return value;
}

/** Whether one of two places is inside the other, or both are the same. */
export function overlaps(left: Path, right: Path): boolean {
	for (const index of $range(0, math.min(left.size(), right.size()) - 1)) {
		if (left[index] !== right[index]) return false;
	}
	return true;
}
