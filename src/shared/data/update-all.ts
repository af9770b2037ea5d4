import { fail, Result, succeed } from "../result";
import { deepCopy } from "./deep-copy";
import { Check, EditError, EditResult } from "./edit";
import { runRecipe } from "./run-recipe";
import { setAt } from "./set-at";

/** Runs one recipe on mutable copies of several roots. What it makes of each is checked when its edit is asked for. */
export function updateAll(
	roots: ReadonlyArray<object>,
	recipe: (drafts: ReadonlyArray<object>) => unknown,
): Result<(index: number, root: object, check: Check) => EditResult<object>, EditError> {
	const drafts = roots.map((root) => deepCopy(root));
	// A copy: the recipe may put others into the list that it is given.
	const outcome = runRecipe(recipe as (drafts: never) => unknown, [...drafts]);
	if (!outcome.ok) return fail(outcome.error);
	return succeed((index: number, root: object, check: Check) => setAt(root, [], drafts[index], check));
}
