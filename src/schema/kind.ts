import type { Table } from "../shared/data/table";
import type { Codec } from "./codec";
import type { JsonSchema, JsonSchemaWriter } from "./json-schema";
import type { SchemaNode } from "./schema-node";
import type { ErrorWalk, SanitizeWalk } from "./walk";

/** Whether a value is what it should be: compiled once, called often, allocates nothing. */
export type Check = (value: unknown) => boolean;

/** The type of a stored value as JSON tells it; an empty list and an empty object are one, so both are `table`. */
export type StoredType = "table" | "string" | "number" | "boolean" | "buffer" | "any";

/**
 * What a schema is made of: one kind of value, without its rules, default and privacy (see `SchemaNode`). The defaults
 * below are those of a value without anything inside that is stored as it is.
 */
export abstract class Kind {
	/** For messages: "a string of 3 to 20 characters". */
	abstract readonly expected: string;
	abstract readonly is: Check;
	/** What the stored form can be, by which a union tells its members apart. */
	abstract readonly storedTypes: ReadonlyArray<StoredType>;
	/** Of a kind whose values can be the keys of a map or the members of a set. */
	readonly keyType?: "string" | "number";
	/** False if the stored form differs even where everything inside is stored as it is. */
	readonly storedAsIs: boolean = true;
	/** Whether its values are checked by a function of the game's. */
	readonly asksGame: boolean = false;

	/** Reports all that is wrong; nothing if `is`. */
	collect(value: unknown, walk: ErrorWalk): void {
		if (!this.is(value)) walk.report("type", this.expected, value);
	}

	/** Like `collect`, for a value whose predecessor was valid: what both share by reference is not looked at. */
	collectChange(_previous: Table, value: Table, walk: ErrorWalk): void {
		this.collect(value, walk);
	}

	/** The schemas inside, for what asks about the whole tree. */
	children(): ReadonlyArray<SchemaNode> {
		return [];
	}

	/** The evident empty value, frozen; reports if there is none. */
	createDefault(walk: ErrorWalk): unknown {
		walk.report("default", `a default for ${this.expected}`, undefined);
		return undefined;
	}

	fill(value: Table): unknown {
		return value;
	}

	/** As near to valid as can be. What comes back may still be invalid: then whoever holds it decides. */
	sanitize(value: unknown, _walk: SanitizeWalk): unknown {
		return value;
	}

	/** The stored form. Total: what is not of this kind stays as it is. */
	encode(value: unknown, _codec: Codec): unknown {
		return value;
	}

	/** The value of a stored form; reports what is none, and leaves it as it is. */
	decode(stored: unknown, _walk: ErrorWalk, _codec: Codec): unknown {
		return stored;
	}

	/** Draft 2020-12, of the stored form. */
	abstract jsonSchema(writer: JsonSchemaWriter): JsonSchema;
}
