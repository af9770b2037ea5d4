import { formatPath, Path } from "../shared/data/path";

/** One thing that is wrong with a value: where, which rule it breaks, what was expected and what is there. */
export interface ValidationError {
	readonly path: Path;
	/** `type`, `min`, `maxLength`, `pattern`, …, or the name of a refinement. */
	readonly rule: string;
	readonly expected: string;
	readonly actual: string;
}

/** An error as a line of a log. */
export function formatValidationError(problem: ValidationError): string {
	return `${formatPath(problem.path)}: expected ${problem.expected}, got ${problem.actual} (${problem.rule})`;
}
