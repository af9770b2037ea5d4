import type { Edit } from "../../shared/data/edit";
import { incrementAt } from "../../shared/data/increment-at";
import { findPlace } from "../../shared/data/place";
import { problemError } from "../../shared/data/problem";
import { removeAt } from "../../shared/data/remove-at";
import { isArray, Table } from "../../shared/data/table";
import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import type { DocumentForm } from "../validate/document-form";
import { Cargo, isAmount, isExact, StoredCargo } from "./cargo";

/** A document without what was taken from it. */
export interface Taken {
	readonly edit: Edit<object>;
	readonly cargo: StoredCargo;
}

type TakenResult = Result<Taken, HoldfastError>;

/** Takes a cargo out of a document, or says why that cannot be. */
export function takeCargo(root: object, form: DocumentForm<object>, cargo: Cargo): TakenResult {
	return cargo.item === undefined ? takeAmount(root, form, cargo) : takeItem(root, form, cargo.path, cargo.item);
}

function takeAmount(root: object, form: DocumentForm<object>, { path, amount }: Cargo): TakenResult {
	if (!isAmount(amount)) return fail(invalid(path, "an amount of more than 0", tostring(amount)));
	const place = findPlace(root, path);
	if (!place.ok) return fail(problemError("invalidPath", place.error));
	const there = place.value.value ?? 0;
	if (!typeIs(there, "number")) return fail(invalid(path, "a number", typeOf(there)));
	if (there < amount) {
		const context = { path, expected: `at least ${amount}`, actual: tostring(there) };
		return fail(holdfastError("notEnough", "The document has less than that.", context));
	}
	if (!isExact(there, -amount)) return fail(invalid(path, "an amount that can be taken exactly", tostring(amount)));
	const edit = incrementAt(root, path, -amount, form.storable);
	return edit.ok ? succeed({ edit: edit.value, cargo: { path: table.clone(path), amount } }) : edit;
}

function takeItem(root: object, form: DocumentForm<object>, path: Cargo["path"], item: unknown): TakenResult {
	if (!typeIs(item, "string")) return fail(invalid(path, "the key of an item", typeOf(item)));
	const holder = findPlace(root, path);
	if (!holder.ok) return fail(problemError("invalidPath", holder.error));
	const items = holder.value.value;
	if (!typeIs(items, "table") || isArray(items as Table)) {
		return fail(invalid(path, "what is kept by keys", typeIs(items, "table") ? "a list" : typeOf(items)));
	}
	if ((items as Table).get(item) === undefined) {
		const context = { path: [...path, item], expected: "an item", actual: "nothing" };
		return fail(holdfastError("notEnough", "The document does not have this item.", context));
	}
	const stored = findPlace(form.encode(root), [...path, item]);
	const value = stored.ok ? stored.value.value : undefined;
	if (value === undefined) return fail(invalid(path, "what is stored by the same keys", "something else"));
	const edit = removeAt(root, [...path, item]);
	return edit.ok ? succeed({ edit: edit.value, cargo: { path: table.clone(path), item, value } }) : edit;
}

function invalid(path: Cargo["path"], expected: string, actual: string): HoldfastError<"invalidTransfer"> {
	return holdfastError("invalidTransfer", `A transfer takes ${expected}, not ${actual}.`, { path, expected, actual });
}
