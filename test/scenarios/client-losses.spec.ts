/// <reference types="@rbxts/testez/globals" />
import type { Mutation } from "../../src/client";
import type { PublishConfig } from "../../src/server";
import { ANN, ClientWorld, GameClient, GameServer, Mail, standOf } from "./support/client-world";
import { findHeadless } from "./support/headless";

export = () => {
	if (findHeadless() === undefined) SKIP();

	let world: ClientWorld;
	let host: GameServer;
	let ann: GameClient;
	let mail: Mail;

	function begin(config?: Partial<PublishConfig>): void {
		world = new ClientWorld({ config });
		host = world.startServer();
		mail = {};
		ann = world.joinWith(host, ANN, mail);
		ann.news();
	}

	beforeEach(() => begin());

	afterEach(() => {
		expect(world.problems()).to.equal("");
		mail.loses = undefined;
		world.run(60);
		expect(ann.coins()).to.equal(host.session("12").data.coins);
		expect(ann.state.getRevision()).to.equal(host.session("12").revision);
	});

	/** Loses so many messages one way from now on. */
	function lose(toServer: boolean, times = math.huge): void {
		let left = times;
		mail.loses = (_message, isToServer) => {
			if (isToServer !== toServer || left === 0) return false;
			left -= 1;
			return true;
		};
	}

	function setCoins(coins: number): void {
		host.change("12", (draft) => {
			draft.coins = coins;
		});
		world.run(0.1);
	}

	function bytesSince(count: number): number {
		let bytes = 0;
		ann.received.forEach((message, index) => {
			if (index >= count) bytes += buffer.len(message);
		});
		return bytes;
	}

	describe("what a client has asked for", () => {
		it("is asked for again when it is lost, and done once", () => {
			lose(true, 1);
			const mutation = ann.ask((state) => state.mutate.earn(1));
			world.run(0.9);
			expect(standOf(mutation)).to.equal("predicted");
			world.run(1);
			expect(standOf(mutation)).to.equal("confirmed");
			expect(host.session("12").data.coins).to.equal(101);
		});

		it("is not done again when only the answer was lost", () => {
			lose(false, 1);
			const mutation = ann.ask((state) => state.mutate.earn(1));
			world.run(0.9);
			expect(standOf(mutation)).to.equal("predicted");
			expect(host.session("12").data.coins).to.equal(101);
			world.run(3);
			expect(standOf(mutation)).to.equal("confirmed");
			expect(host.session("12").data.coins).to.equal(101);
			expect(ann.news()).to.equal("coins 100 → 101 predicted");
		});

		it("is not taken for refused because of what was refused long before it", () => {
			begin({ tokensMax: 200 });
			ann.ask((state) => state.mutate.tryLuck());
			world.run(1);
			const earn = (count: number) => {
				const asked = new Array<Mutation>();
				for (const _ of $range(1, count)) asked.push(ann.ask((state) => state.mutate.earn(1)));
				return asked;
			};
			// The last of those that are answered again is as many bits' worth behind the refusal as it could be ahead of it.
			for (const count of [20, 20]) {
				earn(count);
				world.run(1);
			}
			lose(false);
			const asked = earn(32);
			world.run(1);
			mail.loses = undefined;
			world.run(10);
			expect(asked.filter((mutation) => standOf(mutation) !== "confirmed").size()).to.equal(0);
		});

		it("is not taken for done when the answer that it was not was lost", () => {
			lose(false, 1);
			const mutation = ann.ask((state) => state.mutate.tryLuck());
			world.run(5);
			expect(standOf(mutation)).to.equal("rejected: refused Not today.");
			expect(ann.coins()).to.equal(100);
		});

		it("keeps its order when the first of several is lost", () => {
			lose(true, 1);
			ann.ask((state) => state.mutateAs("high").describe("a"));
			const asked = ["b", "c", "d"].map((bio) => {
				world.run(0.05);
				return ann.ask((state) => state.mutate.describe(bio));
			});
			world.run(4);
			for (const mutation of asked) expect(standOf(mutation)).to.equal("confirmed");
			expect(host.session("12").data.bio).to.equal("d");
			expect(ann.news().find("confirmed", 1, true)[0]).to.equal(undefined);
		});

		it("is settled also where every answer to a whole window was lost", () => {
			lose(false);
			const asked = new Array<Mutation>();
			ann.inside(() => {
				for (const _ of $range(1, 32)) asked.push(ann.state.mutate.earn(1));
			});
			world.run(5);
			mail.loses = undefined;
			world.run(40);
			for (const mutation of asked) expect(standOf(mutation)).to.equal("confirmed");
			expect(host.session("12").data.coins).to.equal(132);
		});

		it("is not asked for ever faster while nothing is answered", () => {
			lose(true);
			ann.ask((state) => state.mutate.earn(1));
			const before = ann.sent.size();
			world.run(60);
			expect(ann.sent.size() - before < 10).to.equal(true);
			mail.loses = undefined;
			world.run(40);
			expect(host.session("12").data.coins).to.equal(101);
		});
	});

	describe("changes that are lost", () => {
		it("are fetched from those that the server keeps, in their order", () => {
			lose(false, 3);
			for (const coins of [1, 2, 3]) setCoins(coins);
			const before = ann.received.size();
			setCoins(4);
			world.run(2);
			expect(ann.coins()).to.equal(4);
			expect(ann.news()).to.equal("coins 100 → 4 remote");
			// Four changes of one number each, once again: no snapshot.
			expect(bytesSince(before) < 60).to.equal(true);
		});

		it("are made good by a snapshot where the server does not keep them any more", () => {
			begin({ recentChanges: 2 });
			host.change("12", (draft) => {
				draft.bio = string.rep("b", 90);
			});
			world.run(1);
			ann.news();
			lose(false, 3);
			for (const coins of [1, 2, 3]) setCoins(coins);
			const before = ann.received.size();
			setCoins(4);
			world.run(2);
			expect(ann.coins()).to.equal(4);
			expect(ann.news()).to.equal("coins 100 → 4 remote");
			expect(bytesSince(before) > 90).to.equal(true);
		});

		it("do not keep the client from asking for something", () => {
			lose(false, 1);
			setCoins(50);
			const mutation = ann.ask((state) => state.mutate.earn(5));
			world.run(3);
			expect(standOf(mutation)).to.equal("confirmed");
			expect(ann.coins()).to.equal(55);
		});

		it("are noticed by the next comparison, if nothing else comes", () => {
			begin({ hashSeconds: 5 });
			mail.damages = (message) => {
				// Of a change of the coins alone the last byte is of the number.
				const damaged = buffer.fromstring(buffer.tostring(message));
				const last = buffer.len(damaged) - 1;
				buffer.writeu8(damaged, last, bit32.bxor(buffer.readu8(damaged, last), 2));
				mail.damages = undefined;
				return damaged;
			};
			setCoins(60);
			world.run(0.2);
			expect(ann.coins() !== 60).to.equal(true);
			world.run(8);
			expect(ann.coins()).to.equal(60);
		});
	});

	describe("a message that is none", () => {
		it("is told to the log, and has the client ask for all of it", () => {
			mail.damages = (message) => {
				mail.damages = undefined;
				const cut = buffer.create(buffer.len(message) - 1);
				buffer.copy(cut, 0, message, 0, buffer.len(message) - 1);
				return cut;
			};
			const mutation = ann.ask((state) => state.mutate.gamble());
			world.run(3);
			expect(ann.events.map(({ event }) => event).join(" ")).to.equal("stateUnreadable");
			expect(ann.coins()).to.equal(101);
			expect(standOf(mutation)).to.equal("confirmed");
		});
	});
};
