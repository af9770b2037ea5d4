import { HoldfastError, holdfastError } from "../../shared/errors";
import { RegisteredStep } from "./migration-step";
import { isSchemaVersion, SchemaVersion, showVersion } from "./schema-version";

type Refusal = HoldfastError<"invalidStep">;

function refuse(message: string, expected?: string, actual?: string): Refusal {
	return holdfastError("invalidStep", message, { expected, actual });
}

/** Why a step cannot follow these, or undefined if it can. Callers in Luau may pass anything. */
export function checkStep(step: RegisteredStep, before: ReadonlyArray<RegisteredStep>): Refusal | undefined {
	return checkForm(step) ?? checkPlace(step, before) ?? checkReadable(step, before);
}

function checkForm(step: RegisteredStep): Refusal | undefined {
	if (!typeIs(step, "table")) return refuse("A migration step is a table.", "a table", typeOf(step));
	for (const field of ["from", "to"] as const) {
		if (!isSchemaVersion(step[field])) {
			return refuse(`The step's \`${field}\` is not a version.`, "a number or a text", tostring(step[field]));
		}
	}
	if (!typeIs(step.up, "function")) return refuse("The step has no `up`.", "a function", typeOf(step.up));
	if (step.down !== undefined && !typeIs(step.down, "function")) {
		return refuse("The step's `down` cannot be called.", "a function", typeOf(step.down));
	}
	if (step.description !== undefined && !typeIs(step.description, "string")) {
		return refuse("The step's description is not a text.", "a text", typeOf(step.description));
	}
	if (step.from === step.to) {
		return refuse(`The step leads from version ${showVersion(step.from)} to itself.`, "two versions");
	}
	return undefined;
}

function checkPlace(step: RegisteredStep, before: ReadonlyArray<RegisteredStep>): Refusal | undefined {
	if (before.isEmpty()) return undefined;
	const way = `${showVersion(step.from)} → ${showVersion(step.to)}`;
	if (before.some((other) => other.from === step.from)) {
		return refuse(`The step ${way} is a duplicate: another one begins at ${showVersion(step.from)}.`);
	}
	if (isKnown(step.to, before)) {
		return refuse(`The step ${way} is a cycle: version ${showVersion(step.to)} came before.`);
	}
	const last = before[before.size() - 1].to;
	if (step.from === last) return undefined;
	const expected = showVersion(last);
	return refuse(`The step ${way} leaves a gap: the one before ends at ${expected}.`, expected, showVersion(step.from));
}

function checkReadable(step: RegisteredStep, before: ReadonlyArray<RegisteredStep>): Refusal | undefined {
	const { readableFrom, from, to } = step;
	if (readableFrom === undefined || readableFrom === from || readableFrom === to) return undefined;
	if (isSchemaVersion(readableFrom) && isKnown(readableFrom, before)) return undefined;
	const actual = isSchemaVersion(readableFrom) ? showVersion(readableFrom) : typeOf(readableFrom);
	return refuse("The step's `readableFrom` is no version that came before it.", "a version of the chain", actual);
}

function isKnown(version: SchemaVersion, steps: ReadonlyArray<RegisteredStep>): boolean {
	return steps.some((step) => step.from === version || step.to === version);
}
