/// <reference types="@rbxts/testez/globals" />
import { TokenBucket } from "../../../../src/server/publish/token-bucket";

export = () => {
	it("gives what was saved up, and then says how long to wait", () => {
		const bucket = new TokenBucket(10, 20, 0);
		expect(bucket.spend(15, 0)).to.equal(0);
		expect(bucket.spend(10, 0)).to.be.near(0.5);
		expect(bucket.spend(5, 0)).to.equal(0);
		expect(bucket.spend(1, 0)).to.be.near(0.1);
	});

	it("takes nothing from who has to wait", () => {
		const bucket = new TokenBucket(10, 20, 0);
		bucket.spend(20, 0);
		for (const _ of $range(1, 10)) expect(bucket.spend(10, 0) > 0).to.equal(true);
		expect(bucket.spend(10, 1)).to.equal(0);
	});

	it("is enough after exactly as long as it said", () => {
		const bucket = new TokenBucket(20, 60, 3);
		bucket.spend(60, 3);
		const wait = bucket.spend(40, 3);
		expect(bucket.spend(40, 3 + wait * 0.99) > 0).to.equal(true);
		expect(bucket.spend(40, 3 + wait + 0.001)).to.equal(0);
	});

	it("saves up no more than its limit", () => {
		const bucket = new TokenBucket(10, 20, 0);
		expect(bucket.spend(20, 1000)).to.equal(0);
		expect(bucket.spend(1, 1000) > 0).to.equal(true);
	});

	it("gives all there can be for what costs more", () => {
		const bucket = new TokenBucket(10, 20, 0);
		expect(bucket.spend(50, 0)).to.equal(0);
		expect(bucket.spend(50, 1) > 0).to.equal(true);
		expect(bucket.spend(50, 2.01)).to.equal(0);
	});

	it("asks nothing of what costs nothing", () => {
		const bucket = new TokenBucket(10, 20, 0);
		bucket.spend(20, 0);
		expect(bucket.spend(0, 0)).to.equal(0);
	});
};
