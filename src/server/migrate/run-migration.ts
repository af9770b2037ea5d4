import { deepFreeze } from "../../shared/data/deep-freeze";
import { jsonSize } from "../../shared/data/json-size";
import { formatPath } from "../../shared/data/path";
import { fail, Result, succeed } from "../../shared/result";
import { DATA_SIZE_MAX } from "../commit/size-guard";
import { MigrationError, migrationError, MigrationProblem } from "./migration-error";
import { DirectedStep } from "./migration-step";
import { runStep, runStepTwice } from "./run-step";
import { SchemaVersion } from "./schema-version";

/** Everything in data that a version's schema does not allow; the data is in its stored form. It must not yield. */
export type ValidateVersion = (version: SchemaVersion, data: object) => ReadonlyArray<MigrationProblem>;

export interface RunOptions {
	/** Asked after each step. Default: everything is allowed. */
	readonly validate?: ValidateVersion;
	/** Runs each step twice, and refuses one that does not do the same both times. Default false. */
	readonly strict?: boolean;
	/** Called before each step; what it gives is called after it, if it succeeded. */
	readonly measure?: (step: DirectedStep) => () => void;
}

/**
 * Runs steps one after the other on a copy of the data. What it gives is frozen. If one of them fails nothing has changed:
 * the data that was given never does.
 */
export function runMigration(
	steps: ReadonlyArray<DirectedStep>,
	data: object,
	options: RunOptions = {},
): Result<object, MigrationError> {
	let current = data;
	for (const step of steps) {
		const measured = options.measure?.(step);
		const made = options.strict === true ? runStepTwice(step, current) : runStep(step, current);
		if (!made.ok) return made;
		measured?.();
		const refusal = validated(step, made.value, options.validate);
		if (refusal !== undefined) return fail(refusal);
		current = made.value;
	}
	return succeed(current === data ? data : deepFreeze(current));
}

function validated(step: DirectedStep, data: object, validate?: ValidateVersion): MigrationError | undefined {
	const size = jsonSize(data, DATA_SIZE_MAX);
	if (size > DATA_SIZE_MAX) {
		const context = { expected: `at most ${DATA_SIZE_MAX} bytes`, actual: `${size} or more` };
		return migrationError(step, "made more than a document may hold.", context);
	}
	const [ok, problems] = pcall(() => validate?.(step.to, data) ?? []);
	if (!ok) return migrationError(step, `made what could not be validated: ${tostring(problems)}`);
	const [first] = problems as ReadonlyArray<MigrationProblem>;
	if (first === undefined) return undefined;
	const { path, expected, actual } = first;
	const message = `made data that is not valid: ${formatPath(path)}: expected ${expected}, got ${actual}`;
	return migrationError(step, message, first, problems as ReadonlyArray<MigrationProblem>);
}
