import { misuse } from "../../shared/errors";
import type { JsonSchema } from "../json-schema";
import { Check, Kind, StoredType } from "../kind";
import { rangeText } from "../range-text";
import type { ErrorWalk, SanitizeWalk } from "../walk";

export interface StringOptions {
	/** Characters, not bytes. */
	readonly min?: number;
	readonly max?: number;
	/** A Lua pattern that must be found; `^` and `$` tie it to the ends. */
	readonly pattern?: string;
	/** Whether `sanitize` takes spaces from both ends. */
	readonly trim?: boolean;
}

export class StringKind extends Kind {
	readonly expected: string;
	readonly is: Check;
	readonly storedTypes: ReadonlyArray<StoredType> = ["string"];
	override readonly keyType = "string";

	constructor(private readonly options: StringOptions) {
		super();
		const { min = 0, max = math.huge, pattern } = options;
		if (!(min <= max)) misuse("s.string", `no text has ${min} to ${max} characters`);
		if (pattern !== undefined && !pcall(() => "".find(pattern))[0]) misuse("s.string", `no pattern: ${pattern}`);
		this.expected = `a string${rangeText(options, "characters")}`;
		if (pattern !== undefined) this.expected += ` that matches ${pattern}`;
		this.is = compile(min, max, pattern);
	}

	override collect(value: unknown, walk: ErrorWalk): void {
		if (!this.is(value)) walk.report(this.brokenRule(value), this.expected, value);
	}

	override sanitize(value: unknown, walk: SanitizeWalk): unknown {
		if (!typeIs(value, "string")) return value;
		let mended = value;
		if (this.options.trim) mended = mended.match("^%s*(.-)%s*$")[0] as string;
		const [length] = utf8.len(mended);
		const most = this.options.max;
		if (typeIs(length, "number") && most !== undefined && length > most) {
			mended = mended.sub(1, utf8.offset(mended, most + 1)! - 1);
		}
		return mended === value ? value : walk.note("trimmed", value, mended);
	}

	override jsonSchema(): JsonSchema {
		const { min, max, pattern } = this.options;
		// A Lua pattern is no regular expression: for tools that know the difference.
		return { type: "string", minLength: min, maxLength: max, "x-luaPattern": pattern };
	}

	private brokenRule(value: unknown): string {
		if (!typeIs(value, "string")) return "type";
		const [length] = utf8.len(value);
		if (!typeIs(length, "number")) return "utf8";
		if (length < (this.options.min ?? 0)) return "minLength";
		if (length > (this.options.max ?? math.huge)) return "maxLength";
		return "pattern";
	}
}

function compile(min: number, max: number, pattern: string | undefined): Check {
	const fits: Check = (value) => {
		if (!typeIs(value, "string")) return false;
		const [length] = utf8.len(value);
		return typeIs(length, "number") && length >= min && length <= max;
	};
	if (pattern === undefined) return fits;
	return (value) => fits(value) && (value as string).find(pattern)[0] !== undefined;
}
