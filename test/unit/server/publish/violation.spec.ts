/// <reference types="@rbxts/testez/globals" />
import { VIOLATION_POINTS, ViolationScore } from "../../../../src/server/publish/violation";

export = () => {
	it("a score adds up, and goes down with time, but never below nothing", () => {
		const score = new ViolationScore(2);
		expect(score.add(10, 100)).to.equal(10);
		expect(score.add(5, 101)).to.equal(13);
		expect(score.at(103)).to.equal(9);
		expect(score.at(1000)).to.equal(0);
		expect(score.add(1, 1000)).to.equal(1);
	});

	it("asking for a score does not change it", () => {
		const score = new ViolationScore(1);
		score.add(10, 0);
		for (const _ of $range(1, 5)) score.at(4);
		expect(score.at(4)).to.equal(6);
	});

	it("being too fast weighs little beside what no honest client does", () => {
		for (const [kind, points] of pairs(VIOLATION_POINTS)) {
			if (kind !== "tooFast") expect(points >= 10 * VIOLATION_POINTS.tooFast).to.equal(true);
		}
	});
};
