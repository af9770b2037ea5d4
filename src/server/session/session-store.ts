import { fail, Result, succeed } from "../../shared/result";
import { CloudPorts, StoreFailure } from "../cloud/ports";
import { retry, RetryPolicy } from "../cloud/retry";
import { AcquireOutcome, AcquireRequest, acquireTransform } from "./acquire-transform";
import { SaveOutcome, SaveRequest, saveTransform } from "./save-transform";

const ORDINARY: RetryPolicy = { attemptsMax: 5, secondsMax: 120 };

/** One acquire: one UpdateAsync when nothing goes wrong. Yields. */
export function requestAcquire(
	cloud: CloudPorts,
	store: string,
	key: string,
	request: AcquireRequest,
): Result<AcquireOutcome, StoreFailure> {
	let outcome: AcquireOutcome = { kind: "abandoned" };
	const result = retry(cloud.clock, ORDINARY, () =>
		cloud.stores.update(store, key, (stored) => {
			const step = acquireTransform(stored, request);
			outcome = step.outcome;
			return step.write;
		}),
	);
	return result.ok ? succeed(outcome) : fail(result.error);
}

/** One save, repeated until it is known how it ended or `secondsMax` have passed. Yields. */
export function requestSave(
	cloud: CloudPorts,
	store: string,
	key: string,
	request: SaveRequest,
	policy: RetryPolicy = ORDINARY,
): Result<SaveOutcome, StoreFailure> {
	let outcome: SaveOutcome = "lost";
	const result = retry(cloud.clock, policy, () =>
		cloud.stores.update(store, key, (stored) => {
			const step = saveTransform(stored, request);
			outcome = step.outcome;
			return step.write;
		}),
	);
	return result.ok ? succeed(outcome) : fail(result.error);
}
