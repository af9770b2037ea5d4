import { runRecipe } from "../shared/data/run-recipe";
import { fail, Result, succeed } from "../shared/result";
import { thrownText } from "../shared/thrown-text";

/**
 * What a function of the game's gives, or by what it has failed. One that waits has failed, too: while it waited, the same
 * could be asked for again, and be done twice.
 */
export function callAtOnce(call: () => unknown): Result<unknown, string> {
	const called = runRecipe(call, undefined);
	if (called.ok) return succeed(called.value);
	const { kind } = called.error;
	if (kind === "recipeYielded") return fail("it waited (yielded), and has to finish at once");
	return fail(thrownText((called.error as { thrown?: unknown }).thrown));
}
