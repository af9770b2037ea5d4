import { isEqual } from "../../shared/data/equal";
import { mergeRoots } from "../../shared/data/merge-roots";
import { problemError } from "../../shared/data/problem";
import { runRecipe } from "../../shared/data/run-recipe";
import { setAt } from "../../shared/data/set-at";
import { HoldfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import { Errors, GroupEdit } from "../transact/propose";
import { ResolvedOptions } from "./access-options";
import { conflictOf, TouchedDocument, valueAt } from "./touched-document";

/**
 * What becomes of all documents of a transaction, as they are at the moment of its commit. Looking at their versions and
 * changing them is one step: nothing can come in between.
 */
export function settleAll(touched: ReadonlyArray<TouchedDocument>, options: ResolvedOptions): GroupEdit {
	return (roots) => {
		const after = new Array<object>();
		const errors = new Array<HoldfastError>();
		touched.forEach((document, index) => {
			const settled = settle(document, roots[index], options);
			if (settled.ok) after.push(settled.value);
			else for (const problem of settled.error) errors.push(problem);
		});
		if (!errors.isEmpty()) return fail(errors);
		return succeed((index, root, check) => setAt(root, [], after[index], check));
	};
}

/** The document's next root. */
function settle(document: TouchedDocument, theirs: object, options: ResolvedOptions): Result<object, Errors> {
	const { session, base, mine, name } = document;
	const { strategy, mergers } = options;
	if (session.revision === document.revision) return succeed(mine);
	if (strategy === "server_wins") return fail([conflictOf(document, session.revision)]);
	if (strategy === "client_wins") return succeed(mergeRoots(base, theirs, mine).root);
	const merger = mergers?.find(({ collection }) => collection === name.collection);
	if (merger === undefined || mine === base) return mergeByField(document, theirs);
	const merged = runRecipe(() => merger.merge(base, theirs, mine), undefined);
	if (!merged.ok) return fail([{ ...merged.error, context: { ...merged.error.context, ...name } }]);
	if (typeIs(merged.value, "table")) return succeed(merged.value as object);
	const misfit = problemError("unstorable", { path: [], expected: "a merged document", actual: typeOf(merged.value) });
	return fail([{ ...misfit, context: { ...misfit.context, ...name } }]);
}

/** Both changes, if they are of different places, and what was read is as it was. */
function mergeByField(document: TouchedDocument, theirs: object): Result<object, Errors> {
	const { session, base, mine, placesRead, readWhole } = document;
	// Whoever reads a whole document and writes into it has not relied on all of it.
	const relied = readWhole && mine === base ? [...placesRead, []] : placesRead;
	const stale = relied.filter((path) => !isEqual(valueAt(base, path), valueAt(theirs, path)));
	const { root, clashes } = mergeRoots(base, theirs, mine);
	const places = [...clashes, ...stale];
	if (places.isEmpty()) return succeed(root);
	return fail(places.map((path) => conflictOf(document, session.revision, path)));
}
