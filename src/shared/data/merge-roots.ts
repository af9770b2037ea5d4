import { isEqual } from "./equal";
import { Path } from "./path";
import { isArray, Key, MutableTable, Table } from "./table";

/** What two successors of one root come to together. */
export interface Merged<T> {
	readonly root: T;
	/** The places that both have changed, and not alike: `mine` stands there. Paths as in a patch. */
	readonly clashes: ReadonlyArray<Path>;
}

interface MergeWalk {
	readonly stack: Array<Key>;
	readonly clashes: Array<Path>;
}

/**
 * Merges two frozen roots that have both come from `base`, field by field: what one of them has changed is in the result,
 * and where both have, `mine` is, and the place is named. An array is one place. Subtrees that are shared are not entered.
 */
export function mergeRoots<T extends object>(base: T, theirs: T, mine: T): Merged<T> {
	const walk: MergeWalk = { stack: [], clashes: [] };
	const root = mergeValues(walk, base, theirs, mine);
	return { root: root as T, clashes: walk.clashes };
}

function mergeValues(walk: MergeWalk, base: unknown, theirs: unknown, mine: unknown): unknown {
	if (mine === base || mine === theirs) return theirs;
	if (theirs === base) return mine;
	if (isEntered(base) && isEntered(theirs) && isEntered(mine)) return mergeTables(walk, base, theirs, mine);
	// Not shared is not different: it may have changed and changed back.
	if (isEqual(base, theirs)) return mine;
	if (isEqual(base, mine) || isEqual(theirs, mine)) return theirs;
	walk.clashes.push(table.clone(walk.stack));
	return mine;
}

function isEntered(value: unknown): value is Table {
	return typeIs(value, "table") && !isArray(value as Table);
}

function mergeTables(walk: MergeWalk, base: Table, theirs: Table, mine: Table): Table {
	let after: MutableTable | undefined;
	const mergeKey = (key: Key, known: unknown, own: unknown) => {
		walk.stack.push(key);
		const merged = mergeValues(walk, base.get(key), known, own);
		walk.stack.pop();
		if (merged === known) return;
		if (after === undefined) after = table.clone(theirs) as MutableTable;
		if (merged === undefined) after.delete(key);
		else after.set(key, merged);
	};
	for (const [key, own] of pairs(mine)) mergeKey(key, theirs.get(key), own);
	for (const [key, known] of pairs(theirs)) {
		if (mine.get(key) === undefined) mergeKey(key, known, undefined);
	}
	return after === undefined ? theirs : table.freeze(after);
}
