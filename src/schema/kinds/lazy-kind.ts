import type { Table } from "../../shared/data/table";
import { misuse } from "../../shared/errors";
import type { Codec } from "../codec";
import type { JsonSchema, JsonSchemaWriter } from "../json-schema";
import { Check, Kind, StoredType } from "../kind";
import type { SchemaNode } from "../schema-node";
import { ErrorWalk, RECURSION_MAX, RecursionGuard, SanitizeWalk } from "../walk";

/** A schema that is looked up when it is first needed, so that it may contain itself. */
export class LazyKind extends Kind {
	readonly expected = `a value at most ${RECURSION_MAX} deep`;
	readonly is: Check;
	readonly storedTypes: ReadonlyArray<StoredType> = ["any"];
	private found?: SchemaNode;
	private filling = 0;

	constructor(private readonly find: () => SchemaNode | undefined) {
		super();
		let depth = 0;
		let asker: thread | undefined;
		this.is = (value) => {
			// One that was ended in the midst of a check has not come up again.
			if (asker !== coroutine.running()) {
				asker = coroutine.running();
				depth = 0;
			}
			// A value inside itself has no end.
			if (depth >= RECURSION_MAX) return false;
			const before = depth;
			depth += 1;
			const answer = this.inner().is(value);
			// Not one less: a check inside may have asked in another thread.
			depth = before;
			return answer;
		};
	}

	inner(): SchemaNode {
		this.found ??= this.find() ?? misuse("s.lazy", "its schema is not there yet when it is first used");
		return this.found;
	}

	override children(): ReadonlyArray<SchemaNode> {
		return [this.inner()];
	}

	override collect(value: unknown, walk: ErrorWalk): void {
		if (!this.within(walk, () => this.inner().collect(value, walk))) this.reportDepth(walk, value);
	}

	override collectChange(previous: Table, value: Table, walk: ErrorWalk): void {
		const entered = this.within(walk, () => this.inner().collectChange(previous, value, walk));
		if (!entered) this.reportDepth(walk, value);
	}

	override createDefault(walk: ErrorWalk): unknown {
		let made: unknown;
		if (!this.within(walk, () => (made = this.inner().createDefault(walk)))) super.createDefault(walk);
		return made;
	}

	override fill(value: Table): unknown {
		// What is missing deeper than a document may be is not missed.
		if (this.filling >= RECURSION_MAX) return value;
		this.filling += 1;
		const filled = this.inner().fill(value);
		this.filling -= 1;
		return filled;
	}

	override sanitize(value: unknown, walk: SanitizeWalk): unknown {
		let mended: unknown;
		return this.within(walk, () => (mended = this.inner().sanitize(value, walk))) ? mended : undefined;
	}

	override encode(value: unknown, codec: Codec): unknown {
		let encoded = value;
		this.within(codec, () => (encoded = codec.encode(this.inner(), value)));
		// The codec lives on, and the next value may have an end.
		if (codec.recursion === 0) codec.tooDeep = false;
		return encoded;
	}

	override decode(stored: unknown, walk: ErrorWalk, codec: Codec): unknown {
		let decoded = stored;
		const entered = this.within(walk, () => (decoded = codec.decode(this.inner(), stored, walk)));
		if (!entered) this.reportDepth(walk, stored);
		return decoded;
	}

	override jsonSchema(writer: JsonSchemaWriter): JsonSchema {
		return writer.refer(this.inner());
	}

	private reportDepth(walk: ErrorWalk, value: unknown): void {
		walk.report("tooDeep", this.expected, value);
	}

	/**
	 * False if the walk is too deep for another round. Once it was, it enters no recursive schema again: a table that has
	 * itself inside twice would be walked 2^64 times.
	 */
	private within(walk: RecursionGuard, step: () => void): boolean {
		if (walk.tooDeep) return false;
		if (walk.recursion >= RECURSION_MAX) {
			walk.tooDeep = true;
			return false;
		}
		walk.recursion += 1;
		step();
		walk.recursion -= 1;
		return true;
	}
}
