import { Result } from "../../shared/result";
import { StoreFailure } from "./ports";

const TRIES_MAX = 3;

/** Makes a small request of which a later one is no matter, three times at most. Yields; false if none succeeded. */
export function retryBriefly(request: () => Result<unknown, StoreFailure>): boolean {
	for (let tries = 1; tries <= TRIES_MAX; tries += 1) {
		const result = request();
		if (result.ok) return true;
		if (!result.error.retryable) return false;
		task.wait(0.25 * tries);
	}
	return false;
}
