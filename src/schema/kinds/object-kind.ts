import type { Key, MutableTable, Table } from "../../shared/data/table";
import type { Codec } from "../codec";
import { JsonSchema, JsonSchemaWriter, OBJECT_OR_EMPTY } from "../json-schema";
import { Check, Kind, StoredType } from "../kind";
import type { SchemaNode } from "../schema-node";
import type { ErrorWalk, SanitizeWalk } from "../walk";

/** A field of an object. */
export interface Field {
	readonly name: string;
	readonly node: SchemaNode;
	readonly is: Check;
}

/** Named fields. Fields that it does not name are let through untouched; only `sanitize` drops them. */
export class ObjectKind extends Kind {
	readonly expected = "an object";
	readonly is: Check;
	readonly storedTypes: ReadonlyArray<StoredType> = ["table"];
	readonly fields: ReadonlyArray<Field>;
	private otherFields?: ReadonlyArray<Field>;

	constructor(readonly nodes: ReadonlyMap<string, SchemaNode>) {
		super();
		const fields = new Array<Field>();
		for (const [name, node] of pairs(nodes)) fields.push({ name, node, is: node.is });
		// The order of a table's keys says nothing, and errors should come in the same order each time.
		fields.sort((left, right) => left.name < right.name);
		this.fields = fields;
		this.is = compile(fields);
	}

	override children(): ReadonlyArray<SchemaNode> {
		return this.fields.map((field) => field.node);
	}

	override collect(value: unknown, walk: ErrorWalk): void {
		if (!isObject(value)) return walk.report("type", this.expected, value);
		for (const { name, node } of this.fields) {
			const found = (value as Table).get(name);
			walk.enter(name);
			if (found !== undefined) node.collect(found, walk);
			else if (!node.is(undefined)) walk.report("required", node.kind.expected, undefined);
			walk.leave();
		}
	}

	override collectChange(previous: Table, value: Table, walk: ErrorWalk): void {
		if (!isObject(value)) return walk.report("type", this.expected, value);
		for (const field of this.fields) {
			const found = value.get(field.name);
			const before = previous.get(field.name);
			if (found === before) continue;
			walk.enter(field.name);
			if (found !== undefined) field.node.collectChange(before, found, walk);
			else if (!field.is(undefined)) walk.report("required", field.node.kind.expected, undefined);
			walk.leave();
		}
	}

	override createDefault(walk: ErrorWalk): unknown {
		const made: MutableTable = new Map();
		for (const { name, node } of this.fields) {
			walk.enter(name);
			const value = node.createDefault(walk);
			walk.leave();
			// A recursive schema could be tried without end.
			if (!walk.errors.isEmpty()) return undefined;
			if (value !== undefined) made.set(name, value);
		}
		return table.freeze(made);
	}

	override fill(value: Table): unknown {
		return this.changeFields(this.fields, value, (node, found) => node.fill(found));
	}

	override sanitize(value: unknown, walk: SanitizeWalk): unknown {
		if (!typeIs(value, "table")) return value;
		const source = value as Table;
		const mended = this.changeFields(this.fields, source, (node, found, name) => {
			walk.enter(name);
			const changed = node.sanitize(found, walk);
			walk.leave();
			return changed;
		});
		return this.dropUnknown(source, mended, walk);
	}

	override encode(value: unknown, codec: Codec): unknown {
		if (!typeIs(value, "table")) return value;
		return this.changeFields(this.storedOtherwise(), value as Table, (node, found) => codec.encode(node, found));
	}

	override decode(stored: unknown, walk: ErrorWalk, codec: Codec): unknown {
		if (!typeIs(stored, "table")) return stored;
		return this.changeFields(this.storedOtherwise(), stored as Table, (node, found, name) => {
			walk.enter(name);
			const decoded = codec.decode(node, found, walk);
			walk.leave();
			return decoded;
		});
	}

	override jsonSchema(writer: JsonSchemaWriter): JsonSchema {
		const properties: Record<string, JsonSchema> = {};
		const required = new Array<string>();
		for (const { name, node } of this.fields) {
			properties[name] = writer.of(node);
			if (!node.is(undefined)) required.push(name);
		}
		const schema: JsonSchema = required.isEmpty() ? { ...OBJECT_OR_EMPTY } : { type: "object", required };
		if (!this.fields.isEmpty()) schema.properties = properties;
		return schema;
	}

	private storedOtherwise(): ReadonlyArray<Field> {
		this.otherFields ??= this.fields.filter((field) => !field.node.isPlain());
		return this.otherFields;
	}

	private dropUnknown(source: Table, mended: Table, walk: SanitizeWalk): Table {
		let copy: MutableTable | undefined;
		for (const [key, value] of pairs(source)) {
			if (this.nodes.has(key as string)) continue;
			// Luau allows keys that no path can name.
			walk.dropAt(typeIs(key, "number") ? key : tostring(key), value);
			copy ??= table.clone(mended) as MutableTable;
			copy.delete(key);
		}
		return copy ? table.freeze(copy) : mended;
	}

	/** The same table if no field changes, else a frozen copy with the changed ones. */
	private changeFields(
		fields: ReadonlyArray<Field>,
		source: Table,
		change: (node: SchemaNode, value: unknown, name: string) => unknown,
	): Table {
		let copy: MutableTable | undefined;
		for (const field of fields) {
			const value = source.get(field.name);
			const changed = change(field.node, value, field.name);
			if (changed === value) continue;
			if (copy === undefined) copy = table.clone(source) as Map<Key, unknown>;
			copy.set(field.name, changed);
		}
		return copy ? table.freeze(copy) : source;
	}
}

/** A list is no object; an empty one cannot be told from an empty object. */
function isObject(value: unknown): boolean {
	return typeIs(value, "table") && (value as ReadonlyArray<defined>).size() === 0;
}

function compile(fields: ReadonlyArray<Field>): Check {
	return (value) => {
		if (!typeIs(value, "table") || (value as ReadonlyArray<defined>).size() > 0) return false;
		for (const field of fields) {
			if (!field.is((value as Table).get(field.name))) return false;
		}
		return true;
	};
}
