import { ChangeRecorder, pathOf } from "./change-recorder";
import { copyLeaf } from "./leaf";
import { DEPTH_MAX, NEW_TABLES_MAX } from "./limits";
import { Problem } from "./problem";
import { isArray, Key, MutableTable, sizeOf, Table } from "./table";

/** The state of one walk through a table that we do not trust. */
export interface CopyWalk extends ChangeRecorder {
	/** The tables that the walk is in, which is how a cycle is told from mere depth. */
	readonly ancestors: Array<Table>;
	tables: number;
	problem?: Problem;
}

export function newCopyWalk(stack: Array<Key>): CopyWalk {
	return { stack, changes: [], ancestors: [], tables: 0 };
}

/** A deep, frozen copy of a plain table, or undefined with `walk.problem` set. Nothing of the source is kept. */
export function copyTable(walk: CopyWalk, source: Table, depth: number): Table | undefined {
	if (!admit(walk, source, depth)) return undefined;
	if (isArray(source)) return copyArray(walk, source, depth);
	const copy = table.clone(source);
	for (const [key, value] of pairs(source)) {
		if (!admitKey(walk, key, depth)) return undefined;
		if (!typeIs(value, "table")) {
			if (typeIs(value, "buffer")) copy.set(key, copyLeaf(value));
			continue;
		}
		walk.stack[depth] = key;
		const child = copyTable(walk, value as Table, depth + 1);
		if (child === undefined) return undefined;
		copy.set(key, child);
	}
	return table.freeze(copy);
}

/** Built anew rather than cloned, so that its elements are in the table's array part and are iterated in order. */
function copyArray(walk: CopyWalk, source: Table, depth: number): Table | undefined {
	const size = sizeOf(source);
	const copy = table.create(size) as unknown as MutableTable;
	for (const i of $range(1, size)) {
		const value = source.get(i);
		if (!typeIs(value, "table")) {
			copy.set(i, copyLeaf(value));
			continue;
		}
		walk.stack[depth] = i - 1;
		const child = copyTable(walk, value as Table, depth + 1);
		if (child === undefined) return undefined;
		copy.set(i, child);
	}
	return table.freeze(copy);
}

/** Whether a draft's table can be entered; must be asked before anything is read from it. */
export function admit(walk: CopyWalk, source: Table, depth: number): boolean {
	if (getmetatable(source) !== undefined) {
		walk.problem = { path: pathOf(walk, depth), expected: "a plain table", actual: "a table with a metatable" };
		return false;
	}
	if (depth >= DEPTH_MAX) {
		walk.problem = cycleIn(walk, source, depth) ?? {
			path: pathOf(walk, depth),
			expected: `at most ${DEPTH_MAX} tables inside one another`,
			actual: "a deeper one",
		};
		return false;
	}
	walk.ancestors[depth] = source;
	walk.tables++;
	if (walk.tables <= NEW_TABLES_MAX) return true;
	const expected = `at most ${NEW_TABLES_MAX} tables`;
	walk.problem = { path: pathOf(walk, depth), expected, actual: "more (is one table in there many times?)" };
	return false;
}

/** Whether a draft's key can be kept. */
export function admitKey(walk: CopyWalk, key: unknown, depth: number): boolean {
	if (typeIs(key, "string") || typeIs(key, "number")) return true;
	walk.problem = {
		path: pathOf(walk, depth),
		expected: "string or number keys",
		actual: `a key of type ${typeOf(key)}`,
	};
	return false;
}

/** Reports the first table on the way to `source` that is inside itself; only asked when the walk got too deep. */
function cycleIn(walk: CopyWalk, source: Table, depth: number): Problem | undefined {
	walk.ancestors[depth] = source;
	const seen = new Set<Table>();
	for (const i of $range(0, depth)) {
		const ancestor = walk.ancestors[i];
		// A walk that starts below the root has no ancestors above its start.
		if (ancestor === undefined) continue;
		if (seen.has(ancestor)) return { path: pathOf(walk, i), expected: "a tree", actual: "a table inside itself" };
		seen.add(ancestor);
	}
	return undefined;
}
