import type { Table } from "../shared/data/table";
import type { Check, Kind } from "./kind";
import { passesAll, Refinement, reportBroken } from "./rule";
import { ErrorWalk, SanitizeWalk } from "./walk";

/** What a schema says besides its kind. */
export interface Settings {
	readonly rules: ReadonlyArray<Refinement<unknown>>;
	/** Makes a frozen value for where there is none. */
	readonly createDefault?: () => unknown;
	/** Never leaves the server. */
	readonly isPrivate?: boolean;
	/** For every client to see, but for what is private inside. */
	readonly isPublic?: boolean;
	/** The owner's client may set it. */
	readonly isClientWritable?: boolean;
	readonly description?: string;
}

/** A kind with its rules, default and privacy: the tree that a schema is, as the kinds see it. */
export class SchemaNode {
	readonly is: Check;
	private plain?: boolean;
	private gameAsked?: boolean;

	constructor(
		readonly kind: Kind,
		readonly settings: Settings = { rules: [] },
	) {
		const [isKind, rules] = [kind.is, settings.rules];
		this.is = rules.isEmpty() ? isKind : (value) => isKind(value) && passesAll(rules, value);
	}

	/** All errors. The rules of a value run only if all inside it is right. */
	collect(value: unknown, walk: ErrorWalk): void {
		const before = walk.errors.size();
		this.kind.collect(value, walk);
		if (walk.errors.size() === before) reportBroken(this.settings.rules, value, walk);
	}

	/** All errors of a value whose predecessor had none. */
	collectChange(previous: unknown, value: unknown, walk: ErrorWalk): void {
		if (previous === value) return;
		if (!typeIs(previous, "table") || !typeIs(value, "table")) return this.collect(value, walk);
		const before = walk.errors.size();
		this.kind.collectChange(previous as Table, value as Table, walk);
		if (walk.errors.size() === before) reportBroken(this.settings.rules, value, walk, previous);
	}

	/** A fresh frozen value, undefined for what may be left out; reports what has no default or one that is wrong. */
	createDefault(walk: ErrorWalk): unknown {
		const before = walk.errors.size();
		const create = this.settings.createDefault;
		const value = create ? create() : this.kind.createDefault(walk);
		if (walk.errors.size() === before && !this.is(value)) this.collect(value, walk);
		return value;
	}

	/** The default if there is one and it is right. */
	findDefault(): unknown {
		const walk = new ErrorWalk();
		const value = this.createDefault(walk);
		return walk.errors.isEmpty() ? value : undefined;
	}

	fill(value: unknown): unknown {
		if (value === undefined) return this.findDefault();
		return typeIs(value, "table") ? this.kind.fill(value as Table) : value;
	}

	sanitize(value: unknown, walk: SanitizeWalk): unknown {
		if (value === undefined) {
			const found = this.findDefault();
			return found === undefined ? undefined : walk.note("filled", undefined, found);
		}
		const mended = this.kind.sanitize(value, walk);
		// A table is never thrown away for a part of it that cannot be mended: whoever holds it decides.
		if (this.is(mended) || (typeIs(mended, "table") && this.kind.storedTypes.includes("table"))) return mended;
		const found = this.findDefault();
		return found === undefined ? mended : walk.note("replaced", value, found);
	}

	/** Whether every value of this schema is stored as it is. */
	isPlain(): boolean {
		this.plain ??= !this.reaches(({ kind }) => !kind.storedAsIs);
		return this.plain;
	}

	/** Whether a function of the game's is asked about its values, or what is inside them: one that might wait. */
	asksGame(): boolean {
		this.gameAsked ??= this.reaches(({ kind, settings }) => kind.asksGame || !settings.rules.isEmpty());
		return this.gameAsked;
	}

	/** Whether this schema, or one inside, is such a one. What `enters` is false for is left out, with all inside. */
	reaches(is: (node: SchemaNode) => boolean, enters: (node: SchemaNode) => boolean = () => true): boolean {
		return reaches(this, is, enters, new Set());
	}
}

function reaches(
	node: SchemaNode,
	is: (node: SchemaNode) => boolean,
	enters: (node: SchemaNode) => boolean,
	seen: Set<SchemaNode>,
): boolean {
	if (seen.has(node) || !enters(node)) return false;
	if (is(node)) return true;
	seen.add(node);
	return node.kind.children().some((child) => reaches(child, is, enters, seen));
}
