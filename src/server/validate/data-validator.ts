import type { t } from "@rbxts/t";

import type { Refinement, Sanitized, Schema, ValidationError } from "../../schema";
import { Corruption, detectCorruption } from "../../schema/detect-corruption";
import { InvalidData, invalidData } from "../../schema/invalid-data";
import { ObjectKind } from "../../schema/kinds/object-kind";
import { HoldfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import type { SchemaVersion } from "../migrate/schema-version";
import { CustomValidator, CustomValidators } from "./custom-validators";
import { SchemaRegistry } from "./schema-registry";
import { ValidationStatistics, ValidationTally } from "./validation-statistics";

/** Nothing if all is well, else every error; or that there is no such schema. */
export type ValidationResult = Result<undefined, InvalidData | HoldfastError<"unknownSchema">>;

type Known<T> = Result<T, HoldfastError<"unknownSchema">>;

/**
 * Validates data by schemas that are registered with a name and versions. Where no name is given, the schema that was
 * registered first is meant; where no version is, the one registered last.
 */
export class DataValidator {
	private readonly schemas = new SchemaRegistry();
	private readonly customs = new CustomValidators();
	private readonly tally = new ValidationTally();

	/** @param now seconds of a clock, by which validations are measured */
	constructor(private readonly now: () => number = os.clock) {}

	/** To be called once for each version of a schema, the current one last. */
	registerSchema(name: string, schema: Schema<unknown>, version: SchemaVersion = 1): void {
		this.schemas.register(name, schema, version);
	}

	/** A rule of the game by name, for `customCheck` and `customRule`. */
	registerValidator(name: string, validate: CustomValidator): void {
		this.customs.register(name, validate);
	}

	/** The validator of this name as a check for `s.custom`; it may be registered later. */
	customCheck<T>(name: string): t.check<T> {
		return this.customs.check(name);
	}

	/** The validator of this name as a rule for `.refine`, with the paths that it reads; it may be registered later. */
	customRule<T>(name: string, paths?: Refinement<T>["paths"]): Refinement<T> {
		return this.customs.rule(name, paths);
	}

	/** All that is wrong with data of a schema's version. */
	validateData(data: unknown, schemaVersion?: SchemaVersion, name?: string): ValidationResult {
		const found = this.schemas.find(name, schemaVersion);
		return found.ok ? this.measured(() => found.value.validate(data)) : found;
	}

	/** All that is wrong with the successor of valid data: only what changed, and the rules that read it. */
	validateChange(previous: unknown, changed: unknown, schemaVersion?: SchemaVersion, name?: string): ValidationResult {
		const found = this.schemas.find(name, schemaVersion);
		return found.ok ? this.measured(() => found.value.validateChange(previous, changed)) : found;
	}

	/** Mends what can be mended, and says what it did and what it could not. */
	sanitize(data: unknown, schemaVersion?: SchemaVersion, name?: string): Known<Sanitized> {
		const found = this.schemas.find(name, schemaVersion);
		return found.ok ? succeed(found.value.sanitize(data)) : found;
	}

	/** What a new player begins with. If the schema has fields `userId` and `username`, they say who it is. */
	createDefaultPlayerData(
		userId: number,
		username: string,
		name?: string,
	): Result<unknown, InvalidData | HoldfastError<"unknownSchema">> {
		const found = this.schemas.find(name);
		if (!found.ok) return found;
		const schema = found.value;
		const { kind } = schema.node;
		const identity = new Map<string, unknown>();
		if (kind instanceof ObjectKind) {
			if (kind.nodes.has("userId")) identity.set("userId", userId);
			if (kind.nodes.has("username")) identity.set("username", username);
		}
		if (identity.isEmpty()) return succeed(schema.createDefault());
		const made = schema.fill(table.freeze(identity));
		const errors = schema.validate(made);
		return errors.isEmpty() ? succeed(made) : fail(invalidData(errors));
	}

	/** What no document can be meant to hold: cycles, NaN, mixed tables, … Looks at the form that would be stored. */
	detectCorruption(data: unknown, name?: string): ReadonlyArray<Corruption> {
		const found = this.schemas.find(name);
		if (!found.ok) return detectCorruption(data);
		// A metatable can make any look at a table throw; then the data is looked at past it.
		const [encoded, stored] = pcall(() => found.value.encode(data));
		return detectCorruption(encoded ? stored : data);
	}

	getValidationStats(): ValidationStatistics {
		return this.tally.read();
	}

	private measured(validate: () => ReadonlyArray<ValidationError>): ValidationResult {
		const began = this.now();
		const errors = validate();
		this.tally.add(this.now() - began, errors);
		return errors.isEmpty() ? succeed(undefined) : fail(invalidData(errors));
	}
}
