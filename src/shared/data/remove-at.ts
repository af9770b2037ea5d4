import { succeed } from "../result";
import { EditResult, invalidPath, unchanged } from "./edit";
import { Path } from "./path";
import { findPlace, replaceAt } from "./place";
import { isArray } from "./table";

/**
 * Removes what is at a place: an array's element (the ones after it move down by one), a map's key, or an optional
 * field. A key that is not there changes nothing; an index that is not there is an invalid path.
 */
export function removeAt<T>(root: T, path: Path): EditResult<T> {
	const found = findPlace(root, path);
	if (!found.ok) return invalidPath(found.error);
	const place = found.value;
	const depth = place.keys.size();
	if (depth === 0) return invalidPath({ path, expected: "a place inside the document", actual: "the document itself" });
	if (place.value === undefined) return unchanged(root);
	const holder = place.holders[depth - 1];
	if (!isArray(holder)) return succeed(replaceAt(place, depth, undefined)) as EditResult<T>;
	const shorter = table.clone(holder as unknown as Array<defined>);
	shorter.remove((place.keys[depth - 1] as number) - 1);
	return succeed(replaceAt(place, depth - 1, table.freeze(shorter))) as EditResult<T>;
}
