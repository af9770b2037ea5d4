import { fail, Result, succeed } from "../result";
import { recordKey, recordWhole } from "./change-recorder";
import { admit, admitKey, copyTable, CopyWalk, newCopyWalk } from "./copy-table";
import { isEqual } from "./equal";
import { copyLeaf, isSameLeaf } from "./leaf";
import { Changes, sortChanges } from "./patch";
import { Path } from "./path";
import { Problem } from "./problem";
import { isArray, Key, MutableTable, sizeOf, Table } from "./table";

/** A frozen value, and how it differs from the one before. */
export interface Reconciled<T> {
	readonly root: T;
	readonly changes: Changes;
}

/**
 * Makes the frozen successor of `previous` that says what `draft` says, in one walk. What is equal keeps its reference
 * (`root === previous` if all of it is); everything else is copied, so the draft stays the caller's.
 *
 * Any tree of plain tables with string and number keys is copied faithfully, a table that is in it twice as two. What
 * cannot be is a problem: a metatable, a key of another type, a cycle, or more than 64 tables inside one another.
 * Whether the values in it can be stored is another question (see `findUnstorable`).
 *
 * `above` is where this value is within its document, if it is not the root.
 */
export function reconcile<T>(previous: T, draft: T, above: Path = []): Result<Reconciled<T>, Problem> {
	const depth = above.size();
	const walk = newCopyWalk(table.clone(above));
	const root = mergeValue(walk, previous, draft, depth, true);
	if (walk.problem) return fail(walk.problem);
	if (!isSameLeaf(root, previous) && !(typeIs(root, "table") && typeIs(previous, "table"))) {
		recordWhole(walk, depth, root as defined);
	}
	sortChanges(walk.changes);
	return succeed({ root: root as T, changes: walk.changes });
}

/** The old value if the draft equals it, else a new frozen one; undefined with `walk.problem` set if it cannot be. */
function mergeValue(walk: CopyWalk, before: unknown, draft: unknown, depth: number, recording: boolean): unknown {
	if (before === draft) return before;
	if (!typeIs(draft, "table")) return isSameLeaf(before, draft) ? before : copyLeaf(draft);
	if (!typeIs(before, "table")) return copyTable(walk, draft as Table, depth);
	return mergeTable(walk, before as Table, draft as Table, depth, recording);
}

/** Within an array nothing is recorded, as it is assigned whole. */
function mergeTable(walk: CopyWalk, before: Table, draft: Table, depth: number, recording: boolean): Table | undefined {
	if (!admit(walk, draft, depth)) return undefined;
	const toArray = isArray(draft);
	if (!toArray && !isArray(before)) return mergeKeys(walk, before, draft, depth, recording);
	const after = toArray ? mergeArray(walk, before, draft, depth) : mergeKeys(walk, before, draft, depth, false);
	if (recording && after !== undefined && after !== before) recordWhole(walk, depth, after);
	return after;
}

function mergeKeys(walk: CopyWalk, before: Table, draft: Table, depth: number, recording: boolean): Table | undefined {
	let after: MutableTable | undefined;
	for (const [key, value] of pairs(draft)) {
		const known = before.get(key);
		if (known === value) continue;
		if (known === undefined && !admitKey(walk, key, depth)) return undefined;
		walk.stack[depth] = key;
		const merged = mergeValue(walk, known, value, depth + 1, recording);
		if (merged === undefined) return undefined;
		if (isSameLeaf(merged, known)) continue;
		if (after === undefined) after = table.clone(before);
		after.set(key, merged);
		if (recording && !(typeIs(merged, "table") && typeIs(known, "table")))
			recordKey(walk, depth, key, merged as defined);
	}
	for (const [key] of pairs(before)) {
		if (draft.get(key) !== undefined) continue;
		if (after === undefined) after = table.clone(before);
		after.delete(key);
		if (recording) recordKey(walk, depth, key, undefined);
	}
	if (after === undefined) return before;
	// A table that was emptied keeps the memory of what it held, and so would every copy of it.
	return table.freeze(next(after)[0] === undefined ? new Map<Key, unknown>() : after);
}

/**
 * Element by element. If the length differs then elements were put in or taken out, and the equal ones at both ends
 * keep their reference although their index may have changed.
 */
function mergeArray(walk: CopyWalk, before: Table, draft: Table, depth: number): Table | undefined {
	const size = sizeOf(draft);
	const sizeBefore = isArray(before) ? sizeOf(before) : 0;
	const same = size === sizeBefore;
	const head = same ? 0 : equalHead(before, draft, math.min(size, sizeBefore));
	const tail = same ? 0 : equalTail(before, draft, sizeBefore, size, math.min(size, sizeBefore) - head);
	let after: MutableTable | undefined = same ? undefined : startOf(before, head, size);
	for (const i of $range(head + 1, size - tail)) {
		const known = before.get(i);
		const value = draft.get(i);
		if (known !== value) walk.stack[depth] = i - 1;
		const merged = mergeValue(walk, known, value, depth + 1, false);
		if (merged === undefined) return undefined;
		if (after === undefined && !isSameLeaf(merged, known)) after = startOf(before, i - 1, size);
		if (after !== undefined) after.set(i, merged);
	}
	if (after === undefined) return before;
	asArray(before).move(sizeBefore - tail, sizeBefore - 1, size - tail, asArray(after));
	return table.freeze(after);
}

function equalHead(before: Table, draft: Table, most: number): number {
	let count = 0;
	while (count < most && isEqual(before.get(count + 1), draft.get(count + 1))) count++;
	return count;
}

function equalTail(before: Table, draft: Table, sizeBefore: number, size: number, most: number): number {
	let count = 0;
	while (count < most && isEqual(before.get(sizeBefore - count), draft.get(size - count))) count++;
	return count;
}

/** A new array of a given size that starts with the first elements of an old one. */
function startOf(from: Table, count: number, size: number): MutableTable {
	const target = table.create<defined>(size);
	return asArray(from).move(0, count - 1, 0, target) as unknown as MutableTable;
}

function asArray(value: Table): Array<defined> {
	return value as unknown as Array<defined>;
}
