import { deepCopy } from "./deep-copy";
import { deepFreeze } from "./deep-freeze";
import { Change, Changes } from "./patch";
import { Key, MutableTable, Table } from "./table";

/**
 * The frozen root that has these changes and shares all else with `root`, applied in their order. It never fails:
 * changes are absolute, so a table that is missing on the way to a place is made, and what is already gone stays gone.
 * Values that are frozen are shared, others copied.
 */
export function applyChanges<T extends object>(root: T, changes: Changes): T {
	return (applyRange(root, changes, 0, changes.size(), 0) ?? root) as T;
}

/** Applies changes[from..to), which agree on the keys that lead to this node, so each node is copied once. */
function applyRange(node: unknown, changes: Changes, from: number, to: number, depth: number): unknown {
	let before = node;
	let after: MutableTable | undefined;
	let i = from;
	while (i < to) {
		const change = changes[i];
		if (change.path.size() === depth) {
			before = assigned(change);
			after = undefined;
			i++;
			continue;
		}
		const key = change.path[depth];
		const groupEnd = endOfGroup(changes, i, to, depth, key);
		const known = childOf(after ?? before, key);
		const value = applyRange(known, changes, i, groupEnd, depth + 1);
		if (value !== known) {
			if (after === undefined) after = typeIs(before, "table") ? table.clone(before as Table) : new Map<Key, unknown>();
			after.set(key, value);
		}
		i = groupEnd;
	}
	return after === undefined ? before : table.freeze(after);
}

function endOfGroup(changes: Changes, from: number, to: number, depth: number, key: Key): number {
	let i = from + 1;
	while (i < to && changes[i].path.size() > depth && changes[i].path[depth] === key) i++;
	return i;
}

function childOf(node: unknown, key: Key): unknown {
	return typeIs(node, "table") ? (node as Table).get(key) : undefined;
}

function assigned(change: Change): unknown {
	const value = change.value;
	if (typeIs(value, "table") && table.isfrozen(value)) return value;
	return deepFreeze(deepCopy(value));
}
