import { InvalidData, invalidData } from "../../schema/invalid-data";
import { Schema } from "../../schema/schema";
import { ValidationError } from "../../schema/validation-error";
import { deepFreeze } from "../../shared/data/deep-freeze";
import { DeepReadonly } from "../../shared/data/deep-readonly";
import { Edit, EditError } from "../../shared/data/edit";
import { frozenCopy } from "../../shared/data/frozen-copy";
import { problemError } from "../../shared/data/problem";
import { runRecipe } from "../../shared/data/run-recipe";
import { findUnstorable } from "../../shared/data/storable";
import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import { Collection } from "../collection";
import { DataMigration, MigrateError } from "../migrate/data-migration";
import { VersionLabel } from "../migrate/judge-version";
import { MigratedData } from "../migrate/migrated-record";
import { SchemaVersion } from "../migrate/schema-version";

/** Why stored data cannot become a document. */
export type LoadError = MigrateError | InvalidData | HoldfastError<"newerData" | "unreadableRecord">;

/** Why an edit may not become a commit. */
export type EditFault = InvalidData | EditError;

/** Stored data as a document has it. */
export interface Loaded<T> {
	readonly root: T;
	/** It was of an older version. */
	readonly migrated?: MigratedData;
	/** It did not satisfy its schema, and was brought as near to that as it goes; what it was before is in `original`. */
	readonly sanitized?: InvalidData;
}

type Root<T> = DeepReadonly<T> & object;

/**
 * How the documents of one collection look in the store and in memory: which version they are of, how they get from one
 * form to the other, and what they may hold. Without a schema both forms are one, and anything storable is allowed.
 */
export class DocumentForm<T extends object> {
	private readonly schema?: Schema<T>;

	constructor(
		private readonly collection: Collection<T>,
		readonly migration: DataMigration,
	) {
		this.schema = collection.schema;
	}

	/** What new data is labelled as. */
	label(): { readonly schema: SchemaVersion; readonly readableFrom: SchemaVersion } {
		const schema = this.migration.latestVersion();
		return { schema, readableFrom: this.migration.readableFrom(schema) };
	}

	/** Whether this code may open a record: not one of a newer version, unless that says so. */
	mayOpen(label: VersionLabel): boolean {
		const judgement = this.migration.judge(label);
		return judgement !== "newer" && judgement !== "unknown";
	}

	/** Whether documents are stored as they are in memory. */
	isPlain(): boolean {
		return this.schema === undefined || this.schema.isPlain();
	}

	/** The stored form of a root. */
	encode(root: object): object {
		return this.schema === undefined || this.schema.isPlain() ? root : (this.schema.encode(root) as object);
	}

	/**
	 * What an edit may not do; undefined if it may. The root before was right. Rules of the game's have to answer at once: while
	 * one waited, another commit could be made, and this one would write over it.
	 */
	check(previous: object, edit: Edit<object>): EditFault | undefined {
		const { schema } = this;
		if (schema === undefined || edit.changes.isEmpty()) return undefined;
		if (!schema.node.asksGame()) return this.findFault(schema, previous, edit);
		const asked = runRecipe(() => this.findFault(schema, previous, edit), undefined);
		if (asked.ok) return asked.value as EditFault | undefined;
		if (asked.error.kind !== "recipeYielded") return asked.error;
		return holdfastError("recipeYielded", "A rule of the schema waited (yielded), so nothing was changed.");
	}

	/** What may be put into a document, where it is seen before the whole is: see {@link check}. */
	readonly storable = (value: unknown, path: ReadonlyArray<string | number>, known?: unknown) => {
		return this.schema === undefined || this.schema.isPlain() ? findUnstorable(value, path, known) : undefined;
	};

	/** What stored data is as a document: migrated, decoded, filled with defaults, valid. `data` is frozen or nobody's. */
	load(data: unknown, label: VersionLabel): Result<Loaded<Root<T>>, LoadError> {
		const judgement = this.migration.judge(label);
		if (judgement === "newer" || judgement === "unknown") {
			return fail(holdfastError("newerData", "A newer version of the game has written this document."));
		}
		if (!typeIs(data, "table")) {
			return fail(holdfastError("unreadableRecord", "The data that is stored is no table.", { actual: typeOf(data) }));
		}
		let stored: object = deepFreeze(data as object);
		let migrated: MigratedData | undefined;
		if (judgement === "migrate") {
			const result = this.migration.migrate(stored, label.schema as SchemaVersion);
			if (!result.ok) return result;
			migrated = result.value;
			stored = migrated.data;
		}
		const decoded = this.decode(stored);
		if (decoded.ok) return succeed({ root: decoded.value, migrated });
		if (this.collection.onInvalid !== "sanitize") return decoded;
		const mended = this.sanitize(stored);
		return mended !== undefined ? succeed({ root: mended, migrated, sanitized: decoded.error }) : decoded;
	}

	/** What the schema does not allow in stored data of a version. Only that of the newest is known. */
	problemsOf(version: SchemaVersion, stored: object): ReadonlyArray<ValidationError> {
		if (version !== this.migration.latestVersion()) return [];
		const decoded = this.decode(stored);
		return decoded.ok ? [] : decoded.error.errors;
	}

	private findFault(schema: Schema<T>, previous: object, edit: Edit<object>): EditFault | undefined {
		const problems = schema.validateChange(previous, edit.root, edit.within);
		if (!problems.isEmpty()) return invalidData(problems);
		if (schema.isPlain()) return undefined;
		const problem = findUnstorable(this.encode(edit.root), [], this.encode(previous));
		return problem !== undefined ? problemError("unstorable", problem) : undefined;
	}

	/** The form in memory of data of the newest version, if it is valid. */
	private decode(stored: object): Result<Root<T>, InvalidData> {
		const { schema } = this;
		if (schema === undefined) return succeed(stored as Root<T>);
		const decoded = schema.isPlain() ? succeed<unknown>(stored) : schema.decode(stored);
		if (!decoded.ok) return fail(invalidData(decoded.error));
		const root = schema.fill(decoded.value as object);
		const problems = schema.validate(root);
		if (!problems.isEmpty()) return fail(invalidData(problems));
		return succeed(deepFreeze(root) as Root<T>);
	}

	private sanitize(stored: object): Root<T> | undefined {
		const schema = this.schema!;
		const { value, errors } = schema.sanitize(schema.salvage(stored));
		if (!errors.isEmpty()) return undefined;
		const copied = frozenCopy(value as object);
		return copied.ok ? (copied.value as Root<T>) : undefined;
	}
}
