import { deepCopy } from "../../shared/data/deep-copy";
import { formatPath } from "../../shared/data/path";
import { runRecipe } from "../../shared/data/run-recipe";
import { findUnstorable } from "../../shared/data/storable";
import { fail, Result, succeed } from "../../shared/result";
import { firstDifference } from "./first-difference";
import { MigrationError, migrationError } from "./migration-error";
import { DirectedStep } from "./migration-step";

/** Runs a step on a copy. What it gives is plain data that nobody else holds. */
export function runStep(step: DirectedStep, data: object): Result<object, MigrationError> {
	const draft = deepCopy(data);
	const ran = runRecipe(step.run, draft);
	if (!ran.ok) {
		const { kind, context } = ran.error;
		if (kind === "recipeYielded") {
			return fail(migrationError(step, "waited (yielded); it has to finish at once.", context));
		}
		return fail(migrationError(step, `failed: ${context.actual ?? ran.error.message}`, context));
	}
	const made = typeIs(ran.value, "table") ? (ran.value as object) : draft;
	const problem = findUnstorable(made);
	if (problem !== undefined) {
		const { path, expected, actual } = problem;
		const message = `made what cannot be stored, at ${formatPath(path)}: expected ${expected}, got ${actual}`;
		return fail(migrationError(step, message, problem));
	}
	// The step may have put in a table of its own, which no later step may change.
	return succeed(deepCopy(made));
}

/** The same twice, on equal copies: a step that does not do the same both times is not pure. */
export function runStepTwice(step: DirectedStep, data: object): Result<object, MigrationError> {
	const first = runStep(step, data);
	if (!first.ok) return first;
	const second = runStep(step, data);
	if (!second.ok) return second;
	const path = firstDifference(first.value, second.value);
	if (path === undefined) return first;
	const message = `is not pure: it ran twice on equal data and made different values at ${formatPath(path)}`;
	return fail(migrationError(step, message, { path }));
}
