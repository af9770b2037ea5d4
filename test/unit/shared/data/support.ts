import { applyChanges, Change, Changes, deepFreeze, diff, Edit, updateRoot } from "../../../../src/shared/data";
import { Result } from "../../../../src/shared/result";

type AnyTable = Map<unknown, unknown>;

/** Makes a frozen root out of a literal. */
export function frozen<T>(value: T): T {
	return deepFreeze(value);
}

/** Deep equality, written apart from the code under test. */
export function same(left: unknown, right: unknown): boolean {
	if (left === right) return true;
	if (left !== left && right !== right) return true;
	if (typeIs(left, "buffer") && typeIs(right, "buffer")) return buffer.tostring(left) === buffer.tostring(right);
	if (!typeIs(left, "table") || !typeIs(right, "table")) return false;
	for (const [key, value] of pairs(left as AnyTable)) {
		if (!same(value, (right as AnyTable).get(key))) return false;
	}
	for (const [key] of pairs(right as AnyTable)) {
		if ((left as AnyTable).get(key) === undefined) return false;
	}
	return true;
}

/** A value as text, keys in order, for messages. */
export function show(value: unknown): string {
	if (typeIs(value, "string")) return string.format("%q", value);
	if (!typeIs(value, "table")) return tostring(value);
	const parts = new Array<string>();
	for (const [key, child] of pairs(value as AnyTable)) parts.push(`${tostring(key)}=${show(child)}`);
	parts.sort();
	return `{${parts.join(", ")}}`;
}

export function expectSame(actual: unknown, expected: unknown, what = "value"): void {
	if (!same(actual, expected)) error(`${what}: expected ${show(expected)}, got ${show(actual)}`, 2);
}

/** A mutable copy, written apart from the code under test; a table that is in there twice becomes two. */
export function thaw<T>(value: T): T {
	if (typeIs(value, "buffer")) return buffer.fromstring(buffer.tostring(value)) as T;
	if (!typeIs(value, "table")) return value;
	const copy: AnyTable = new Map();
	for (const [key, child] of pairs(value as unknown as AnyTable)) copy.set(key, thaw(child));
	return copy as unknown as T;
}

export function expectFrozen(value: unknown, what = "value"): void {
	if (!typeIs(value, "table")) return;
	if (!table.isfrozen(value)) error(`${what} is not frozen: ${show(value)}`, 2);
	for (const [key, child] of pairs(value as unknown as AnyTable)) expectFrozen(child, `${what}.${tostring(key)}`);
}

/**
 * Every subtree that says the same in the same place has to be the same table. Not asked inside an array whose length
 * changed, where an element may keep the reference that it had at another index.
 */
export function expectShared(before: unknown, after: unknown, what = "root"): void {
	if (!typeIs(before, "table") || !typeIs(after, "table") || before === after) return;
	if (same(before, after)) error(`${what} did not change but is a new table: ${show(after)}`, 2);
	const [left, right] = [before as AnyTable, after as AnyTable];
	if (left.has(1) && right.has(1) && left.size() !== right.size()) return;
	for (const [key, value] of pairs(right)) expectShared(left.get(key), value, `${what}.${tostring(key)}`);
}

/** Empties a tree from the leaves up, as code that kept a draft could. */
export function wreck(value: unknown): void {
	if (!typeIs(value, "table") || table.isfrozen(value)) return;
	for (const [, child] of pairs(value as unknown as AnyTable)) wreck(child);
	table.clear(value);
}

/** What holds for every edit, whatever it did: see the messages. */
export function expectSound(previous: object, edit: Edit<object>): void {
	const { root, changes } = edit;
	expectFrozen(root, "root");
	expectShared(previous, root);
	expectSame(applyChanges(previous, changes), root, "applyChanges(previous, changes)");
	expectFrozen(applyChanges(previous, changes), "applyChanges(previous, changes)");
	expectSame(diff(previous, root), changes, "diff(previous, root)");
	if (changes.isEmpty() && root !== previous) error("no changes, but another root", 2);
	if (!changes.isEmpty() && root === previous) error("changes, but the same root", 2);
}

/**
 * Updates a frozen root by a recipe and checks it against the same recipe run on a plain copy: root, patch, frozenness,
 * sharing, that `previous` stays as it was, and that wrecking the draft afterwards has no effect.
 */
export function update<T extends object>(previous: T, recipe: (draft: T) => unknown, expected: Changes): T {
	const was = thaw(previous);
	const wanted = thaw(previous);
	recipe(wanted);
	let kept: unknown;
	const outcome = updateRoot(
		previous,
		(draft: T) => {
			kept = draft;
			return recipe(draft);
		},
		accept,
	);
	if (!outcome.ok) throw outcome.error.message;
	wreck(kept);
	const { root, changes } = outcome.value;
	expectSame(root, wanted, "root");
	expectSame(changes, expected, "changes");
	expectSame(previous, was, "previous");
	expectFrozen(previous, "previous");
	expectSound(previous, outcome.value as Edit<object>);
	return root;
}

/** A check that lets everything pass. */
export function accept(): undefined {
	return undefined;
}

export function assign(path: Change["path"], value: defined): Change {
	return { path, value };
}

export function remove(path: Change["path"]): Change {
	return { path, removed: true };
}

/** The value of a result that has to be one. */
export function valueOf<T>(outcome: Result<T, unknown>): T {
	if (!outcome.ok) throw `it failed: ${show(outcome.error)}`;
	return outcome.value;
}

/** The error of a result that has to be one. */
export function errorOf<E>(outcome: Result<unknown, E>): E {
	if (outcome.ok) throw `it succeeded: ${show(outcome.value)}`;
	return outcome.error;
}

/** A chain of tables inside one another, so many in all. */
export function nested(tables: number): object {
	let chain: object = {};
	for (const _ of $range(2, tables)) chain = { inner: chain };
	return chain;
}
