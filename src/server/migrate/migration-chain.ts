import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import { checkStep } from "./check-step";
import { DirectedStep, RegisteredStep } from "./migration-step";
import { SchemaVersion, showVersion } from "./schema-version";

/** Every version that data of a collection may have, in their order, and the steps from each to the next. */
export class MigrationChain {
	private steps = new Array<RegisteredStep>();

	/** `initial` is the version of a collection that has no steps yet. The first step may begin at any version. */
	constructor(private readonly initial: SchemaVersion = 1) {}

	/** Adds a step behind the last one. A step that does not fit is refused, and the chain stays as it was. */
	register(step: RegisteredStep): Result<void, HoldfastError<"invalidStep">> {
		const refusal = checkStep(step, this.steps);
		if (refusal !== undefined) return fail(refusal);
		this.steps.push(table.freeze(table.clone(step)));
		return succeed(undefined);
	}

	/** The version that new data has, and that older data is brought to. */
	latest(): SchemaVersion {
		return this.steps.isEmpty() ? this.initial : this.steps[this.steps.size() - 1].to;
	}

	/** The oldest one. */
	first(): SchemaVersion {
		return this.steps.isEmpty() ? this.initial : this.steps[0].from;
	}

	/** A version's place, 0 for the oldest; undefined for one that the chain does not know. */
	indexOf(version: SchemaVersion): number | undefined {
		if (version === this.first()) return 0;
		const index = this.steps.findIndex((step) => step.to === version);
		return index >= 0 ? index + 1 : undefined;
	}

	/** The steps that lead from one version to another, which may be the older one if every step between has a way back. */
	path(from: SchemaVersion, to: SchemaVersion): Result<ReadonlyArray<DirectedStep>, HoldfastError<"unknownVersion">> {
		const begin = this.indexOf(from);
		const finish = this.indexOf(to);
		if (begin === undefined) return fail(this.unknown(from));
		if (finish === undefined) return fail(this.unknown(to));
		const found = new Array<DirectedStep>();
		for (let index = begin; index < finish; index += 1) {
			const step = this.steps[index];
			found.push({
				from: step.from,
				to: step.to,
				run: step.up,
				direction: "up",
				description: step.description,
			});
		}
		for (let index = begin - 1; index >= finish; index -= 1) {
			const step = this.steps[index];
			if (step.down === undefined) return fail(this.oneWay(step));
			found.push({
				from: step.to,
				to: step.from,
				run: step.down,
				direction: "down",
				description: step.description,
			});
		}
		return succeed(found);
	}

	/**
	 * The oldest version whose code may open data of this one: every step that such code does not know must have said that
	 * it may. A version that the chain does not know can be read by itself alone.
	 */
	readableFrom(version: SchemaVersion): SchemaVersion {
		const index = this.indexOf(version);
		if (index === undefined) return version;
		let oldest = index;
		// Each candidate is one older; it holds while every step that makes newer data than it allows it.
		for (let candidate = index - 1; candidate >= 0; candidate -= 1) {
			if (this.mayRead(candidate, index)) oldest = candidate;
		}
		return oldest === 0 ? this.first() : this.steps[oldest - 1].to;
	}

	private mayRead(reader: number, version: number): boolean {
		for (let index = reader; index < version; index += 1) {
			const { readableFrom, to } = this.steps[index];
			if (this.indexOf(readableFrom ?? to)! > reader) return false;
		}
		return true;
	}

	private unknown(version: SchemaVersion): HoldfastError<"unknownVersion"> {
		return holdfastError("unknownVersion", `No migration step leads from or to version ${showVersion(version)}.`, {
			actual: showVersion(version),
			expected: `a version from ${showVersion(this.first())} to ${showVersion(this.latest())}`,
		});
	}

	private oneWay({ from, to }: RegisteredStep): HoldfastError<"unknownVersion"> {
		const way = `${showVersion(from)} → ${showVersion(to)}`;
		return holdfastError("unknownVersion", `The migration step ${way} has no way back.`, { expected: "a `down`" });
	}
}
