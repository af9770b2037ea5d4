/// <reference types="@rbxts/testez/globals" />
import { formatPath } from "../../../../src/shared/data";

export = () => {
	describe("a path as text", () => {
		it("reads like an access in code", () => {
			expect(formatPath(["inventory", 3, "amount"])).to.equal("inventory[3].amount");
			expect(formatPath([0, 1])).to.equal("[0][1]");
			expect(formatPath(["coins"])).to.equal("coins");
		});

		it("quotes keys that are no names", () => {
			expect(formatPath(["pets", "old rex", "level"])).to.equal('pets["old rex"].level');
			expect(formatPath(["1st"])).to.equal('["1st"]');
			expect(formatPath([""])).to.equal('[""]');
		});

		it("names the root", () => {
			expect(formatPath([])).to.equal("(root)");
		});
	});
};
