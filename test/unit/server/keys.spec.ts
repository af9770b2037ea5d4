/// <reference types="@rbxts/testez/globals" />
import { checkKey } from "../../../src/server/store/keys";

export = () => {
	it("takes a key of 1 to 46 bytes of UTF-8", () => {
		expect(checkKey("k", "C")).to.equal(undefined);
		expect(checkKey(string.rep("k", 46), "C")).to.equal(undefined);
		expect(checkKey("ключ", "C")).to.equal(undefined);
	});

	it("refuses an empty, a too long and a broken key, and says what was expected", () => {
		for (const [key, actual] of [
			["", "0 bytes"],
			[string.rep("k", 47), "47 bytes"],
			["\xff", "invalid UTF-8"],
			["~q/k", "~q/k"],
		]) {
			const problem = checkKey(key, "C")!;
			expect(problem.kind).to.equal("invalidKey");
			expect(problem.context.actual).to.equal(actual);
			expect(problem.context.collection).to.equal("C");
		}
	});
};
