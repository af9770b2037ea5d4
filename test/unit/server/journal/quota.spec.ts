/// <reference types="@rbxts/testez/globals" />
import { journalShareBytes, overQuota } from "../../../../src/server/journal/quota";
import { SeededRandom } from "../../../../src/testing";
import { expectSame } from "../../shared/data/support";

export = () => {
	describe("a server's share of the quota", () => {
		it("is six tenths of its part of the base and of what its players bring", () => {
			expect(journalShareBytes(1, 0)).to.be.near(0.6 * 65536, 0.001);
			expect(journalShareBytes(50, 50)).to.be.near(0.6 * (65536 / 50 + 50 * 1228.8), 0.001);
		});

		it("takes a server that knows of none, not even itself, as the only one", () => {
			expect(journalShareBytes(0, 0)).to.equal(journalShareBytes(1, 0));
		});

		it("leaves room in the platform's quota when every server uses all of its own (trace 16)", () => {
			let used = 0;
			for (const _ of $range(1, 50)) used += journalShareBytes(50, 50);
			expect(used).to.be.near(0.6 * (65536 + 50 * 50 * 1228.8), 0.01);
		});
	});

	describe("the documents over the quota", () => {
		const sizes = new Map([
			["a", 2000],
			["b", 5000],
			["c", 1000],
			["d", 2000],
		]);

		it("are none while all fit", () => {
			expectSame(overQuota(sizes, 20_000), []);
			expectSame(overQuota(new Map(), 0), []);
		});

		it("are the largest, and no more than needed", () => {
			expectSame(overQuota(sizes, 10_000), ["b"]);
			expectSame(overQuota(sizes, 5000), ["b", "a"]);
			expectSame(overQuota(sizes, 0), ["b", "a", "d", "c"]);
		});

		it("are found with what the platform takes for each item", () => {
			expectSame(overQuota(sizes, 10_004), ["b"]);
			expectSame(overQuota(sizes, 10_260), []);
			expectSame(overQuota(sizes, 10_260, 3), ["b"]);
			expectSame(overQuota(new Map([["a", 29_900]]), 31_000), []);
		});

		it("leave a rest that fits, over many servers", () => {
			for (const seed of $range(1, 200)) {
				const random = new SeededRandom(seed);
				const some = new Map<string, number>();
				for (const i of $range(1, random.nextInteger(0, 60))) some.set(`d${i}`, random.nextInteger(200, 9000));
				const share = journalShareBytes(random.nextInteger(1, 60), random.nextInteger(1, 60));
				const saved = overQuota(some, share);
				let rest = 0;
				for (const [id, size] of some) if (!saved.includes(id)) rest += size;
				expectSame(rest <= share, true, `seed ${seed}`);
				const last = saved.pop();
				// The last of them was needed.
				if (last !== undefined) expectSame(rest + some.get(last)! + 1024 + some.size() > share, true, `seed ${seed}`);
			}
		});
	});
};
