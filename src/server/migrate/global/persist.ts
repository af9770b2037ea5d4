import { fail, Result } from "../../../shared/result";
import { nextBackoff } from "../../cloud/backoff";
import { StoreFailure } from "../../cloud/ports";
import { RequestScheduler } from "../../cloud/request-scheduler";

const TRIES_MAX = 8;

/** One request of a global migration. */
export interface GlobalRequest<T> {
	readonly store: string;
	readonly key: string;
	readonly cost: "update" | "read";
	readonly send: () => Result<T, StoreFailure>;
}

/** Makes a request when nobody more urgent needs the budget, and repeats it while that can help. Yields. */
export function persist<T>(scheduler: RequestScheduler, request: GlobalRequest<T>): Result<T, StoreFailure> {
	for (let tries = 1; ; tries += 1) {
		const result = scheduler.submit<T>({ priority: "backup", ...request });
		if (result.ok) return result;
		if (!result.error.retryable || tries >= TRIES_MAX) return fail(result.error);
		task.wait(nextBackoff(tries, () => math.random()));
	}
}
