import { ErrorContext, HoldfastError, holdfastError } from "../shared/errors";
import { formatValidationError, ValidationError } from "./validation-error";

/** That data broke the rules of its schema, with all that is wrong. */
export interface InvalidData extends HoldfastError<"invalidData"> {
	readonly errors: ReadonlyArray<ValidationError>;
}

/** @param errors at least one; the message tells the first */
export function invalidData(errors: ReadonlyArray<ValidationError>, context: ErrorContext = {}): InvalidData {
	const [first] = errors;
	const more = errors.size() > 1 ? `, and ${errors.size() - 1} more` : "";
	const { path, expected, actual } = first;
	const message = `${formatValidationError(first)}${more}`;
	return { ...holdfastError("invalidData", message, { path, expected, actual, ...context }), errors };
}
