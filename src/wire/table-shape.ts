import { isArray, Key, Table } from "../shared/data/table";

/** A list, an empty one too: an empty table is what the schema says it is. */
export function isList(value: Table): boolean {
	return next(value)[0] === undefined || isArray(value);
}

/** The keys of a table in the one order that both sides agree on: numbers, then texts by their bytes. */
export function sortedKeys(source: Table): ReadonlyArray<Key> {
	const keys = new Array<Key>();
	for (const [key] of pairs(source)) keys.push(key);
	return sortKeys(keys);
}

/** Sorts in place. */
export function sortKeys(keys: Array<Key>): ReadonlyArray<Key> {
	if (keys.size() > 1) keys.sort(isBefore);
	return keys;
}

/** Whether a value that was sent can be the key of a table of a document. */
export function isKey(value: unknown): value is Key {
	return typeIs(value, "string") || (typeIs(value, "number") && value === value);
}

function isBefore(left: Key, right: Key): boolean {
	if (typeIs(left, "number")) return !typeIs(right, "number") || left < right;
	return typeIs(right, "string") && left < right;
}
