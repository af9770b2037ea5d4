import { DEPTH_MAX, NEW_TABLES_MAX } from "./limits";
import { Path } from "./path";
import { Problem } from "./problem";
import { isArray, Key, Table } from "./table";

interface Search {
	readonly path: Array<Key>;
	readonly inside: Set<Table>;
	tables: number;
}

/**
 * The first thing found in a value that a DataStore cannot hold, if any: functions, threads, Instances and other
 * userdata, NaN and infinities, text that is not UTF-8, tables with metatables, with keys that are neither all strings
 * nor exactly 1 to n, with themselves inside, or more than 64 inside one another. Buffers can be stored.
 *
 * `path` is where the value is. `known` is what is known to be storable there: what is the same in both by reference is
 * not looked at again.
 */
export function findUnstorable(value: unknown, path: Path = [], known?: unknown): Problem | undefined {
	const last = path[path.size() - 1];
	if (known === undefined && typeIs(last, "string") && !isUtf8(last)) {
		return { path, expected: "a key of valid UTF-8", actual: "other bytes" };
	}
	if (!typeIs(value, "table")) return findInLeaf(path, value);
	if (value === known) return undefined;
	return findInTable({ path: table.clone(path), inside: new Set(), tables: 0 }, value as Table, known);
}

function findInTable(search: Search, value: Table, known: unknown): Problem | undefined {
	const problem = findInShape(search, value);
	if (problem) return problem;
	const shift = isArray(value) ? 1 : 0;
	const before = typeIs(known, "table") ? (known as Table) : undefined;
	search.inside.add(value);
	for (const [key, child] of pairs(value)) {
		const knownChild = before?.get(key);
		if (child === knownChild) continue;
		search.path.push(shift === 0 ? key : (key as number) - shift);
		const found = typeIs(child, "table")
			? findInTable(search, child as Table, knownChild)
			: findInLeaf(search.path, child);
		if (found) return found;
		search.path.pop();
	}
	search.inside.delete(value);
	return undefined;
}

function findInShape(search: Search, value: Table): Problem | undefined {
	const path = search.path;
	if (getmetatable(value) !== undefined) {
		return { path, expected: "a plain table", actual: "a table with a metatable" };
	}
	if (search.inside.has(value)) return { path, expected: "a tree", actual: "a table inside itself" };
	if (path.size() >= DEPTH_MAX) {
		return { path, expected: `at most ${DEPTH_MAX} tables inside one another`, actual: "a deeper one" };
	}
	search.tables++;
	if (search.tables > NEW_TABLES_MAX) return { path, expected: `at most ${NEW_TABLES_MAX} tables`, actual: "more" };
	return findInKeys(path, value);
}

function findInKeys(path: Path, value: Table): Problem | undefined {
	let strings = 0;
	let numbers = 0;
	for (const [key] of pairs(value)) {
		if (typeIs(key, "string")) {
			strings++;
			if (!isUtf8(key)) return { path, expected: "keys of valid UTF-8", actual: string.format("the key %q", key) };
		} else if (typeIs(key, "number")) {
			numbers++;
		} else {
			return { path, expected: "string keys or a list", actual: `a key of type ${typeOf(key)}` };
		}
	}
	if (numbers === 0) return undefined;
	if (strings > 0) return { path, expected: "string keys or a list", actual: "string and number keys mixed" };
	if (isArray(value)) return undefined;
	return {
		path,
		expected: "string keys or a list without holes (a number-keyed map needs a schema that says so)",
		actual: `${numbers} number keys that are not 1 to ${numbers}`,
	};
}

function findInLeaf(path: Path, value: unknown): Problem | undefined {
	if (typeIs(value, "string")) {
		return isUtf8(value) ? undefined : { path, expected: "text of valid UTF-8", actual: "other bytes" };
	}
	if (typeIs(value, "number")) {
		if (value !== value) return { path, expected: "a finite number", actual: "NaN" };
		if (math.abs(value) === math.huge) return { path, expected: "a finite number", actual: tostring(value) };
		return undefined;
	}
	if (typeIs(value, "boolean") || typeIs(value, "buffer")) return undefined;
	return { path, expected: "a value that a DataStore can hold", actual: typeOf(value) };
}

function isUtf8(text: string): boolean {
	return typeIs(utf8.len(text)[0], "number");
}
