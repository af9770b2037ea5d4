import { fail } from "../result";
import { deepCopy } from "./deep-copy";
import { Check, EditResult, invalidPath, unstorable } from "./edit";
import { Path } from "./path";
import { findPlace } from "./place";
import { putValue } from "./put-value";
import { Recipe, runRecipe } from "./run-recipe";
import { findUnstorable } from "./storable";

/**
 * Runs a recipe on a mutable copy of the value at a place, at the cost of that value. A table is changed in place and
 * what the recipe returns is ignored; for any other value, the recipe returns the new one.
 */
export function updateAt<T>(root: T, path: Path, recipe: Recipe, check: Check = findUnstorable): EditResult<T> {
	const place = findPlace(root, path);
	if (!place.ok) return invalidPath(place.error);
	const value = place.value.value;
	if (value === undefined) return invalidPath({ path, expected: "a value to update", actual: "nothing" });
	const draft = deepCopy(value);
	const outcome = runRecipe(recipe, draft);
	if (!outcome.ok) return fail(outcome.error);
	const after = typeIs(value, "table") ? draft : outcome.value;
	if (after === undefined) return unstorable({ path, expected: "a returned value", actual: "nothing" });
	return putValue(root, path, place.value, after, check);
}

/** Runs a recipe on a mutable copy of a whole root: one deep copy and one walk. See {@link updateAt}. */
export function updateRoot<T>(root: T, recipe: Recipe<T>, check: Check = findUnstorable): EditResult<T> {
	return updateAt(root, [], recipe as Recipe, check);
}
