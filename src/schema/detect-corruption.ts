import { jsonSize } from "../shared/data/json-size";
import { DEPTH_MAX } from "../shared/data/limits";
import type { Path } from "../shared/data/path";
import { isArray, Key, Table } from "../shared/data/table";
import { describeValue } from "./describe-value";

/**
 * - `cycle` – a table inside itself; `tooDeep` – more than 64 tables inside one another; neither is looked into further
 * - `mixedTable` – string and number keys in one; `sparseTable` – number keys that are not 1 to n
 * - `badKey` – a key that is neither; `metatable` – a table that is not plain
 * - `invalidUtf8` – text or a key that is not UTF-8
 * - `tooLarge` – more characters of JSON than a DataStore takes, the value as a whole
 * - `nan`, `infinity`, `function`, `thread`, `instance` – such a value
 * - `datatype` – a value of the engine, which only a schema turns into something that can be stored
 */
export type CorruptionKind =
	| "badKey"
	| "cycle"
	| "datatype"
	| "function"
	| "infinity"
	| "instance"
	| "invalidUtf8"
	| "metatable"
	| "mixedTable"
	| "nan"
	| "sparseTable"
	| "thread"
	| "tooDeep"
	| "tooLarge";

/** Something in a value that no stored document can be meant to hold. */
export interface Corruption {
	readonly path: Path;
	readonly kind: CorruptionKind;
	readonly actual: string;
}

/** Characters of JSON that a key of a DataStore holds (platform.md 2). */
const VALUE_SIZE_MAX = 4_194_304;

interface Search {
	readonly path: Array<Key>;
	/** The tables that the walk is in. */
	readonly inside: Set<Table>;
	/** The tables it has been in: what is in there twice is looked at once. */
	readonly seen: Set<Table>;
	readonly found: Array<Corruption>;
	endless: boolean;
}

/**
 * Everything in a value that cannot be stored or cannot be right, in one walk that ends whatever the value is. It is the
 * stored form that is looked at: encode a value first if its schema has number keys or datatypes of the engine.
 */
export function detectCorruption(value: unknown, sizeMax = VALUE_SIZE_MAX): ReadonlyArray<Corruption> {
	const search: Search = { path: [], inside: new Set(), seen: new Set(), found: [], endless: false };
	visit(search, value);
	// What has no end has no size.
	if (!search.endless && jsonSize(value, sizeMax) > sizeMax) {
		note(search, "tooLarge", `more than ${sizeMax} characters of JSON`);
	}
	return search.found;
}

function visit(search: Search, value: unknown): void {
	if (typeIs(value, "table")) return visitTable(search, value as Table);
	if (typeIs(value, "number")) {
		if (value !== value) note(search, "nan", "NaN");
		else if (value - value !== 0) note(search, "infinity", tostring(value));
	} else if (typeIs(value, "string")) {
		if (!isUtf8(value)) note(search, "invalidUtf8", describeValue(value));
	} else {
		const kind = kindOfLeaf(value);
		if (kind) note(search, kind, typeOf(value));
	}
}

function visitTable(search: Search, value: Table): void {
	if (search.inside.has(value) || search.path.size() >= DEPTH_MAX) {
		search.endless = true;
		const isCycle = search.inside.has(value);
		return note(search, isCycle ? "cycle" : "tooDeep", isCycle ? "a table inside itself" : "one more table");
	}
	if (search.seen.has(value)) return;
	search.seen.add(value);
	search.inside.add(value);
	if (getmetatable(value) !== undefined) note(search, "metatable", "a table with a metatable");
	noteKeys(search, value);
	const shift = isArray(value) ? 1 : 0;
	// Past its metatable: what a table pretends to hold is not stored.
	for (const [key, child] of pairs(value)) {
		search.path.push(typeIs(key, "number") ? key - shift : tostring(key));
		visit(search, child);
		search.path.pop();
	}
	search.inside.delete(value);
}

function noteKeys(search: Search, value: Table): void {
	let [strings, numbers] = [0, 0];
	for (const [key] of pairs(value)) {
		if (typeIs(key, "string")) {
			strings += 1;
			if (!isUtf8(key)) note(search, "invalidUtf8", `a key of ${describeValue(key)}`);
		} else if (typeIs(key, "number") && key - key === 0) {
			numbers += 1;
		} else {
			note(search, "badKey", `a key that is ${describeValue(key)}`);
		}
	}
	if (strings > 0 && numbers > 0) note(search, "mixedTable", `${strings} string keys and ${numbers} number keys`);
	else if (numbers > 0 && !isArray(value)) note(search, "sparseTable", `number keys that are not 1 to ${numbers}`);
}

function kindOfLeaf(value: unknown): CorruptionKind | undefined {
	if (value === undefined || typeIs(value, "boolean") || typeIs(value, "buffer")) return undefined;
	if (typeIs(value, "function")) return "function";
	if (typeIs(value, "thread")) return "thread";
	return typeIs(value, "Instance") ? "instance" : "datatype";
}

function isUtf8(text: string): boolean {
	return typeIs(utf8.len(text)[0], "number");
}

function note(search: Search, kind: CorruptionKind, actual: string): void {
	search.found.push({ path: table.clone(search.path), kind, actual });
}
