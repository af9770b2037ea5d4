import type { Schema } from "../../schema";
import { HoldfastError, holdfastError, misuse } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import type { SchemaVersion } from "../migrate/schema-version";

interface Registered {
	readonly versions: Map<SchemaVersion, Schema<unknown>>;
	current: Schema<unknown>;
}

/** Schemas by name and version. */
export class SchemaRegistry {
	private readonly registered = new Map<string, Registered>();
	private first?: string;

	/** The version registered last is the current one; the schema registered first is the one meant without a name. */
	register(name: string, schema: Schema<unknown>, version: SchemaVersion): void {
		this.first ??= name;
		const known = this.registered.get(name);
		if (known?.versions.has(version)) misuse("registerSchema", `schema "${name}" has a version ${version} already`);
		if (known) {
			known.versions.set(version, schema);
			known.current = schema;
		} else {
			this.registered.set(name, { versions: new Map([[version, schema]]), current: schema });
		}
	}

	/** Without a version, the current one. */
	find(name = this.first, version?: SchemaVersion): Result<Schema<unknown>, HoldfastError<"unknownSchema">> {
		const known = name === undefined ? undefined : this.registered.get(name);
		if (!known) return unknown(`no schema ${name === undefined ? "" : `"${name}" `}is registered`);
		if (version === undefined) return succeed(known.current);
		const schema = known.versions.get(version);
		return schema ? succeed(schema) : unknown(`schema "${name}" has no version ${version}`);
	}
}

function unknown(message: string): Result<never, HoldfastError<"unknownSchema">> {
	return fail(holdfastError("unknownSchema", message));
}
