import type { Table } from "../../shared/data/table";
import type { Codec } from "../codec";
import type { JsonSchema, JsonSchemaWriter } from "../json-schema";
import { Check, Kind, StoredType } from "../kind";
import type { SchemaNode } from "../schema-node";
import type { ErrorWalk, SanitizeWalk } from "../walk";

/** What may be left out. Luau knows no null beside nil, so a nullable value is the same, but for its JSON Schema. */
export class OptionalKind extends Kind {
	readonly expected: string;
	readonly is: Check;
	readonly storedTypes: ReadonlyArray<StoredType>;

	constructor(
		readonly inner: SchemaNode,
		private readonly nullable: boolean,
	) {
		super();
		const isInner = inner.is;
		this.expected = `${inner.kind.expected} or nothing`;
		this.storedTypes = inner.kind.storedTypes;
		this.is = (value) => value === undefined || isInner(value);
	}

	override children(): ReadonlyArray<SchemaNode> {
		return [this.inner];
	}

	override collect(value: unknown, walk: ErrorWalk): void {
		if (value !== undefined) this.inner.collect(value, walk);
	}

	override collectChange(previous: Table, value: Table, walk: ErrorWalk): void {
		this.inner.collectChange(previous, value, walk);
	}

	override createDefault(): unknown {
		return undefined;
	}

	override fill(value: Table): unknown {
		return this.inner.fill(value);
	}

	override sanitize(value: unknown, walk: SanitizeWalk): unknown {
		const mended = this.inner.sanitize(value, walk);
		return this.inner.is(mended) ? mended : walk.note("dropped", value, undefined);
	}

	override encode(value: unknown, codec: Codec): unknown {
		return codec.encode(this.inner, value);
	}

	override decode(stored: unknown, walk: ErrorWalk, codec: Codec): unknown {
		return codec.decode(this.inner, stored, walk);
	}

	override jsonSchema(writer: JsonSchemaWriter): JsonSchema {
		const inner = writer.of(this.inner);
		return this.nullable ? { anyOf: [inner, { type: "null" }] } : inner;
	}
}
