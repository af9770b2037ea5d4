/// <reference types="@rbxts/testez/globals" />
import { isHopeless, nextBackoff } from "../../../../src/server/cloud/backoff";

export = () => {
	it("doubles its bound from half a second to thirty seconds, and no further", () => {
		const bounds = [1, 2, 3, 6, 7, 8, 2000].map((tries) => nextBackoff(tries, () => 1));
		expect(bounds.join(" ")).to.equal("0.5 1 2 16 30 30 30");
	});

	it("gives up what can never succeed, what failed too often, and what was throttled for a minute and a half", () => {
		const failed = { message: "502", retryable: true };
		const throttled = { message: "KeyThrottled", retryable: true, throttled: "key" } as const;
		expect(isHopeless({ message: "104", retryable: false }, 1, 5, 0)).to.equal(true);
		expect(isHopeless(failed, 4, 5, 1000)).to.equal(false);
		expect(isHopeless(failed, 5, 5, 0)).to.equal(true);
		expect(isHopeless(throttled, 50, 5, 89)).to.equal(false);
		expect(isHopeless(throttled, 50, 5, 90)).to.equal(true);
		expect(isHopeless(throttled, 4, 5, 90)).to.equal(false);
	});

	it("draws anywhere below the bound", () => {
		expect(nextBackoff(3, () => 0)).to.equal(0);
		expect(nextBackoff(3, () => 0.25)).to.equal(0.5);
	});
};
