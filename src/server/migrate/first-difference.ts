import { isEqual } from "../../shared/data/equal";
import { Path } from "../../shared/data/path";
import { isArray, Key, Table } from "../../shared/data/table";

/** Where two plain trees differ first, field by field in the order of their names; undefined if they say the same. */
export function firstDifference(left: unknown, right: unknown, above: Path = []): Path | undefined {
	if (isEqual(left, right)) return undefined;
	if (!typeIs(left, "table") || !typeIs(right, "table")) return above;
	const [before, after] = [left as Table, right as Table];
	const isList = isArray(before);
	if (isList !== isArray(after)) return above;
	for (const key of keysOf(before, after)) {
		const place = isList ? (key as number) - 1 : key;
		const found = firstDifference(before.get(key), after.get(key), [...above, place]);
		if (found !== undefined) return found;
	}
	return above;
}

function keysOf(before: Table, after: Table): Array<Key> {
	const keys = new Set<Key>();
	for (const [key] of pairs(before)) keys.add(key);
	for (const [key] of pairs(after)) keys.add(key);
	const sorted = [...keys];
	sorted.sort((a, b) => (typeIs(a, "number") && typeIs(b, "number") ? a < b : tostring(a) < tostring(b)));
	return sorted;
}
