import type { Edit } from "../../shared/data/edit";
import { incrementAt } from "../../shared/data/increment-at";
import { findPlace } from "../../shared/data/place";
import { problemError } from "../../shared/data/problem";
import { setAt } from "../../shared/data/set-at";
import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result } from "../../shared/result";
import type { DocumentForm } from "../validate/document-form";
import { isExact, StoredCargo } from "./cargo";

type Put = Result<Edit<object>, HoldfastError>;

/** Puts a cargo into a document, or says why it does not take it. */
export function putCargo(root: object, form: DocumentForm<object>, cargo: StoredCargo): Put {
	const { path, amount, item } = cargo;
	if (item === undefined) return putAmount(root, form, path, amount!);
	const place = findPlace(root, [...path, item]);
	if (!place.ok) return fail(problemError("invalidPath", place.error));
	if (place.value.value !== undefined) {
		const context = { path: [...path, item], expected: "nothing", actual: "another item" };
		return fail(holdfastError("invalidData", "There is an item under this key already.", context));
	}
	return putItem(root, form, [...path, item], cargo.value);
}

function putAmount(root: object, form: DocumentForm<object>, path: StoredCargo["path"], amount: number): Put {
	const place = findPlace(root, path);
	const there = place.ok ? (place.value.value ?? 0) : 0;
	if (!typeIs(there, "number") || isExact(there, amount)) return incrementAt(root, path, amount, form.storable);
	const context = { path, expected: "a sum that is exact", actual: tostring(there + amount) };
	return fail(holdfastError("invalidData", "The document has so much that this cannot be added exactly.", context));
}

/** What is stored otherwise than it is in memory finds its form there by way of the whole document. */
function putItem(root: object, form: DocumentForm<object>, path: StoredCargo["path"], value: unknown): Put {
	if (form.isPlain()) return setAt(root, path, value, form.storable);
	const changed = setAt(form.encode(root), path, value);
	if (!changed.ok) return changed;
	const loaded = form.load(changed.value.root, form.label());
	if (!loaded.ok) return loaded;
	if (loaded.value.sanitized !== undefined) return fail(loaded.value.sanitized);
	return setAt(root, [], loaded.value.root as object, form.storable);
}
