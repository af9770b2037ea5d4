import { Check, EditResult, invalidPath, unstorable } from "./edit";
import { Path } from "./path";
import { findPlace } from "./place";
import { putValue } from "./put-value";
import { findUnstorable } from "./storable";

/** Adds to the number at a place. A field or map key that is not there yet counts as 0, so counters need no set-up. */
export function incrementAt<T>(root: T, path: Path, delta: number, check: Check = findUnstorable): EditResult<T> {
	const place = findPlace(root, path);
	if (!place.ok) return invalidPath(place.error);
	const value = place.value.value ?? 0;
	if (!typeIs(value, "number")) return invalidPath({ path, expected: "a number", actual: typeOf(value) });
	if (!typeIs(delta, "number")) return unstorable({ path, expected: "a number to add", actual: typeOf(delta) });
	return putValue(root, path, place.value, value + delta, check);
}
