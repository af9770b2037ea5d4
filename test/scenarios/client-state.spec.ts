/// <reference types="@rbxts/testez/globals" />
import { ClientWorld, GameClient, GameServer, standOf } from "./support/client-world";
import { findHeadless } from "./support/headless";

export = () => {
	if (findHeadless() === undefined) SKIP();

	let world: ClientWorld;
	let host: GameServer;
	let ann: GameClient;

	beforeEach(() => {
		world = new ClientWorld();
		host = world.startServer();
		ann = world.joinWith(host);
		ann.news();
	});

	afterEach(() => {
		expect(world.problems()).to.equal("");
	});

	describe("a client", () => {
		it("sees its document without what is private", () => {
			const state = ann.state.getState()!;
			expect(state.coins).to.equal(100);
			expect(state.settings.volume).to.equal(0.5);
			expect((state as { luck?: number }).luck).to.equal(undefined);
			expect(ann.state.getRevision()).to.equal(host.session("12").revision);
		});

		it("sees what it has asked for at once, and hears nothing more of it when it was right", () => {
			const mutation = ann.ask((state) => state.mutate.buyItem("torch"));
			expect(standOf(mutation)).to.equal("predicted");
			expect(ann.coins()).to.equal(80);
			expect(ann.news()).to.equal("coins 100 → 80 predicted; inventory … → … predicted");
			expect(ann.state.getStatus(["coins"])).to.equal("pending");
			expect(ann.state.getStatus(["title"])).to.equal("confirmed");
			world.run(1);
			expect(standOf(mutation)).to.equal("confirmed");
			expect(host.session("12").data.coins).to.equal(80);
			expect(ann.news()).to.equal("");
			expect(ann.state.getStatus()).to.equal("confirmed");
		});

		it("is corrected when it was wrong", () => {
			const mutation = ann.ask((state) => state.mutate.tryLuck());
			expect(ann.coins()).to.equal(150);
			world.run(1);
			expect(standOf(mutation)).to.equal("rejected: refused Not today.");
			expect(ann.coins()).to.equal(100);
			expect(ann.news()).to.equal("coins 100 → 150 predicted; coins 150 → 100 rejected");
		});
	});
};
