import type { Codec } from "../codec";
import type { JsonSchema } from "../json-schema";
import { Check, Kind, StoredType } from "../kind";
import type { ErrorWalk } from "../walk";

/** What is to be known about a datatype of the engine that is a fixed number of numbers. */
export interface Datatype<T> {
	/** "a Vector3" */
	readonly expected: string;
	readonly is: (value: unknown) => value is T;
	readonly size: number;
	/** Finite exactly if all numbers are. */
	readonly sum: (value: T) => number;
	readonly toNumbers: (value: T) => Array<number>;
	readonly fromNumbers: (numbers: ReadonlyArray<number>) => T;
}

/** A datatype that is stored as the list of its numbers. */
export class DatatypeKind<T> extends Kind {
	readonly expected: string;
	readonly is: Check;
	readonly storedTypes: ReadonlyArray<StoredType> = ["table"];
	override readonly storedAsIs = false;

	constructor(readonly datatype: Datatype<T>) {
		super();
		this.expected = datatype.expected;
		const { is, sum } = datatype;
		this.is = (value) => {
			if (!is(value)) return false;
			const total = sum(value);
			return total - total === 0;
		};
	}

	override collect(value: unknown, walk: ErrorWalk): void {
		if (!this.is(value)) walk.report(this.datatype.is(value) ? "finite" : "type", this.expected, value);
	}

	override encode(value: unknown, _codec: Codec): unknown {
		return this.datatype.is(value) ? table.freeze(this.datatype.toNumbers(value)) : value;
	}

	override decode(stored: unknown, walk: ErrorWalk): unknown {
		if (this.datatype.is(stored)) return stored;
		const { size, fromNumbers } = this.datatype;
		if (typeIs(stored, "table")) {
			const numbers = stored as ReadonlyArray<defined>;
			if (numbers.size() === size && numbers.every((number) => typeIs(number, "number"))) {
				return fromNumbers(numbers as ReadonlyArray<number>);
			}
		}
		walk.report("stored", `${this.expected} as ${size} numbers`, stored);
		return stored;
	}

	override jsonSchema(): JsonSchema {
		const { size, expected } = this.datatype;
		return { type: "array", items: { type: "number" }, minItems: size, maxItems: size, "x-datatype": expected };
	}
}
