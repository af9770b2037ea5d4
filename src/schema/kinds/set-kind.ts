import { isArray, MutableTable, Table } from "../../shared/data/table";
import { misuse } from "../../shared/errors";
import { JsonSchema, JsonSchemaWriter, OBJECT_OR_EMPTY } from "../json-schema";
import { Check, Kind, StoredType } from "../kind";
import { mapTable } from "../map-table";
import { rangeText } from "../range-text";
import type { SchemaNode } from "../schema-node";
import { checkSizeLimits, SizeLimits } from "../size-limits";
import type { ErrorWalk, SanitizeWalk } from "../walk";
import { pathSegment } from "./map-kind";

/** Strings or numbers, each once. A set of strings is stored as it is, an object of `true`; one of numbers as a sorted list. */
export class SetKind extends Kind {
	readonly expected: string;
	readonly is: Check;
	readonly storedTypes: ReadonlyArray<StoredType> = ["table"];
	override readonly storedAsIs: boolean;

	constructor(
		readonly item: SchemaNode,
		private readonly limits: SizeLimits,
	) {
		super();
		checkSizeLimits("s.set", limits);
		if (item.kind.keyType === undefined) misuse("s.set", "its members are all strings or all numbers");
		this.storedAsIs = item.kind.keyType === "string";
		this.expected = `a set${rangeText(limits, "members")}`;
		this.is = compile(item.is, limits.min ?? 0, limits.max ?? math.huge);
	}

	override children(): ReadonlyArray<SchemaNode> {
		return [this.item];
	}

	override collect(value: unknown, walk: ErrorWalk): void {
		if (!typeIs(value, "table")) return walk.report("type", this.expected, value);
		this.collectMembers(undefined, value as Table, walk);
	}

	override collectChange(previous: Table, value: Table, walk: ErrorWalk): void {
		this.collectMembers(previous, value, walk);
	}

	override createDefault(): unknown {
		return table.freeze(new Set());
	}

	override sanitize(value: unknown, walk: SanitizeWalk): unknown {
		if (!typeIs(value, "table")) return value;
		let count = 0;
		const most = this.limits.max ?? math.huge;
		return mapTable(value as Table, (mark, member) => {
			if (mark === true && count < most && this.item.is(member)) {
				count += 1;
				return mark;
			}
			walk.dropAt(pathSegment(member), mark);
			return undefined;
		});
	}

	override encode(value: unknown): unknown {
		if (this.storedAsIs || !typeIs(value, "table")) return value;
		const members = new Array<number>();
		for (const [member, mark] of pairs(value as Table)) {
			// What is no set of numbers is not turned into one.
			if (mark !== true || !typeIs(member, "number")) return value;
			members.push(member);
		}
		members.sort();
		return table.freeze(members);
	}

	override decode(stored: unknown, walk: ErrorWalk): unknown {
		if (this.storedAsIs || !typeIs(stored, "table")) return stored;
		const source = stored as Table;
		const empty = next(source)[0] === undefined;
		if (!empty && !isArray(source)) {
			walk.report("stored", "a list of numbers", stored);
			return stored;
		}
		const decoded: MutableTable = new Map();
		for (const [index, member] of pairs(source)) {
			if (typeIs(member, "number") && member === member) {
				decoded.set(member, true);
			} else {
				walk.reportAt((index as number) - 1, "stored", "a number", member);
				return stored;
			}
		}
		return table.freeze(decoded);
	}

	override jsonSchema(writer: JsonSchemaWriter): JsonSchema {
		const { min, max } = this.limits;
		const items = writer.of(this.item);
		if (!this.storedAsIs) return { type: "array", items, uniqueItems: true, minItems: min, maxItems: max };
		return {
			...OBJECT_OR_EMPTY,
			propertyNames: items,
			additionalProperties: { const: true },
			minProperties: min,
			maxProperties: max,
		};
	}

	private collectMembers(previous: Table | undefined, value: Table, walk: ErrorWalk): void {
		let count = 0;
		for (const [member, mark] of pairs(value)) {
			count += 1;
			if (mark === previous?.get(member)) continue;
			walk.enter(pathSegment(member));
			if (mark !== true) walk.report("member", "true for each member", mark);
			this.item.collect(member, walk);
			walk.leave();
		}
		if (count < (this.limits.min ?? 0)) walk.report("minEntries", this.expected, value);
		if (count > (this.limits.max ?? math.huge)) walk.report("maxEntries", this.expected, value);
	}
}

function compile(isItem: Check, min: number, max: number): Check {
	return (value) => {
		if (!typeIs(value, "table")) return false;
		let count = 0;
		for (const [member, mark] of pairs(value as Table)) {
			if (mark !== true || !isItem(member)) return false;
			count += 1;
		}
		return count >= min && count <= max;
	};
}
