import { HoldfastError } from "../errors";
import { fail, Result, succeed } from "../result";
import { Changes } from "./patch";
import { Path } from "./path";
import { Problem, problemError } from "./problem";
import type { Key } from "./table";

/** What one edit of a frozen root made: the next root, and how it differs. No changes means the same root. */
export interface Edit<T = unknown> {
	readonly root: T;
	readonly changes: Changes;
	/** The raw keys (1-based in arrays) of the one place inside which all is that differs, where it is known. */
	readonly within?: ReadonlyArray<Key>;
}

/** Why an edit changed nothing. What a recipe threw is kept as it was, tables too. */
export type EditError =
	| HoldfastError<"invalidPath" | "recipeYielded" | "unstorable">
	| (HoldfastError<"recipeThrew"> & { readonly thrown: unknown });

/** The outcome of an edit. A failed one changed nothing, and nothing is thrown for bad input. */
export type EditResult<T = unknown> = Result<Edit<T>, EditError>;

/**
 * Finds what may not be in a document in a value that an edit puts in at `path`. `known` is the value that was accepted
 * there before; what both share by reference need not be looked at again. See `findUnstorable`, which is the default.
 */
export type Check = (value: unknown, path: Path, known?: unknown) => Problem | undefined;

export function unchanged<T>(root: T): EditResult<T> {
	return succeed({ root, changes: [] });
}

export function unstorable(problem: Problem): EditResult<never> {
	return fail(problemError("unstorable", problem));
}

export function invalidPath(problem: Problem): EditResult<never> {
	return fail(problemError("invalidPath", problem));
}
