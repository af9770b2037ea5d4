/// <reference types="@rbxts/testez/globals" />
import type { Mutation } from "../../src/client";
import { ANN, BEN, ClientWorld, GameClient, GameServer, Mail, standOf } from "./support/client-world";
import { findHeadless } from "./support/headless";

export = () => {
	if (findHeadless() === undefined) SKIP();

	let world: ClientWorld;
	let host: GameServer;
	let mail: Mail;

	beforeEach(() => {
		world = new ClientWorld();
		host = world.startServer();
		mail = {};
	});

	afterEach(() => {
		expect(world.problems()).to.equal("");
	});

	/** Ann, whose document has so many items and is open but not in view. */
	function withItems(count: number): GameClient {
		const ann = world.join(host, ANN, mail);
		host.open("12", 12);
		host.change("12", (draft) => {
			for (const index of $range(1, count)) draft.inventory.push({ id: `item ${index} of many`, amount: index });
		});
		return ann;
	}

	function progressOf(client: GameClient): Array<number> {
		const progress = new Array<number>();
		client.state.progressed.subscribe((part) => progress.push(part));
		return progress;
	}

	function largest(messages: ReadonlyArray<buffer>): number {
		return messages.reduce((most, message) => math.max(most, buffer.len(message)), 0);
	}

	describe("a large document", () => {
		it("arrives in parts, and says how much of it is there", () => {
			const ann = withItems(4000);
			const progress = progressOf(ann);
			host.show(host.session("12"), ANN);
			world.run(2);
			expect(progress.size() > 5).to.equal(true);
			expect(progress[0]).to.equal(0);
			for (const index of $range(1, progress.size() - 1)) {
				expect(progress[index] > progress[index - 1]).to.equal(true);
			}
			expect(progress[progress.size() - 1]).to.equal(1);
			expect(ann.state.getState()!.inventory.size()).to.equal(4000);
			expect(ann.state.getState()!.inventory[3999].id).to.equal("item 4000 of many");
			expect(largest(ann.received) < 12500).to.equal(true);
		});

		it("may change while it arrives, and is right when it is there", () => {
			const ann = withItems(4000);
			host.show(host.session("12"), ANN);
			for (const coins of $range(1, 12)) {
				host.change("12", (draft) => {
					draft.coins = coins;
					draft.inventory.remove(0);
				});
				world.run(0.02);
				if (coins === 4) expect(ann.coins()).to.equal(undefined);
			}
			world.run(2);
			expect(ann.coins()).to.equal(12);
			expect(ann.state.getState()!.inventory.size()).to.equal(3988);
			expect(ann.state.getState()!.inventory[0].id).to.equal("item 13 of many");
			expect(ann.state.getRevision()).to.equal(host.session("12").revision);
		});

		it("does not keep another document from arriving", () => {
			const ann = withItems(4900);
			const small = host.open("small");
			host.show(host.session("12"), ANN);
			host.show(small, ANN, { view: "owner" });
			world.run(0.15);
			expect(ann.coins()).to.equal(undefined);
			expect(ann.other("small").getState()!.coins).to.equal(100);
		});

		it("of which a part is lost is asked for anew", () => {
			const ann = withItems(4000);
			let count = 0;
			mail.loses = (_message, isToServer) => {
				if (!isToServer) count += 1;
				return !isToServer && count === 3;
			};
			host.show(host.session("12"), ANN);
			world.run(30);
			expect(ann.state.getState()?.inventory.size()).to.equal(4000);
		});
	});

	describe("a client that comes late", () => {
		it("is told when its document is there", () => {
			const ann = world.join(host, ANN);
			let ready: number | undefined;
			let again: number | undefined;
			ann.inside(() => {
				ready = ann.state.onceReady().expect().coins;
				again = ann.state.onceReady().expect().coins;
			});
			world.run(5);
			expect(ann.state.isReady()).to.equal(false);
			expect(ready).to.equal(undefined);
			host.show(host.open("12", 12), ANN);
			world.run(1);
			expect(ready).to.equal(100);
			expect(again).to.equal(100);
			expect(ann.state.isReady()).to.equal(true);
		});

		it("is sent nothing before it listens, and then only how it is", () => {
			const client = host.server.join(ANN);
			const session = host.open("12", 12);
			host.show(session, ANN);
			for (const coins of $range(1, 60)) {
				host.change("12", (draft) => {
					draft.coins = coins;
				});
				world.run(0.1);
			}
			const ann = world.meet(client, ANN);
			world.run(1);
			expect(ann.coins()).to.equal(60);
			expect(ann.received.size()).to.equal(1);
			expect(buffer.len(ann.received[0]) < 100).to.equal(true);
		});

		it("is heard also where its first message is lost", () => {
			mail.loses = (_message, isToServer) => isToServer;
			const ann = world.joinWith(host, ANN, mail);
			expect(ann.coins()).to.equal(undefined);
			mail.loses = undefined;
			world.run(20);
			expect(ann.coins()).to.equal(100);
		});
	});

	it("a client that begins anew sees its document again, also if it has just spent all that it may", () => {
		world = new ClientWorld({ config: { tokensMax: 6, tokensPerSecond: 1 } });
		host = world.startServer();
		const ann = world.joinWith(host);
		ann.ask((state) => state.mutate.expensive());
		world.run(0.3);
		ann.inside(() => {
			ann.states.stop();
			ann.states.start();
		});
		host.change("12", (draft) => {
			draft.title = "meanwhile";
		});
		world.run(60);
		expect(ann.state.isReady()).to.equal(true);
		expect(ann.coins()).to.equal(host.session("12").data.coins);
		const mutation = ann.ask((state) => state.mutate.earn(1));
		world.run(1);
		expect(standOf(mutation)).to.equal("confirmed");
	});

	describe("a document that is not shown any more", () => {
		function leftAlone(hide: (session: ReturnType<GameServer["session"]>) => void): void {
			const ann = world.joinWith(host);
			const mutation = ann.ask((state) => state.mutate.earn(1));
			hide(host.session("12"));
			world.run(1);
			expect(mutation.getRejection()?.code).to.equal("closed");
			expect(ann.state.isReady()).to.equal(false);
			expect(standOf(ann.ask((state) => state.mutate.earn(1)))).to.equal(
				"rejected: notReady The document has not arrived yet.",
			);
			expect(ann.state.getState()).never.to.equal(undefined);
			expect(ann.state.getStatus()).to.equal("confirmed");
		}

		it("answers nothing: what waits is rejected", () => {
			leftAlone((session) => host.hide(session, ANN));
			expect(host.session("12").data.coins).to.equal(100);
		});

		it("may be one whose session has ended", () => {
			leftAlone((session) => host.inside(() => session.close()));
		});

		it("begins anew when it is shown again, and what was asked for before is not done then", () => {
			const ann = world.joinWith(host);
			const session = host.session("12");
			for (const _ of $range(1, 5)) ann.ask((state) => state.mutate.earn(1));
			host.hide(session, ANN);
			host.change("12", (draft) => {
				draft.title = "back";
			});
			host.show(session, ANN);
			world.run(1);
			expect(ann.coins()).to.equal(100);
			expect(ann.state.getState()!.title).to.equal("back");
			const mutation = ann.ask((state) => state.mutate.earn(2));
			world.run(1);
			expect(standOf(mutation)).to.equal("confirmed");
			expect(session.data.coins).to.equal(102);
			expect(host.violations.size()).to.equal(0);
		});

		it("is the same for who looks at it: hidden and shown many times, it is right in the end", () => {
			const ann = world.joinWith(host);
			for (const round of $range(1, 40)) {
				host.hide(host.session("12"), ANN);
				if (round % 3 === 0) world.run(0.03);
				host.show(host.session("12"), ANN);
				ann.ask((state) => state.mutate.earn(1));
				world.run(0.04);
			}
			world.run(2);
			expect(ann.coins()).to.equal(host.session("12").data.coins);
			expect(ann.state.getStatus()).to.equal("confirmed");
		});
	});

	describe("a player who goes to another server in mid-flight", () => {
		/** Ann leaves so long after she has asked for something, and comes to another server. Gives her coins there. */
		function hop(seconds: number): number {
			const ann = world.joinWith(host);
			const session = host.session("12");
			const asked = new Array<Mutation>();
			for (const _ of $range(1, 20)) asked.push(ann.ask((state) => state.mutate.earn(1)));
			world.run(seconds);
			host.server.leave(ann.client);
			host.inside(() => session.close());
			world.run(1);
			const other = world.startServer();
			const again = world.joinWith(other);
			const coins = again.coins()!;
			expect(coins).to.equal(session.data.coins);
			const mutation = again.ask((state) => state.mutate.earn(50));
			world.run(1);
			expect(standOf(mutation)).to.equal("confirmed");
			expect(other.session("12").data.coins).to.equal(coins + 50);
			return coins;
		}

		it("finds nothing of what had not arrived", () => {
			expect(hop(0.01)).to.equal(100);
		});

		it("finds what had arrived, once, and in its order", () => {
			const coins = hop(0.09);
			expect(coins > 100 && coins < 120).to.equal(true);
		});

		it("finds all that was answered", () => {
			expect(hop(1)).to.equal(120);
		});
	});

	it("each player sees their own document under the same name", () => {
		const ann = world.joinWith(host);
		const ben = world.joinWith(host, BEN);
		ben.ask((state) => state.mutate.earn(5));
		world.run(1);
		expect(ann.coins()).to.equal(100);
		expect(ben.coins()).to.equal(105);
	});
};
