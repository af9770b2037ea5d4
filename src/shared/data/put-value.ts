import { succeed } from "../result";
import { Check, EditResult, unchanged, unstorable } from "./edit";
import { isSameLeaf } from "./leaf";
import { Path } from "./path";
import { Place, replaceAt } from "./place";
import { reconcile } from "./reconcile";

/** Makes `place` say what `value` says: copied, checked, and sharing what was equal there before. */
export function putValue<T>(root: T, path: Path, place: Place, value: unknown, check: Check): EditResult<T> {
	const depth = place.keys.size();
	if (!typeIs(value, "table") && !typeIs(value, "buffer")) {
		if (isSameLeaf(value, place.value)) return unchanged(root);
		const problem = check(value, path, place.value);
		return problem ? unstorable(problem) : (succeed(replaceAt(place, depth, value)) as EditResult<T>);
	}
	const merged = reconcile(place.value, value, path);
	if (!merged.ok) return unstorable(merged.error);
	const { root: after, changes } = merged.value;
	if (changes.isEmpty()) return unchanged(root);
	const problem = check(after, path, place.value);
	return problem ? unstorable(problem) : (succeed(replaceAt(place, depth, after, changes)) as EditResult<T>);
}
