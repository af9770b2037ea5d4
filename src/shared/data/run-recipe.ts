import { HoldfastError, holdfastError } from "../errors";
import { fail, Result, succeed } from "../result";
import { thrownText } from "../thrown-text";
import { EditError } from "./edit";

/**
 * A function that changes a mutable copy of a value in place. What it returns counts only where the value is no table
 * and so cannot be changed in place. It must not yield.
 */
export type Recipe<T = never> = (draft: T) => unknown;

/**
 * Runs a recipe on a thread of its own, which is how one that yields is found out, and under a pcall inside it, so that
 * what it throws arrives as it was thrown.
 */
export function runRecipe(recipe: Recipe, draft: unknown): Result<unknown, EditError> {
	const thread = coroutine.create(() => pcall(recipe as Recipe<unknown>, draft));
	const [, finished, value] = coroutine.resume(thread);
	if (coroutine.status(thread) !== "dead") {
		stop(thread);
		return fail(yielded("waited (yielded)"));
	}
	if (finished !== true) return fail(threw(value));
	if (Promise.is(value)) return fail(yielded("is async (it returned a promise)"));
	return succeed(value);
}

function yielded(how: string): HoldfastError<"recipeYielded"> {
	return holdfastError("recipeYielded", `the update function ${how}; it has to finish at once, so nothing was changed`);
}

function threw(thrown: unknown): EditError {
	const actual = thrownText(thrown);
	const failure = holdfastError("recipeThrew", `the update function failed, so nothing was changed: ${actual}`, {
		actual,
	});
	return { ...failure, thrown };
}

/** The engine forgets a thread that it was told to cancel; one that it does not know of is only closed. */
function stop(thread: thread): void {
	pcall(() => task.cancel(thread));
	if (coroutine.status(thread) !== "dead") pcall(() => coroutine.close(thread));
}
