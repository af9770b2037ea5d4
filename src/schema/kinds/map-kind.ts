import type { Key, MutableTable, Table } from "../../shared/data/table";
import { misuse } from "../../shared/errors";
import type { Codec } from "../codec";
import { JsonSchema, JsonSchemaWriter, OBJECT_OR_EMPTY } from "../json-schema";
import { keyNumber, keyText } from "../key-text";
import { Check, Kind, StoredType } from "../kind";
import { mapTable } from "../map-table";
import { rangeText } from "../range-text";
import type { SchemaNode } from "../schema-node";
import { checkSizeLimits, SizeLimits } from "../size-limits";
import type { ErrorWalk, SanitizeWalk } from "../walk";

/** Any number of entries with keys of one type. Numbers become text as keys of the stored form: JSON has no others. */
export class MapKind extends Kind {
	readonly expected: string;
	readonly is: Check;
	readonly storedTypes: ReadonlyArray<StoredType> = ["table"];
	override readonly storedAsIs: boolean;

	constructor(
		readonly key: SchemaNode,
		readonly entry: SchemaNode,
		private readonly limits: SizeLimits,
	) {
		super();
		checkSizeLimits("s.map", limits);
		if (key.kind.keyType === undefined) misuse("s.map", "its keys are all strings or all numbers");
		this.storedAsIs = key.kind.keyType === "string";
		this.expected = `a map${rangeText(limits, "entries")}`;
		this.is = compile(key.is, entry.is, limits.min ?? 0, limits.max ?? math.huge);
	}

	override children(): ReadonlyArray<SchemaNode> {
		return [this.key, this.entry];
	}

	override collect(value: unknown, walk: ErrorWalk): void {
		if (!typeIs(value, "table")) return walk.report("type", this.expected, value);
		this.collectEntries(undefined, value as Table, walk);
	}

	override collectChange(previous: Table, value: Table, walk: ErrorWalk): void {
		this.collectEntries(previous, value, walk);
	}

	override createDefault(): unknown {
		return table.freeze(new Map());
	}

	override fill(value: Table): unknown {
		return mapTable(value, (entry) => this.entry.fill(entry));
	}

	override sanitize(value: unknown, walk: SanitizeWalk): unknown {
		if (!typeIs(value, "table")) return value;
		let count = 0;
		const most = this.limits.max ?? math.huge;
		return mapTable(value as Table, (entry, key) => {
			walk.enter(pathSegment(key));
			let mended = this.key.is(key) && count < most ? this.entry.sanitize(entry, walk) : undefined;
			if (!this.entry.is(mended)) mended = undefined;
			if (mended === undefined) walk.note("dropped", entry, undefined);
			else count += 1;
			walk.leave();
			return mended;
		});
	}

	override encode(value: unknown, codec: Codec): unknown {
		if (!typeIs(value, "table")) return value;
		if (this.storedAsIs) return mapTable(value as Table, (entry) => codec.encode(this.entry, entry));
		const stored: MutableTable = new Map();
		for (const [key, entry] of pairs(value as Table)) {
			stored.set(typeIs(key, "number") ? keyText(key) : key, codec.encode(this.entry, entry));
		}
		return table.freeze(stored);
	}

	override decode(stored: unknown, walk: ErrorWalk, codec: Codec): unknown {
		if (!typeIs(stored, "table")) return stored;
		if (this.storedAsIs) return mapTable(stored as Table, (entry, key) => this.decodeEntry(key, entry, walk, codec));
		const decoded: MutableTable = new Map();
		for (const [key, entry] of pairs(stored as Table)) {
			const number = keyNumber(key);
			if (number === undefined) walk.reportAt(pathSegment(key), "key", "the text of a number", key);
			decoded.set(number ?? key, this.decodeEntry(key, entry, walk, codec));
		}
		return table.freeze(decoded);
	}

	override jsonSchema(writer: JsonSchemaWriter): JsonSchema {
		return {
			...OBJECT_OR_EMPTY,
			propertyNames: this.storedAsIs ? writer.of(this.key) : { pattern: "^-?[0-9]" },
			additionalProperties: writer.of(this.entry),
			minProperties: this.limits.min,
			maxProperties: this.limits.max,
		};
	}

	/** With `previous`, which was valid, only what differs from it. */
	private collectEntries(previous: Table | undefined, value: Table, walk: ErrorWalk): void {
		let count = 0;
		for (const [key, entry] of pairs(value)) {
			count += 1;
			const before = previous?.get(key);
			if (entry === before) continue;
			walk.enter(pathSegment(key));
			if (before === undefined && !this.key.is(key)) walk.report("key", this.key.kind.expected, key);
			this.entry.collectChange(before, entry, walk);
			walk.leave();
		}
		if (count < (this.limits.min ?? 0)) walk.report("minEntries", this.expected, value);
		if (count > (this.limits.max ?? math.huge)) walk.report("maxEntries", this.expected, value);
	}

	private decodeEntry(key: unknown, entry: unknown, walk: ErrorWalk, codec: Codec): unknown {
		walk.enter(pathSegment(key));
		const decoded = codec.decode(this.entry, entry, walk);
		walk.leave();
		return decoded;
	}
}

/** A key as a path can name it, whatever Luau allows. */
export function pathSegment(key: unknown): Key {
	return typeIs(key, "number") ? key : tostring(key);
}

function compile(isKey: Check, isEntry: Check, min: number, max: number): Check {
	return (value) => {
		if (!typeIs(value, "table")) return false;
		let count = 0;
		for (const [key, entry] of pairs(value as Table)) {
			if (!isKey(key) || !isEntry(entry)) return false;
			count += 1;
		}
		return count >= min && count <= max;
	};
}
