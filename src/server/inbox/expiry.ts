import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";

const YEAR_SECONDS = 365 * 24 * 3600;

/** When something expires that is sent now, in Unix seconds. */
export function expiryOf(unixSeconds: number, expirySeconds: number): Result<number, HoldfastError<"invalidTime">> {
	if (typeIs(expirySeconds, "number") && expirySeconds >= 1 && expirySeconds <= YEAR_SECONDS) {
		return succeed(unixSeconds + math.ceil(expirySeconds));
	}
	const context = { expected: `1 to ${YEAR_SECONDS} seconds`, actual: tostring(expirySeconds) };
	return fail(holdfastError("invalidTime", "It cannot expire in such a time.", context));
}
