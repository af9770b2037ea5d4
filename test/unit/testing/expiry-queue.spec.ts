/// <reference types="@rbxts/testez/globals" />
import { ExpiryQueue } from "../../../src/testing/data-store/expiry-queue";

export = () => {
	// issue "A universe worth trusting": memory stays bounded over long runs
	it("gives what is due, oldest first, and each only once", () => {
		const queue = new ExpiryQueue<string>();
		queue.add(1, "a");
		queue.add(2, "b");
		expect(queue.take(0)).to.equal(undefined);
		expect(queue.take(2)).to.equal("a");
		expect(queue.take(1)).to.equal(undefined);
		expect(queue.take(2)).to.equal("b");
		expect(queue.take(100)).to.equal(undefined);
	});

	it("loses none while it moves together", () => {
		const queue = new ExpiryQueue<number>();
		let taken = 0;
		for (let round = 1; round <= 1000; round += 1) {
			queue.add(round, round);
			const due = queue.take(round - 100);
			if (due === undefined) continue;
			taken += 1;
			expect(due).to.equal(taken);
		}
		expect(taken).to.equal(900);
	});
};
