import { misuse } from "../../shared/errors";
import type { JsonSchema } from "../json-schema";
import { Check, Kind, StoredType } from "../kind";
import { rangeText } from "../range-text";
import type { ErrorWalk, SanitizeWalk } from "../walk";

/** Bounds are included. Every number is finite, whatever else is asked. */
export interface NumberOptions {
	readonly min?: number;
	readonly max?: number;
	/** What it must be a multiple of, but for the rounding of floating point. */
	readonly step?: number;
}

// A multiple of 0.1 is seldom exactly one.
const STEP_TOLERANCE = 1e-9;

export class NumberKind extends Kind {
	readonly expected: string;
	readonly is: Check;
	readonly storedTypes: ReadonlyArray<StoredType> = ["number"];
	override readonly keyType = "number";
	private readonly min: number;
	private readonly max: number;

	constructor(
		readonly options: NumberOptions,
		readonly whole: boolean,
	) {
		super();
		const [min, max] = [options.min ?? -math.huge, options.max ?? math.huge];
		if (min > max || min !== min || max !== max) misuse("s.number", `no number is from ${min} to ${max}`);
		if (options.step !== undefined && !(options.step > 0)) misuse("s.number", "a step is greater than 0");
		this.min = min;
		this.max = max;
		this.expected = (whole ? "a whole number" : "a finite number") + rangeText(options, "");
		if (options.step !== undefined) this.expected += ` in steps of ${options.step}`;
		this.is = compile(min, max, whole, options.step);
	}

	override collect(value: unknown, walk: ErrorWalk): void {
		if (this.is(value)) return;
		walk.report(this.brokenRule(value), this.expected, value);
	}

	override sanitize(value: unknown, walk: SanitizeWalk): unknown {
		// NaN is no number that could be clamped; an infinity is, if there is a bound.
		if (!typeIs(value, "number") || value !== value || this.is(value)) return value;
		const step = this.options.step ?? (this.whole ? 1 : undefined);
		let mended = math.clamp(value, this.min, this.max);
		if (step !== undefined && mended - mended === 0) {
			mended = math.round(mended / step) * step;
			if (mended < this.min) mended += step;
			if (mended > this.max) mended -= step;
		}
		return this.is(mended) ? walk.note("clamped", value, mended) : value;
	}

	override jsonSchema(): JsonSchema {
		const { min, max, step } = this.options;
		return { type: this.whole ? "integer" : "number", minimum: min, maximum: max, multipleOf: step };
	}

	private brokenRule(value: unknown): string {
		if (!typeIs(value, "number")) return "type";
		if (value - value !== 0) return "finite";
		if (value < this.min) return "min";
		if (value > this.max) return "max";
		return this.whole && value % 1 !== 0 ? "integer" : "step";
	}
}

function compile(min: number, max: number, whole: boolean, step: number | undefined): Check {
	if (step !== undefined) {
		return (value) =>
			typeIs(value, "number") &&
			value - value === 0 &&
			value >= min &&
			value <= max &&
			isMultiple(value, step) &&
			!(whole && value % 1 !== 0);
	}
	// The remainder of an infinity is NaN, so a whole number is finite.
	if (whole) return (value) => typeIs(value, "number") && value % 1 === 0 && value >= min && value <= max;
	return (value) => typeIs(value, "number") && value >= min && value <= max && value - value === 0;
}

function isMultiple(value: number, step: number): boolean {
	const steps = value / step;
	return math.abs(steps - math.round(steps)) <= STEP_TOLERANCE * math.max(1, math.abs(steps));
}
