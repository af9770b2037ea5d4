import { ChangeRecorder, recordKey, recordWhole } from "./change-recorder";
import { isEqual } from "./equal";
import { isSameLeaf } from "./leaf";
import { Changes, sortChanges } from "./patch";
import { isArray, Key, sizeOf, Table } from "./table";

/**
 * Changes that lead from *every* one of these frozen roots to `current`: what differs in any of them is assigned, and
 * what all have alike is not named. A journal needs that when it cannot know which of several writes the store has taken.
 * Unlike a commit's patch it names places inside of arrays, by Luau's index, where that is shorter.
 *
 * An empty root stands for a store that has nothing yet: then all of `current` is assigned, at the empty path. (Undefined
 * could not: a list of Luau loses it.) Subtrees that all share are not entered, so it costs as much as what changed.
 */
export function unionChanges(bases: ReadonlyArray<object>, current: object): Changes {
	const recorder: ChangeRecorder = { stack: [], changes: [] };
	compareTables(recorder, bases as ReadonlyArray<Table>, current as Table, 0);
	sortChanges(recorder.changes);
	return recorder.changes;
}

function compareTables(recorder: ChangeRecorder, bases: ReadonlyArray<Table>, after: Table, depth: number): void {
	const others = bases.filter((base) => base !== after && !(isEmpty(base) && isEmpty(after)));
	if (others.isEmpty()) return;
	if (isArray(after)) {
		// Not shared is not different: an array may have changed and changed back.
		if (others.every((base) => isEqual(base, after))) return;
		if (others.every((base) => isMostlyAlike(base, after))) compareKeys(recorder, others, after, depth);
		else recordWhole(recorder, depth, after);
	} else if (isEmpty(after) || others.some((base) => isEmpty(base) || isArray(base))) {
		// The two have no key in common, so all there is would be named: as one it is shorter.
		recordWhole(recorder, depth, after);
	} else {
		compareKeys(recorder, others, after, depth);
	}
}

function compareKeys(recorder: ChangeRecorder, bases: ReadonlyArray<Table>, after: Table, depth: number): void {
	for (const [key, value] of pairs(after)) {
		const inner = new Array<Table>();
		if (!collectTables(bases, key, value, inner)) {
			recordKey(recorder, depth, key, value as defined);
		} else if (!inner.isEmpty()) {
			recorder.stack[depth] = key;
			compareTables(recorder, inner, value as Table, depth + 1);
		}
	}
	const removed = new Set<Key>();
	for (const base of bases) {
		for (const [key] of pairs(base)) {
			if (after.get(key) !== undefined || removed.has(key)) continue;
			removed.add(key);
			recordKey(recorder, depth, key, undefined);
		}
	}
}

/** Lists the other tables that the bases have under a key; false if one has something there that cannot be entered. */
function collectTables(bases: ReadonlyArray<Table>, key: Key, value: unknown, into: Array<Table>): boolean {
	for (const base of bases) {
		const known = base.get(key);
		if (known === value) continue;
		if (typeIs(known, "table") && typeIs(value, "table")) {
			if (!into.includes(known as Table)) into.push(known as Table);
		} else if (!isSameLeaf(known, value)) {
			return false;
		}
	}
	return true;
}

/**
 * Whether two arrays have most of their elements in common, at the same places: then what differs is named by index. A
 * list in which something was put in at the front is shorter as one.
 */
function isMostlyAlike(base: Table, after: Table): boolean {
	if (!isArray(base)) return false;
	const [sizeBefore, size] = [sizeOf(base), sizeOf(after)];
	let different = math.abs(size - sizeBefore);
	for (const index of $range(1, math.min(size, sizeBefore))) {
		if (base.get(index) !== after.get(index)) different += 1;
	}
	return different * 2 <= size;
}

function isEmpty(value: Table): boolean {
	return next(value)[0] === undefined;
}
