import { Path } from "../../shared/data/path";
import { HoldfastError, holdfastError } from "../../shared/errors";
import { Result } from "../../shared/result";

/** One thing that is wrong with a document: where, which rule it breaks, what was expected and what is there. */
export interface DataProblem {
	readonly path: Path;
	readonly rule: string;
	readonly expected: string;
	readonly actual: string;
}

/** Data that its schema does not allow, with all that is wrong with it. `context` has the first. */
export interface InvalidDataError extends HoldfastError<"invalidData"> {
	readonly problems: ReadonlyArray<DataProblem>;
}

/** What a collection asks of its schema: `s.object({ … })` of this package is one. */
export interface CollectionSchema<T extends object> {
	/** Every value is stored as it is: `encode` and `decode` have nothing to do. */
	readonly isPlain: boolean;
	/** What a document that was never saved begins as: fresh and frozen. */
	createDefault(): T;
	/** The value with what it lacks and has a default for; itself if it lacks nothing. */
	fill(value: object): object;
	/** All that is wrong. */
	validate(value: unknown): ReadonlyArray<DataProblem>;
	/** All that is wrong, where the value before was right. */
	validateChange(previous: unknown, value: unknown): ReadonlyArray<DataProblem>;
	/** As near to valid as can be. */
	sanitize(value: unknown): { readonly value: unknown };
	/** The stored form; what is the same in memory is the same there. */
	encode(value: object): unknown;
	/** The form in memory. */
	decode(stored: object): Result<unknown, ReadonlyArray<DataProblem>>;
}

export function invalidData(problems: ReadonlyArray<DataProblem>, message: string): InvalidDataError {
	const [first] = problems;
	const context = first !== undefined ? { path: first.path, expected: first.expected, actual: first.actual } : {};
	return { ...holdfastError("invalidData", message, context), problems };
}
