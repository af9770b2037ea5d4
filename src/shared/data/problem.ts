import { HoldfastError, holdfastError } from "../errors";
import { formatPath, Path } from "./path";

/** What is wrong with a value or a path, and where. */
export interface Problem {
	readonly path: Path;
	readonly expected: string;
	readonly actual: string;
}

/** A problem as the error that the caller gets. */
export function problemError<K extends "invalidPath" | "unstorable">(kind: K, problem: Problem): HoldfastError<K> {
	const { path, expected, actual } = problem;
	return holdfastError(kind, `${formatPath(path)}: expected ${expected}, got ${actual}`, { path, expected, actual });
}
