import { succeed } from "../result";
import { Check, EditResult, invalidPath, unstorable } from "./edit";
import { Path } from "./path";
import { findPlace, replaceAt } from "./place";
import { reconcile } from "./reconcile";
import { findUnstorable } from "./storable";
import { isArray, sizeOf, Table } from "./table";

/**
 * Inserts a copy of a value into the array at a place, before the element at a 0-based index or, without one, at the
 * end. The other elements are shared.
 */
export function insertAt<T>(
	root: T,
	path: Path,
	value: unknown,
	index?: number,
	check: Check = findUnstorable,
): EditResult<T> {
	const place = findPlace(root, path);
	if (!place.ok) return invalidPath(place.error);
	const list = place.value.value;
	if (!typeIs(list, "table") || !(isArray(list as Table) || next(list)[0] === undefined)) {
		return invalidPath({ path, expected: "a list", actual: list === undefined ? "nothing" : typeOf(list) });
	}
	const size = sizeOf(list as Table);
	const at = index ?? size;
	if (!typeIs(at, "number") || !(at >= 0 && at <= size) || at % 1 !== 0) {
		return invalidPath({ path, expected: `an index from 0 to ${size}`, actual: tostring(at) });
	}
	if (value === undefined) return unstorable({ path: [...path, at], expected: "a value", actual: "nothing" });
	const copied = reconcile<unknown>(undefined, value, [...path, at]);
	if (!copied.ok) return unstorable(copied.error);
	const problem = check(copied.value.root, [...path, at]);
	if (problem) return unstorable(problem);
	const longer = table.clone(list as unknown as Array<defined>);
	longer.insert(at, copied.value.root as defined);
	return succeed(replaceAt(place.value, path.size(), table.freeze(longer))) as EditResult<T>;
}
