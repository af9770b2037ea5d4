/// <reference types="@rbxts/testez/globals" />
import { ClientWorld, GameClient, GameServer, standOf } from "./support/client-world";
import { findHeadless } from "./support/headless";

export = () => {
	if (findHeadless() === undefined) SKIP();

	let world: ClientWorld;
	let host: GameServer;
	let ann: GameClient;

	beforeEach(() => {
		world = new ClientWorld({ latency: [0.2, 0.2] });
		host = world.startServer();
		ann = world.joinWith(host);
		ann.news();
	});

	afterEach(() => {
		expect(world.problems()).to.equal("");
	});

	/** Until the client has heard of what the server did, and the server not yet of what the client did. */
	function crossing(): void {
		world.run(0.3);
	}

	describe("a guess that is merged", () => {
		it("is done again on what the server has changed", () => {
			const mutation = ann.ask((state) => state.mutate.earn(10));
			host.change("12", (draft) => {
				draft.coins = 500;
			});
			crossing();
			expect(ann.coins()).to.equal(510);
			expect(standOf(mutation)).to.equal("predicted");
			world.run(1);
			expect(standOf(mutation)).to.equal("confirmed");
			expect(ann.news()).to.equal("coins 100 → 110 predicted; coins 110 → 510 remote");
		});

		it("is not shown where it does not fit any more", () => {
			const mutation = ann.ask((state) => state.mutate.buyItem("torch"));
			const other = ann.ask((state) => state.mutate.count("wins", 1));
			host.change("12", (draft) => {
				draft.coins = 10;
			});
			crossing();
			expect(ann.coins()).to.equal(10);
			expect(ann.state.getState()!.inventory.size()).to.equal(0);
			expect(ann.state.getState()!.stats.get("wins")).to.equal(1);
			expect(standOf(mutation)).to.equal("predicted");
			world.run(1);
			expect(standOf(mutation)).to.equal("rejected: refused Too few coins.");
			expect(standOf(other)).to.equal("confirmed");
			expect(ann.coins()).to.equal(10);
		});

		it("keeps its place among items that the server puts before it", () => {
			ann.ask((state) => state.mutate.buyItem("torch"));
			host.change("12", (draft) => {
				draft.inventory.unshift({ id: "gift", amount: 2 });
			});
			crossing();
			const shown = () => ann.state.getState()!.inventory.map(({ id }) => id);
			expect(shown().join(" ")).to.equal("torch gift");
			world.run(1);
			expect(shown().join(" ")).to.equal("torch gift");
			expect(
				host
					.session("12")
					.data.inventory.map(({ id }) => id)
					.join(" "),
			).to.equal("torch gift");
		});
	});

	describe("a guess by which the server wins", () => {
		it("is taken back as soon as the server has changed the same", () => {
			const mutation = ann.ask((state) => state.mutate.rename("Ann"));
			host.change("12", (draft) => {
				draft.title = "King";
			});
			crossing();
			expect(ann.state.getState()!.title).to.equal("King");
			expect(standOf(mutation)).to.equal("predicted");
			world.run(1);
			// It was under way already, so that the server has done it after its own change.
			expect(standOf(mutation)).to.equal("confirmed");
			expect(ann.news()).to.equal("title new → Ann predicted; title Ann → King remote; title King → Ann confirmed");
		});

		it("is never sent if it was not sent yet", () => {
			host.change("12", (draft) => {
				draft.title = "King";
			});
			world.run(0.1);
			const before = ann.sent.size();
			const mutation = ann.ask((state) => state.mutateAs("low").rename("Ann"));
			world.run(2);
			expect(standOf(mutation)).to.equal("rejected: conflict The server has changed the same.");
			expect(ann.state.getState()!.title).to.equal("King");
			expect(host.session("12").data.title).to.equal("King");
			expect(ann.sent.size()).to.equal(before);
		});

		it("stays where the server has changed something else", () => {
			const mutation = ann.ask((state) => state.mutate.rename("Ann"));
			host.change("12", (draft) => {
				draft.coins = 7;
			});
			crossing();
			expect(ann.state.getState()!.title).to.equal("Ann");
			world.run(1);
			expect(standOf(mutation)).to.equal("confirmed");
			expect(ann.news()).to.equal("title new → Ann predicted; coins 100 → 7 remote");
		});

		it("is in no conflict with what this client did before", () => {
			ann.ask((state) => state.mutate.rename("Ann"));
			world.run(0.1);
			const second = ann.ask((state) => state.mutate.rename("Anna"));
			world.run(0.35);
			expect(standOf(second)).to.equal("predicted");
			expect(ann.state.getState()!.title).to.equal("Anna");
			world.run(1);
			expect(ann.news()).to.equal("title new → Ann predicted; title Ann → Anna predicted");
		});
	});

	describe("a guess by which the client wins", () => {
		it("stays in view until the server has answered, and is done last there", () => {
			const mutation = ann.ask((state) => state.mutate.describe("mine"));
			host.change("12", (draft) => {
				draft.bio = "theirs";
				draft.coins = 5;
			});
			crossing();
			expect(ann.state.getState()!.bio).to.equal("mine");
			expect(ann.coins()).to.equal(5);
			world.run(1);
			expect(standOf(mutation)).to.equal("confirmed");
			expect(host.session("12").data.bio).to.equal("mine");
			expect(ann.news()).to.equal("bio  → mine predicted; coins 100 → 5 remote");
		});
	});
};
