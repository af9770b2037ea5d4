/// <reference types="@rbxts/testez/globals" />
import type { Mutation } from "../../src/client";
import { ANN, BEN, ClientWorld, GameClient, GameServer, standOf } from "./support/client-world";
import { findHeadless } from "./support/headless";

const SECRET = "nobody may read this!";
const PERSONAL = "only for her own eyes.";

/** Whether a text is anywhere in what a client has received. */
function hasRead(client: GameClient, text: string): boolean {
	return client.received.some((message) => buffer.tostring(message).find(text, 1, true)[0] !== undefined);
}

export = () => {
	if (findHeadless() === undefined) SKIP();

	let world: ClientWorld;
	let host: GameServer;
	let ann: GameClient;
	let ben: GameClient;

	beforeEach(() => {
		world = new ClientWorld();
		host = world.startServer();
		ann = world.joinWith(host, ANN);
		ben = world.joinWith(host, BEN);
	});

	afterEach(() => {
		expect(world.problems()).to.equal("");
	});

	describe("somebody else's document", () => {
		it("shows what is public of it, and nothing else ever crosses", () => {
			host.change("12", (draft) => {
				draft.diary = SECRET;
				draft.bio = PERSONAL;
				draft.title = "the first";
			});
			host.show(host.session("12"), BEN);
			world.run(1);
			expect(ben.other("12").getState()!.title).to.equal("the first");
			expect(ben.other("12").getState()!.coins).to.equal(undefined);
			host.change("12", (draft) => {
				draft.title = "the second";
				draft.bio = `${PERSONAL} Still.`;
				draft.diary = `${SECRET} Still.`;
				draft.coins += 1;
			});
			world.run(1);
			expect(ben.other("12").getState()!.title).to.equal("the second");
			// The same search finds what may be read, so that it would find what may not.
			expect(hasRead(ann, PERSONAL) && hasRead(ben, "the second")).to.equal(true);
			expect(hasRead(ben, PERSONAL)).to.equal(false);
			expect(hasRead(ann, SECRET) || hasRead(ben, SECRET)).to.equal(false);
		});

		it("is silent while nothing public of it changes", () => {
			host.show(host.session("12"), BEN);
			world.run(1);
			const before = ben.received.size();
			for (const coins of $range(1, 10)) {
				host.change("12", (draft) => {
					draft.coins = coins;
					draft.luck = coins;
				});
				world.run(0.1);
			}
			expect(ben.received.size()).to.equal(before);
			host.change("12", (draft) => {
				draft.title = "heard";
			});
			world.run(1);
			expect(ben.other("12").getState()!.title).to.equal("heard");
		});

		it("is not theirs to change", () => {
			host.show(host.session("12"), BEN);
			world.run(1);
			let mutation: Mutation | undefined;
			ben.inside(() => (mutation = ben.other("12").mutate.rename("mine")));
			world.run(1);
			expect(standOf(mutation!)).to.equal("rejected: forbidden The document is only shown to this player.");
			expect(host.session("12").data.title).to.equal("new");
		});
	});

	it("what is private crosses neither with a snapshot, a change, an answer nor a comparison", () => {
		world = new ClientWorld({ config: { hashSeconds: 1 } });
		host = world.startServer();
		ann = world.join(host, ANN);
		const session = host.open("12", 12);
		host.change("12", (draft) => {
			draft.diary = SECRET;
		});
		host.show(session, ANN);
		world.run(1);
		for (const index of $range(1, 5)) {
			host.change("12", (draft) => {
				draft.diary = `${SECRET} ${index}`;
				draft.title = `title ${index}`;
			});
			ann.ask((state) => state.mutate.roll());
			ann.ask((state) => state.mutate.clear());
			ann.ask((state) => state.mutate.broken());
			world.run(1.5);
		}
		expect(hasRead(ann, "title 5")).to.equal(true);
		expect(hasRead(ann, SECRET)).to.equal(false);
		expect(hasRead(ann, "the game's own mistake")).to.equal(false);
	});

	describe("a document of several players", () => {
		let guild: ReturnType<GameServer["session"]>;

		beforeEach(() => {
			guild = host.open("guild");
			host.show(guild, ANN, { view: "owner" });
			host.show(guild, BEN, { view: "owner" });
			world.run(1);
		});

		function of(client: GameClient): GameClient["state"] {
			return client.other("guild");
		}

		function ask(client: GameClient, what: (state: GameClient["state"]) => Mutation): Mutation {
			let asked: Mutation | undefined;
			client.inside(() => (asked = what(of(client))));
			return asked!;
		}

		it("has what all of them do, and all see it", () => {
			const heard = new Array<string>();
			of(ben).addChangeListener(["coins"], (coins, _before, changeType) => heard.push(`${coins} ${changeType}`));
			ask(ann, (state) => state.mutate.earn(5));
			ask(ben, (state) => state.mutate.count("b", 1));
			world.run(1);
			expect(guild.data.coins).to.equal(105);
			expect(guild.data.stats.get("b")).to.equal(1);
			for (const client of [ann, ben]) {
				expect(of(client).getState()!.coins).to.equal(105);
				expect(of(client).getState()!.stats.get("b")).to.equal(1);
			}
			expect(heard.join("; ")).to.equal("105 remote");
		});

		it("gives the last torch to the one who came first, and corrects the other", () => {
			host.inside(() => guild.set(["coins"], 30));
			world.run(1);
			const first = ask(ann, (state) => state.mutateAs("high").buyItem("torch"));
			world.run(0.02);
			const second = ask(ben, (state) => state.mutate.buyItem("torch"));
			expect(of(ben).getState()!.coins).to.equal(10);
			world.run(1);
			expect(`${standOf(first)}; ${standOf(second)}`).to.equal("confirmed; rejected: refused Too few coins.");
			for (const client of [ann, ben]) {
				expect(of(client).getState()!.coins).to.equal(10);
				expect(of(client).getState()!.inventory.size()).to.equal(1);
			}
		});

		it("stays the same for all through many changes by both", () => {
			for (const index of $range(1, 40)) {
				ask(ann, (state) => state.mutate.count("a", index));
				ask(ben, (state) => (index % 5 === 0 ? state.mutate.gamble() : state.mutate.count("a", -1)));
				ask(ann, (state) => (index % 4 === 0 ? state.mutate.buyItem("torch") : state.mutate.earn(7)));
				world.run(0.11);
			}
			world.run(8);
			expect(guild.data.stats.get("a")).to.equal(820 - 32);
			for (const client of [ann, ben]) {
				expect(of(client).getStatus()).to.equal("confirmed");
				expect(of(client).getState()!.coins).to.equal(guild.data.coins);
				expect(of(client).getState()!.inventory.size()).to.equal(guild.data.inventory.size());
				expect(of(client).getState()!.stats.get("a")).to.equal(788);
			}
		});

		it("goes on for one when the other leaves", () => {
			ask(ben, (state) => state.mutate.earn(1));
			host.server.leave(ben.client);
			world.run(1);
			const mutation = ask(ann, (state) => state.mutate.earn(1));
			world.run(1);
			expect(standOf(mutation)).to.equal("confirmed");
			expect(of(ann).getState()!.coins).to.equal(guild.data.coins);
		});
	});
};
