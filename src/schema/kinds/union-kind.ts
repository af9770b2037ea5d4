import type { Table } from "../../shared/data/table";
import { misuse } from "../../shared/errors";
import { Recall } from "../../shared/recall";
import type { Codec } from "../codec";
import type { JsonSchema, JsonSchemaWriter } from "../json-schema";
import { Check, Kind, StoredType } from "../kind";
import type { SchemaNode } from "../schema-node";
import { Attempt, ErrorWalk, SanitizeWalk } from "../walk";
import { Discriminant, findDiscriminant } from "./discriminant";

/** Any of several schemas, the first that fits. Objects that have a literal field of their own each are told apart by it. */
export class UnionKind extends Kind {
	readonly expected: string;
	readonly is: Check;
	readonly storedTypes: ReadonlyArray<StoredType>;
	declare readonly keyType?: "string" | "number";
	readonly discriminant?: Discriminant;
	private checkedStorage = false;
	private readonly filled = new Recall<object>((value) => this.fillAsFirst(value as Table));

	constructor(readonly members: ReadonlyArray<SchemaNode>) {
		super();
		if (members.isEmpty()) misuse("s.union", "it needs at least one member");
		this.expected = members.map((member) => member.kind.expected).join(" or ");
		const types = new Set<StoredType>();
		for (const member of members) for (const storedType of member.kind.storedTypes) types.add(storedType);
		this.storedTypes = [...types];
		const keyType = members[0].kind.keyType;
		if (members.every((member) => member.kind.keyType === keyType)) this.keyType = keyType;
		this.discriminant = findDiscriminant(members);
		this.is = compile(members, this.discriminant);
	}

	override children(): ReadonlyArray<SchemaNode> {
		return this.members;
	}

	override collect(value: unknown, walk: ErrorWalk): void {
		if (this.is(value)) return;
		const discriminant = this.discriminant;
		if (!discriminant || !typeIs(value, "table")) return walk.report("union", this.expected, value);
		const tag = (value as Table).get(discriminant.field);
		const member = this.tagged(value);
		if (member) member.collect(value, walk);
		else walk.reportAt(discriminant.field, "union", discriminant.expected, tag);
	}

	override collectChange(previous: Table, value: Table, walk: ErrorWalk): void {
		const member = this.tagged(value);
		if (member && member === this.tagged(previous)) member.collectChange(previous, value, walk);
		else this.collect(value, walk);
	}

	override fill(value: Table): unknown {
		const tagged = this.tagged(value);
		if (tagged) return tagged.fill(value);
		return this.filled.of(value);
	}

	override sanitize(value: unknown, walk: SanitizeWalk): unknown {
		const tagged = this.tagged(value);
		if (tagged) return tagged.sanitize(value, walk);
		const fitting = this.members.find((member) => member.is(value));
		if (fitting) return fitting.sanitize(value, walk);
		return walk.attempt(this, value, () => this.mend(value, walk));
	}

	override encode(value: unknown, codec: Codec): unknown {
		this.checkStorage();
		const member = this.tagged(value) ?? this.members.find((candidate) => candidate.is(value));
		return member ? codec.encode(member, value) : value;
	}

	override decode(stored: unknown, walk: ErrorWalk, codec: Codec): unknown {
		this.checkStorage();
		const tagged = this.tagged(stored);
		if (tagged) return codec.decode(tagged, stored, walk);
		for (const member of this.members) {
			const trial = new ErrorWalk();
			const decoded = codec.decode(member, stored, trial);
			if (trial.errors.isEmpty() && member.is(decoded)) return decoded;
		}
		// What fits none stays as it is: validation says what is wrong with it.
		return stored;
	}

	override jsonSchema(writer: JsonSchemaWriter): JsonSchema {
		return { anyOf: this.members.map((member) => writer.of(member)) };
	}

	/** Filled as the first member that it then fits. */
	private fillAsFirst(value: Table): object {
		for (const member of this.members) {
			const filled = member.fill(value);
			if (member.is(filled)) return filled as object;
		}
		return value;
	}

	/** Mended as the first member that it then fits. */
	private mend(value: unknown, walk: SanitizeWalk): Attempt {
		for (const member of this.members) {
			const trial = walk.tryOut();
			const mended = member.sanitize(value, trial);
			if (member.is(mended)) return { value: mended, actions: trial.actions };
		}
		return { value, actions: [] };
	}

	private tagged(value: unknown): SchemaNode | undefined {
		if (!this.discriminant || !typeIs(value, "table")) return undefined;
		return this.discriminant.members.get((value as Table).get(this.discriminant.field));
	}

	/** A stored form must say which member it is of. Asked when first needed, as members may refer to themselves. */
	private checkStorage(): void {
		if (this.checkedStorage || this.discriminant) return;
		this.checkedStorage = true;
		const seen = new Map<StoredType, boolean>();
		for (const member of this.members) {
			for (const storedType of member.kind.storedTypes) {
				const others = seen.get(storedType) ?? (storedType === "any" ? undefined : seen.get("any"));
				if (others === undefined || (others && member.isPlain())) {
					seen.set(storedType, member.isPlain());
					continue;
				}
				misuse("s.union", `stored, its members (${this.expected}) look alike: give each a literal field of its own`);
			}
		}
	}
}

function compile(members: ReadonlyArray<SchemaNode>, discriminant: Discriminant | undefined): Check {
	if (discriminant) {
		const { field, members: tagged } = discriminant;
		return (value) => {
			if (!typeIs(value, "table")) return false;
			const member = tagged.get((value as Table).get(field));
			return member !== undefined && member.is(value);
		};
	}
	const checks = members.map((member) => member.is);
	const fitsAny = (value: unknown) => {
		for (const check of checks) if (check(value)) return true;
		return false;
	};
	if (members.filter(takesTables).size() < 2) return fitsAny;
	const recall = new Recall<boolean>(fitsAny);
	return (value) => (typeIs(value, "table") ? recall.of(value) : fitsAny(value));
}

function takesTables({ kind }: SchemaNode): boolean {
	return kind.storedTypes.includes("table") || kind.storedTypes.includes("any");
}
