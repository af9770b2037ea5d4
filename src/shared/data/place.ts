import { fail, Result, succeed } from "../result";
import { Edit } from "./edit";
import { Path } from "./path";
import { Problem } from "./problem";
import { isArray, Key, sizeOf, Table } from "./table";

/** A place in a frozen root that a path leads to. */
export interface Place {
	/** The tables on the way, the root first and the one that holds the place last; none if it is the root itself. */
	readonly holders: ReadonlyArray<Table>;
	/** The raw key in each of them (1-based in arrays). */
	readonly keys: ReadonlyArray<Key>;
	/** Which of them is the first array, if any: a patch names nothing inside it. */
	readonly outerArray?: number;
	/** What is there: undefined if the last table has no such key. */
	readonly value: unknown;
}

/** Follows a caller's path, in which a number is a 0-based index; everything but the last field has to be there. */
export function findPlace(root: unknown, path: Path): Result<Place, Problem> {
	if (!typeIs(path, "table")) {
		return fail({ path: [], expected: "a path (a list of keys and indices)", actual: typeOf(path) });
	}
	const holders: Array<Table> = [];
	const keys: Array<Key> = [];
	let outerArray: number | undefined;
	let value = root;
	for (const segment of path) {
		if (!typeIs(value, "table"))
			return fail({ path: upTo(path, keys.size()), expected: "a table", actual: nameOf(value) });
		const holder = value as Table;
		const list = isArray(holder);
		if (list && outerArray === undefined) outerArray = keys.size();
		const misfit = findMisfit(holder, list, segment);
		if (misfit !== undefined) {
			return fail({ path: upTo(path, keys.size() + 1), expected: misfit, actual: nameOfSegment(segment) });
		}
		const key = list ? (segment as number) + 1 : segment;
		holders.push(holder);
		keys.push(key);
		value = holder.get(key);
	}
	return succeed({ holders, keys, outerArray, value });
}

/** What the segment should have been, if it cannot lead on from here. */
function findMisfit(holder: Table, list: boolean, segment: unknown): string | undefined {
	if (!list) {
		if (typeIs(segment, "string")) return undefined;
		return next(holder)[0] === undefined ? "a key (an empty list has no index yet)" : "a key, as this is no list";
	}
	const last = sizeOf(holder) - 1;
	if (typeIs(segment, "number") && segment >= 0 && segment <= last && segment % 1 === 0) return undefined;
	return `an index from 0 to ${last}`;
}

/**
 * The root in which the value `depth` keys down the way to `place` is another one (undefined removes it): copies only
 * the tables above it. Its patch is one change, or the ones given if they could name places inside the value.
 */
export function replaceAt(place: Place, depth: number, value: unknown, changes?: Edit["changes"]): Edit {
	const whole = math.min(place.outerArray ?? depth, depth);
	let node = value;
	let assigned = value;
	for (const level of $range(depth - 1, 0, -1)) {
		const copy = table.clone(place.holders[level]);
		copy.set(place.keys[level], node);
		node = table.freeze(copy);
		if (level === whole) assigned = node;
	}
	const within = depth === place.keys.size() ? place.keys : undefined;
	if (changes !== undefined && whole === depth) return { root: node, changes, within };
	const path = upTo(place.keys, whole);
	return {
		root: node,
		changes: [assigned === undefined ? { path, removed: true } : { path, value: assigned as defined }],
		within,
	};
}

function upTo(path: Path, size: number): Path {
	return path.move(0, size - 1, 0, table.create<Key>(size));
}

function nameOf(value: unknown): string {
	return value === undefined ? "nothing" : typeOf(value);
}

function nameOfSegment(segment: unknown): string {
	if (typeIs(segment, "string")) return `the key "${segment}"`;
	return typeIs(segment, "number") ? `the index ${segment}` : `a segment of type ${typeOf(segment)}`;
}
