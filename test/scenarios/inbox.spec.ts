/// <reference types="@rbxts/testez/globals" />
import { findHeadless } from "./support/headless";
import { HoldfastWorld } from "./support/holdfast-world";
import { coinsOf, sendGift, status, transfer } from "./support/post";

export = () => {
	if (findHeadless() === undefined) SKIP();

	it("smoke: a gift to nobody's document, to an open one", () => {
		const world = new HoldfastWorld();
		const [a, b] = [world.boot(), world.boot()];
		const sent = sendGift(a, 5);
		world.run(2);
		expect(sent.said).to.equal("sent");
		const session = world.opened(b);
		expect(session.data.coins).to.equal(5);
		const again = sendGift(a, 7);
		world.run(3);
		expect(again.said).to.equal("sent");
		expect(session.data.coins).to.equal(12);
		const asked = status(a, again.id!);
		world.run(1);
		expect(asked.said).to.equal("waiting");
		b.close(session);
		world.run(2);
		const told = status(a, again.id!);
		world.run(1);
		expect(told.said).to.equal("delivered");
		expect(world.stored()!.inbox).to.equal(undefined);
		expect(world.problems()).to.equal("");
	});

	it("smoke: a transfer", () => {
		const world = new HoldfastWorld();
		const [a, b] = [world.boot(), world.boot()];
		const ann = world.opened(a, "ann");
		ann.set(["coins"], 100);
		const sent = transfer(a, ann, { amount: 30 }, "ben");
		world.run(3);
		expect(sent.said).to.equal("sent");
		expect(coinsOf(world, "ann", "ben")).to.equal("ann 70, ben none, under way 30");
		expect(a.manager.inTransit(ann).size()).to.equal(1);
		const ben = world.opened(b, "ben");
		expect(ben.data.coins).to.equal(30);
		b.close(ben);
		world.run(10);
		expect(a.manager.inTransit(ann).size()).to.equal(0);
		a.close(ann);
		world.run(3);
		expect(coinsOf(world, "ann", "ben")).to.equal("ann 70, ben 30");
		expect(world.problems()).to.equal("");
	});

	it("smoke: a transfer that expires", () => {
		const world = new HoldfastWorld();
		const a = world.boot();
		const ann = world.opened(a, "ann");
		ann.set(["coins"], 100);
		transfer(a, ann, { amount: 30 }, "ben", { expirySeconds: 60 });
		world.run(120);
		expect(a.manager.inTransit(ann).size()).to.equal(0);
		expect(ann.data.coins).to.equal(100);
		a.close(ann);
		world.run(3);
		expect(coinsOf(world, "ann", "ben")).to.equal("ann 100, ben none");
		expect(world.problems()).to.equal("");
	});
};
