/// <reference types="@rbxts/testez/globals" />
import { StoreFailure } from "../../../src/server/cloud/ports";
import { retry } from "../../../src/server/cloud/retry";
import { classifyStoreError } from "../../../src/server/cloud/store-errors";
import { fail, Result, succeed } from "../../../src/shared/result";

const CLOCK = {
	now() {
		return os.clock();
	},
	unixSeconds() {
		return os.time();
	},
};

/** Fails so often, then succeeds with the number of the try. */
function failing(times: number, failure: StoreFailure) {
	const state = { tries: 0 };
	const attempt = (): Result<number, StoreFailure> => {
		state.tries += 1;
		return state.tries > times ? succeed(state.tries) : fail(failure);
	};
	return { state, attempt };
}

const PASSING: StoreFailure = { message: "502: API Services rejected request", retryable: true };
const FATAL: StoreFailure = { message: "105: too large", retryable: false };

export = () => {
	it("tries again what may pass", () => {
		const { attempt } = failing(1, PASSING);
		const result = retry(CLOCK, { attemptsMax: 5, secondsMax: 10 }, attempt);
		expect(result.ok && result.value).to.equal(2);
	});

	it("does not repeat what cannot succeed", () => {
		const { state, attempt } = failing(9, FATAL);
		const result = retry(CLOCK, { attemptsMax: 5, secondsMax: 10 }, attempt);
		expect(result.ok).to.equal(false);
		expect(state.tries).to.equal(1);
	});

	it("gives up after its tries, and after its time", () => {
		const few = failing(9, PASSING);
		expect(retry(CLOCK, { attemptsMax: 2, secondsMax: 10 }, few.attempt).ok).to.equal(false);
		expect(few.state.tries).to.equal(2);
		const late = failing(9, PASSING);
		expect(retry(CLOCK, { attemptsMax: math.huge, secondsMax: 0 }, late.attempt).ok).to.equal(false);
		expect(late.state.tries).to.equal(1);
	});

	it("sorts the platform's errors by their code", () => {
		expect(classifyStoreError("502: API Services rejected request with error X").retryable).to.equal(true);
		expect(classifyStoreError("304: UpdateAsync request dropped.").retryable).to.equal(true);
		expect(classifyStoreError("no code at all").retryable).to.equal(true);
		expect(classifyStoreError("105: Serialized value exceeds 4194304 limit.").retryable).to.equal(false);
		expect(classifyStoreError("403: Cannot write to DataStore from Studio").retryable).to.equal(false);
	});
};
