import { t } from "@rbxts/t";

import type { Path } from "../shared/data/path";
import { misuse } from "../shared/errors";
import { fail, Result, succeed } from "../shared/result";
import { Codec } from "./codec";
import { defaultOf } from "./default-of";
import type { OrNothing, Seen } from "./infer";
import { JsonSchema, JsonSchemaWriter } from "./json-schema";
import { LazyKind } from "./kinds/lazy-kind";
import { OptionalKind } from "./kinds/optional-kind";
import { findPrivatePaths } from "./private-paths";
import type { Refinement } from "./rule";
import { SchemaNode, Settings } from "./schema-node";
import { formatValidationError, ValidationError } from "./validation-error";
import { ErrorWalk, SanitizeAction, SanitizeWalk } from "./walk";

const NO_ERRORS: ReadonlyArray<ValidationError> = table.freeze([]);

/** A mended value, what was done to it, and what could not be mended: with no errors the value is valid. */
export interface Sanitized {
	readonly value: unknown;
	readonly actions: ReadonlyArray<SanitizeAction>;
	readonly errors: ReadonlyArray<ValidationError>;
}

/**
 * What values of one type are: how they are checked, made, mended and stored. Immutable: each method that says more
 * gives a new schema. Made by the functions of `s`.
 */
export class Schema<T, V = unknown> {
	/** Only for the compiler. */
	declare readonly _type: T;
	/** Only for the compiler: what a client sees of a value; never where it is private, unknown where it is all of it. */
	declare readonly _visible: V;
	private readonly codec = new Codec();
	/** A walk that found nothing is as good as new: a commit is to allocate nothing for being checked. */
	private spareWalk?: ErrorWalk;

	/** @param node what the schema consists of, for what is built from schemas */
	constructor(readonly node: SchemaNode) {}

	/** What stands where there is no value. A function is called for each; what it returns is copied and frozen. */
	default(value: T | (() => T)): Schema<T, V> {
		const createDefault = defaultOf(value);
		const schema = this.with({ createDefault });
		// A recursive schema cannot be looked up yet; its default is checked when it is first used.
		if (!typeIs(value, "function") && !this.node.reaches(({ kind }) => kind instanceof LazyKind)) {
			const [problem] = schema.validate(createDefault());
			if (problem) misuse("default", formatValidationError(problem));
		}
		return schema;
	}

	/** A rule beyond the kind, across fields for instance. It is asked only about values whose kind is right. */
	refine(rule: Refinement<T>): Schema<T, V> {
		return this.with({ rules: [...this.node.settings.rules, table.freeze({ ...rule }) as Refinement<unknown>] });
	}

	/** Never leaves the server. */
	private(): Schema<T, never> {
		return this.with({ isPrivate: true }) as unknown as Schema<T, never>;
	}

	/** Every client may see it and all inside it that is not private, not only the one whose document it is. */
	public(): Schema<T> {
		return this.with({ isPublic: true });
	}

	/**
	 * The client whose document it is may set it, as a whole, with `setState`. Nothing inside of it may be private, and it may
	 * not be inside of a union, a `lazy` schema or a map with numbers as keys, into which no path leads.
	 */
	clientWritable(): Schema<T> {
		return this.with({ isClientWritable: true });
	}

	/** What it is for, for tools. */
	describe(text: string): Schema<T, V> {
		return this.with({ description: text });
	}

	/** May be left out. */
	optional(): Schema<T | undefined, OrNothing<Seen<T, V>>> {
		return new Schema(new SchemaNode(new OptionalKind(this.node, false)));
	}

	/** Whether a value is valid; allocates nothing. Fields that the schema does not name are let be. */
	is(value: unknown): value is T {
		return this.node.is(value);
	}

	/** Everything that is wrong with a value; nothing if it is valid. */
	validate(value: unknown): ReadonlyArray<ValidationError> {
		if (this.node.is(value)) return NO_ERRORS;
		const walk = new ErrorWalk();
		this.node.collect(value, walk);
		return walk.errors;
	}

	/**
	 * Everything that is wrong with the successor of a valid value. What both share by reference is not looked at, and a
	 * rule runs only if what it reads changed. `within`: the table keys (1-based in arrays) that lead to the one place inside
	 * which all is that differs; long lists on the way are not searched for it.
	 */
	validateChange(
		previous: unknown,
		changed: unknown,
		within?: ReadonlyArray<string | number>,
	): ReadonlyArray<ValidationError> {
		if (previous === changed) return NO_ERRORS;
		const walk = this.spareWalk ?? new ErrorWalk();
		// A rule may validate something else by this schema meanwhile.
		this.spareWalk = undefined;
		walk.within = within;
		this.node.collectChange(previous, changed, walk);
		if (!walk.errors.isEmpty()) return walk.errors;
		this.spareWalk = walk;
		return NO_ERRORS;
	}

	/** Clamps, trims, fills what is missing and drops what cannot stay, unknown fields among it. Shares what was right. */
	sanitize(value: unknown): Sanitized {
		const walk = new SanitizeWalk();
		const mended = this.node.sanitize(value, walk);
		return { value: mended, actions: walk.actions, errors: this.validate(mended) };
	}

	/** Puts defaults where something is missing; the same reference if nothing is. What is wrong or unknown stays. */
	fill(value: unknown): unknown {
		return this.node.fill(value);
	}

	/** A fresh frozen value of defaults. */
	createDefault(): T {
		const walk = new ErrorWalk();
		const made = this.node.createDefault(walk);
		const [problem] = walk.errors;
		if (problem) misuse("createDefault", formatValidationError(problem));
		return made as T;
	}

	/** The form in which a valid value is stored. What was encoded before and is frozen keeps its stored reference. */
	encode(value: unknown): unknown {
		return this.codec.encode(this.node, value);
	}

	/** The value of a stored form, or why it is none. It may still be invalid: rules may have changed since. */
	decode(stored: unknown): Result<unknown, ReadonlyArray<ValidationError>> {
		const walk = new ErrorWalk();
		const value = this.codec.decode(this.node, stored, walk);
		return walk.errors.isEmpty() ? succeed(value) : fail(walk.errors);
	}

	/** As much of a stored form as can be decoded, the rest as it is: for `sanitize` to mend. */
	salvage(stored: unknown): unknown {
		return this.codec.decode(this.node, stored, new ErrorWalk());
	}

	/** Whether values are stored as they are, so that `encode` and `decode` give back what they get. */
	isPlain(): boolean {
		return this.node.isPlain();
	}

	/** Where the private values are; `*` stands for any index or key. */
	privatePaths(): ReadonlyArray<Path> {
		return findPrivatePaths(this.node);
	}

	/** A JSON Schema, draft 2020-12, of the stored form. */
	toJsonSchema(): JsonSchema {
		return new JsonSchemaWriter(this.codec).write(this.node);
	}

	/** The schema as a check for `@rbxts/t`. */
	toCheck(): t.check<T> {
		const node = this.node;
		return ((value: unknown) => node.is(value)) as t.check<T>;
	}

	private with(settings: Partial<Settings>): Schema<T, V> {
		return new Schema(new SchemaNode(this.node.kind, { ...this.node.settings, ...settings }));
	}
}
