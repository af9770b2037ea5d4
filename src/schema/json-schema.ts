import type { Codec } from "./codec";
import type { SchemaNode } from "./schema-node";

/** A JSON Schema as a plain table. */
export type JsonSchema = Record<string, unknown>;

const DIALECT = "https://json-schema.org/draft/2020-12/schema";

/** Writes the JSON Schema of a tree of nodes. What is recursive becomes a definition. */
export class JsonSchemaWriter {
	private readonly names = new Map<SchemaNode, string>();
	private readonly definitions: Record<string, JsonSchema> = {};
	private count = 0;

	constructor(private readonly codec: Codec) {}

	write(root: SchemaNode): JsonSchema {
		const schema: JsonSchema = { $schema: DIALECT, ...this.of(root) };
		if (this.count > 0) schema.$defs = this.definitions;
		return schema;
	}

	of(node: SchemaNode): JsonSchema {
		const { description, isPrivate, isPublic, isClientWritable, createDefault } = node.settings;
		const schema: JsonSchema = { ...node.kind.jsonSchema(this) };
		if (description !== undefined) schema.description = description;
		if (isPrivate) schema["x-private"] = true;
		if (isPublic) schema["x-public"] = true;
		if (isClientWritable) schema["x-clientWritable"] = true;
		if (createDefault) schema.default = this.codec.encode(node, createDefault());
		return schema;
	}

	/** A reference to the definition of what refers to itself. */
	refer(node: SchemaNode): JsonSchema {
		let name = this.names.get(node);
		if (name === undefined) {
			this.count += 1;
			name = `recursive${this.count}`;
			this.names.set(node, name);
			this.definitions[name] = this.of(node);
		}
		return { $ref: `#/$defs/${name}` };
	}
}

/** The engine writes an empty table as `[]`, whatever it was: that has to pass where an object is expected. */
export const OBJECT_OR_EMPTY: JsonSchema = table.freeze({ type: ["object", "array"], maxItems: 0 });
