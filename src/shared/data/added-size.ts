import { jsonSize } from "./json-size";
import { sizeOf, Table } from "./table";

// A comma and a colon beside what is new.
const BESIDE = 2;

/**
 * Characters of JSON that `after` may have more than `before`: never too few. What both share by reference is not looked
 * at, so it costs what was changed; what was taken out is not taken off.
 */
export function addedSize(before: unknown, after: unknown): number {
	if (before === after) return 0;
	if (!typeIs(before, "table") || !typeIs(after, "table")) return jsonSize(after);
	const [from, to] = [before as Table, after as Table];
	// What is stored in a document is a list whole or not at all.
	const toArray = sizeOf(to) > 0;
	if (toArray !== sizeOf(from) > 0) return jsonSize(after);
	return toArray ? addedToArray(from, to) : addedToMap(from, to);
}

function addedToMap(before: Table, after: Table): number {
	let size = 0;
	for (const [key, value] of pairs(after)) {
		const known = before.get(key);
		if (known === undefined) size += jsonSize(tostring(key)) + jsonSize(value) + BESIDE;
		else size += addedSize(known, value);
	}
	return size;
}

/** What was put in moves all that is behind it: the same at both ends is left out. */
function addedToArray(before: Table, after: Table): number {
	let [fromEnd, toEnd] = [sizeOf(before), sizeOf(after)];
	const inPlace = fromEnd === toEnd;
	let start = 1;
	const shorter = math.min(fromEnd, toEnd);
	while (start <= shorter && before.get(start) === after.get(start)) start++;
	while (toEnd >= start && fromEnd >= start && before.get(fromEnd) === after.get(toEnd)) {
		fromEnd--;
		toEnd--;
	}
	let size = 0;
	for (const index of $range(start, toEnd)) {
		const value = after.get(index);
		size += inPlace ? addedSize(before.get(index), value) : jsonSize(value) + BESIDE;
	}
	return size;
}
