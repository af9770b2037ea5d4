import { Check, EditResult, invalidPath, unstorable } from "./edit";
import { Path } from "./path";
import { findPlace } from "./place";
import { putValue } from "./put-value";
import { findUnstorable } from "./storable";

/**
 * Puts a copy of a value at a place: a field (also a new one), a map key, or an element that is there. What is equal to
 * the value before is kept, so setting an equal value changes nothing. The empty path is the root, which stays a table.
 */
export function setAt<T>(root: T, path: Path, value: unknown, check: Check = findUnstorable): EditResult<T> {
	const place = findPlace(root, path);
	if (!place.ok) return invalidPath(place.error);
	if (value === undefined)
		return unstorable({ path, expected: "a value (use remove to take one away)", actual: "nothing" });
	if (path.isEmpty() && !typeIs(value, "table"))
		return unstorable({ path, expected: "a table", actual: typeOf(value) });
	return putValue(root, path, place.value, value, check);
}
