import { isArray, MutableTable, sizeOf, Table } from "../../shared/data/table";
import { misuse } from "../../shared/errors";
import type { Codec } from "../codec";
import type { JsonSchema, JsonSchemaWriter } from "../json-schema";
import { Check, Kind, StoredType } from "../kind";
import { mapTable } from "../map-table";
import { rangeText } from "../range-text";
import type { SchemaNode } from "../schema-node";
import { checkSizeLimits, SizeLimits } from "../size-limits";
import type { ErrorWalk, SanitizeWalk } from "../walk";
import { OptionalKind } from "./optional-kind";

/** A list without holes. */
export class ArrayKind extends Kind {
	readonly expected: string;
	readonly is: Check;
	readonly storedTypes: ReadonlyArray<StoredType> = ["table"];

	constructor(
		readonly item: SchemaNode,
		private readonly limits: SizeLimits,
	) {
		super();
		checkSizeLimits("s.array", limits);
		if (item.kind instanceof OptionalKind) misuse("s.array", "a list cannot hold nothing: its items are not optional");
		this.expected = `a list${rangeText(limits, "items")}`;
		this.is = compile(item.is, limits.min ?? 0, limits.max ?? math.huge);
	}

	override children(): ReadonlyArray<SchemaNode> {
		return [this.item];
	}

	override collect(value: unknown, walk: ErrorWalk): void {
		if (!this.admits(value, walk)) return;
		for (const index of $range(1, sizeOf(value as Table))) {
			walk.enter(index - 1);
			this.item.collect((value as Table).get(index), walk);
			walk.leave();
		}
	}

	override collectChange(previous: Table, value: Table, walk: ErrorWalk): void {
		const changed = changedIndex(previous, value, walk) ?? findChangedRange(previous, value);
		// No list, or of another length: then everything may be elsewhere.
		if (changed === undefined && !this.admits(value, walk)) return;
		const [first, last] = changed ?? [1, sizeOf(value)];
		const shift = sizeOf(value) - sizeOf(previous);
		for (const index of $range(first, last)) {
			const item = value.get(index);
			const before = previous.get(index);
			// What was put in or taken out in front moves the rest, and the rest was valid where it was.
			if (item === before || item === previous.get(index - shift)) continue;
			walk.enter(index - 1);
			this.item.collectChange(before, item, walk);
			walk.leave();
		}
	}

	override createDefault(): unknown {
		return table.freeze([]);
	}

	override fill(value: Table): unknown {
		return mapTable(value, (item) => this.item.fill(item));
	}

	override sanitize(value: unknown, walk: SanitizeWalk): unknown {
		if (!typeIs(value, "table")) return value;
		const source = this.asList(value as Table, walk);
		const kept = new Array<defined>();
		let changed = source !== value;
		for (const index of $range(1, sizeOf(source))) {
			const item = source.get(index);
			walk.enter(index - 1);
			const mended = this.mendItem(item, kept.size(), walk);
			walk.leave();
			if (mended !== item) changed = true;
			if (mended !== undefined) kept.push(mended as defined);
		}
		return changed ? table.freeze(kept) : value;
	}

	override encode(value: unknown, codec: Codec): unknown {
		if (!typeIs(value, "table")) return value;
		return mapTable(value as Table, (item) => codec.encode(this.item, item));
	}

	override decode(stored: unknown, walk: ErrorWalk, codec: Codec): unknown {
		if (!typeIs(stored, "table")) return stored;
		return mapTable(stored as Table, (item, key) => {
			walk.enter(typeIs(key, "number") ? key - 1 : key);
			const decoded = codec.decode(this.item, item, walk);
			walk.leave();
			return decoded;
		});
	}

	override jsonSchema(writer: JsonSchemaWriter): JsonSchema {
		return { type: "array", items: writer.of(this.item), minItems: this.limits.min, maxItems: this.limits.max };
	}

	/** Whether it is a list at all; reports that, or that it is too long or too short. */
	private admits(value: unknown, walk: ErrorWalk): boolean {
		if (!typeIs(value, "table")) {
			walk.report("type", this.expected, value);
			return false;
		}
		const source = value as Table;
		if (!isArray(source) && next(source)[0] !== undefined) {
			walk.report("list", this.expected, value);
			return false;
		}
		const size = sizeOf(source);
		if (size < (this.limits.min ?? 0)) walk.report("minItems", this.expected, value);
		if (size > (this.limits.max ?? math.huge)) walk.report("maxItems", this.expected, value);
		return true;
	}

	private mendItem(item: unknown, count: number, walk: SanitizeWalk): unknown {
		if (count < (this.limits.max ?? math.huge)) {
			const mended = this.item.sanitize(item, walk);
			if (this.item.is(mended)) return mended;
		}
		walk.note("dropped", item, undefined);
		return undefined;
	}

	/** The numbered items of a table in their order, without holes. */
	private asList(source: Table, walk: SanitizeWalk): Table {
		if (isArray(source) || next(source)[0] === undefined) return source;
		const indices = new Array<number>();
		for (const [key, item] of pairs(source)) {
			if (typeIs(key, "number")) indices.push(key);
			else walk.dropAt(tostring(key), item);
		}
		indices.sort();
		const list: MutableTable = new Map();
		indices.forEach((index, position) => list.set(position + 1, source.get(index)));
		return walk.note("replaced", source, list);
	}
}

function compile(isItem: Check, min: number, max: number): Check {
	return (value) => {
		if (!typeIs(value, "table")) return false;
		const size = (value as ReadonlyArray<defined>).size();
		if (size < min || size > max) return false;
		let count = 0;
		for (const [key, item] of pairs(value as Table)) {
			count += 1;
			if (key !== count && !isIndex(key, size)) return false;
			if (!isItem(item)) return false;
		}
		return count === size;
	};
}

/**
 * From where to where a list differs from another of the same length, in one pass, as a long list with one changed item is
 * the common case; undefined if that is not what they are.
 */
function findChangedRange(previous: Table, value: Table): [first: number, last: number] | undefined {
	const size = sizeOf(value);
	if (sizeOf(previous) !== size) return undefined;
	let [count, first, last] = [0, size + 1, 0];
	for (const [key, item] of pairs(value)) {
		count += 1;
		// Not in order: it may be a list all the same, but that takes another look.
		if (key !== count) return undefined;
		if (item === previous.get(key)) continue;
		if (last === 0) first = count;
		last = count;
	}
	return count === size ? [first, last] : undefined;
}

/** The same for a list in which the one place is known that differs. */
function changedIndex(previous: Table, value: Table, walk: ErrorWalk): [first: number, last: number] | undefined {
	const key = walk.changedKey();
	return typeIs(key, "number") && sizeOf(previous) === sizeOf(value) ? [key, key] : undefined;
}

function isIndex(key: unknown, size: number): boolean {
	return typeIs(key, "number") && key >= 1 && key <= size && key % 1 === 0;
}
