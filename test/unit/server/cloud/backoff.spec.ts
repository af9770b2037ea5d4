/// <reference types="@rbxts/testez/globals" />
import { nextBackoff } from "../../../../src/server/cloud/backoff";

export = () => {
	it("doubles its bound from half a second to thirty seconds, and no further", () => {
		const bounds = [1, 2, 3, 6, 7, 8, 2000].map((tries) => nextBackoff(tries, () => 1));
		expect(bounds.join(" ")).to.equal("0.5 1 2 16 30 30 30");
	});

	it("draws anywhere below the bound", () => {
		expect(nextBackoff(3, () => 0)).to.equal(0);
		expect(nextBackoff(3, () => 0.25)).to.equal(0.5);
	});
};
