import type { Table } from "../shared/data/table";
import { thrownText } from "../shared/thrown-text";
import type { ErrorWalk } from "./walk";

/** A rule beyond what the kinds say, about a value whose kind is right already. */
export interface Refinement<T> {
	/** What its errors are called. */
	readonly name: string;
	/**
	 * What it reads, as paths of fields from the value it is on. After a commit that changed none of them it does not
	 * run. Left out: it runs whenever anything in the value changed.
	 */
	readonly paths?: ReadonlyArray<ReadonlyArray<string>>;
	/** True if all is well; else false, or what was expected. Must not change the value nor yield: such a commit is refused. */
	readonly check: (value: T) => boolean | string;
}

/** What the rule says against the value, if anything. A check that throws is one that fails. */
export function findBroken(rule: Refinement<unknown>, value: unknown): string | undefined {
	const [ran, answer] = pcall(rule.check, value);
	if (!ran) return `the rule not to throw: ${thrownText(answer)}`;
	if (answer === true) return undefined;
	return typeIs(answer, "string") ? answer : `what the rule ${rule.name} asks for`;
}

export function passesAll(rules: ReadonlyArray<Refinement<unknown>>, value: unknown): boolean {
	// A rule is about a value that is there.
	if (value === undefined) return true;
	for (const rule of rules) {
		const [ran, answer] = pcall(rule.check, value);
		if (!ran || answer !== true) return false;
	}
	return true;
}

/** Reports the rules that a value breaks; with `previous`, which broke none, only those that read what changed. */
export function reportBroken(
	rules: ReadonlyArray<Refinement<unknown>>,
	value: unknown,
	walk: ErrorWalk,
	previous?: unknown,
): void {
	if (value === undefined) return;
	for (const rule of rules) {
		if (typeIs(previous, "table") && !readsChange(rule, previous as Table, value)) continue;
		const expected = findBroken(rule, value);
		if (expected !== undefined) walk.report(rule.name, expected, value);
	}
}

function readsChange(rule: Refinement<unknown>, previous: Table, value: unknown): boolean {
	if (rule.paths === undefined) return true;
	return rule.paths.some((path) => valueAt(previous, path) !== valueAt(value, path));
}

function valueAt(root: unknown, path: ReadonlyArray<string>): unknown {
	let value = root;
	for (const segment of path) {
		if (!typeIs(value, "table")) return undefined;
		value = (value as Table).get(segment);
	}
	return value;
}
