import { fail, Result, succeed } from "../result";
import { errorText } from "./error-text";

/** Calls back and waits (yields) for the promise it may return; an error, a rejection and a cancellation are values. */
export function settle<T>(callback: () => T | Promise<T>): Result<T, string> {
	const [called, returned] = pcall(callback);
	if (!called) return fail(errorText(returned));
	if (!Promise.is(returned)) return succeed(returned as T);

	const [status, value] = returned.awaitStatus();
	if (status === Promise.Status.Resolved) return succeed(value as T);
	return fail(status === Promise.Status.Cancelled ? "its promise was cancelled" : errorText(value));
}
