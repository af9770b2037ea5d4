import { misuse } from "../../shared/errors";
import { describeValue } from "../describe-value";
import type { JsonSchema } from "../json-schema";
import { Check, Kind, StoredType } from "../kind";
import type { ErrorWalk } from "../walk";

export type LiteralValue = string | number | boolean;

/** One of a few values. */
export class LiteralKind extends Kind {
	readonly expected: string;
	readonly is: Check;
	readonly storedTypes: ReadonlyArray<StoredType>;
	declare readonly keyType?: "string" | "number";

	constructor(readonly values: ReadonlyArray<LiteralValue>) {
		super();
		if (values.isEmpty()) misuse("s.literal", "it needs at least one value");
		this.expected = values.map((value) => describeValue(value)).join(" or ");
		const types = new Set(values.map((value) => typeOf(value) as StoredType));
		this.storedTypes = [...types];
		const [only] = this.storedTypes;
		if (types.size() === 1 && (only === "string" || only === "number")) this.keyType = only;
		const first = values[0];
		const known = new Set<unknown>(values);
		this.is =
			values.size() === 1
				? (value) => value === first
				: // No table has a key that is nil, and reading one is no error.
					(value) => known.has(value);
	}

	override collect(value: unknown, walk: ErrorWalk): void {
		if (!this.is(value)) walk.report("literal", this.expected, value);
	}

	override jsonSchema(): JsonSchema {
		return this.values.size() === 1 ? { const: this.values[0] } : { enum: this.values };
	}
}
