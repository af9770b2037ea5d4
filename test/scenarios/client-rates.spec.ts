/// <reference types="@rbxts/testez/globals" />
import type { Mutation } from "../../src/client";
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

	/** What the server does of what is asked for, in its order, and when. */
	function watch(): { readonly done: Array<string>; readonly at: Array<number> } {
		const done = new Array<string>();
		const at = new Array<number>();
		host.inside(() => {
			host.session("12").committed.subscribe(({ context }) => {
				done.push(tostring(context?.intent));
				at.push(world.universe.scheduler.now);
			});
		});
		return { done, at };
	}

	function tally(mutations: ReadonlyArray<Mutation>): string {
		const counts = new Map<string, number>();
		for (const mutation of mutations) {
			const stand = mutation.getRejection()?.code ?? mutation.getStatus();
			counts.set(stand, (counts.get(stand) ?? 0) + 1);
		}
		const told = new Array<string>();
		for (const [stand, count] of counts) told.push(`${count} ${stand}`);
		told.sort();
		return told.join(", ");
	}

	describe("a client that is too fast", () => {
		it("is told to wait, and loses nothing and no order", () => {
			const { done, at } = watch();
			const asked = [
				ann.ask((state) => state.mutate.expensive()),
				ann.ask((state) => state.mutate.expensive()),
				ann.ask((state) => state.mutate.rename("a")),
				ann.ask((state) => state.mutate.expensive()),
				ann.ask((state) => state.mutate.describe("b")),
			];
			world.run(1);
			expect(tally(asked)).to.equal("1 confirmed, 4 predicted");
			world.run(9);
			expect(tally(asked)).to.equal("5 confirmed");
			expect(done.join(" ")).to.equal("expensive expensive rename expensive describe");
			// 60 are saved up; the second takes what comes in a second, and the third what comes in two more.
			expect(at[1] - at[0] >= 1 && at[3] - at[1] >= 1.9).to.equal(true);
			expect(ann.coins()).to.equal(103);
			expect(host.violations.isEmpty()).to.equal(true);
		});

		it("for minutes, as a player who holds a key down, is never taken for a hostile one", () => {
			for (const _ of $range(1, 60 * 120)) {
				ann.ask((state) => state.mutate.count("a", 1));
				world.run(1 / 60);
			}
			world.run(5);
			const done = host.session("12").data.stats.get("a")!;
			expect(done > 20 * 120).to.equal(true);
			expect(ann.state.getState()!.stats.get("a")).to.equal(done);
			expect(host.violations.isEmpty()).to.equal(true);
		});

		it("does not knock at the door while it waits", () => {
			for (const _ of $range(1, 3)) ann.ask((state) => state.mutate.expensive());
			world.run(0.3);
			const before = ann.sent.size();
			world.run(0.5);
			expect(ann.sent.size()).to.equal(before);
		});
	});

	describe("a hundred at once", () => {
		it("are 32 at most under way; the others are refused at once, and none is done twice", () => {
			const { done, at } = watch();
			const asked = new Array<Mutation>();
			ann.inside(() => {
				for (const _ of $range(1, 100)) asked.push(ann.state.mutate.count("a", 1));
			});
			expect(tally(asked)).to.equal("32 predicted, 68 tooMany");
			world.run(3);
			expect(tally(asked)).to.equal("32 confirmed, 68 tooMany");
			expect(host.session("12").data.stats.get("a")).to.equal(32);
			expect(ann.state.getState()!.stats.get("a")).to.equal(32);
			expect(done.size()).to.equal(32);
			const inFrame = new Map<number, number>();
			for (const time of at) inFrame.set(time, (inFrame.get(time) ?? 0) + 1);
			for (const [, count] of inFrame) expect(count <= 8).to.equal(true);
		});

		it("are all done if those that were refused are asked for again", () => {
			let done = 0;
			ann.inside(() => {
				while (done < 100) {
					const asked = new Array<Mutation>();
					for (const _ of $range(1, 100 - done)) asked.push(ann.state.mutate.count("a", 1));
					for (const { settled } of asked) if (settled.expect().ok) done += 1;
				}
			});
			world.run(20);
			expect(done).to.equal(100);
			expect(host.session("12").data.stats.get("a")).to.equal(100);
		});

		it("are answered also where one answer is for all of them", () => {
			world = new ClientWorld({ config: { intentsPerFrame: 100 } });
			host = world.startServer();
			ann = world.joinWith(host);
			const asked = new Array<Mutation>();
			ann.inside(() => {
				for (const _ of $range(1, 32)) asked.push(ann.state.mutate.count("a", 1));
			});
			world.run(3);
			expect(tally(asked)).to.equal("32 confirmed");
			expect(host.session("12").data.stats.get("a")).to.equal(32);
		});

		it("arrive also where together they are longer than a message may be", () => {
			const asked = new Array<Mutation>();
			ann.inside(() => {
				for (const index of $range(1, 30)) asked.push(ann.state.mutate.write(string.rep("x", 400 + index)));
			});
			world.run(5);
			expect(tally(asked)).to.equal("30 confirmed");
			expect(host.session("12").data.note.size()).to.equal(430);
			expect(host.violations.map(({ kind }) => kind).join(" ")).to.equal("");
		});
	});

	describe("priorities", () => {
		it("send what is high at once, behind all that was asked for before it", () => {
			const { done } = watch();
			const before = ann.sent.size();
			ann.ask((state) => state.mutateAs("low").rename("a"));
			ann.ask((state) => state.mutate.earn(1));
			expect(ann.sent.size()).to.equal(before);
			ann.ask((state) => state.mutateAs("high").describe("b"));
			expect(ann.sent.size()).to.equal(before + 1);
			world.run(1);
			expect(ann.sent.size()).to.equal(before + 1);
			expect(done.join(" ")).to.equal("rename earn describe");
		});

		it("send what is normal at the end of the frame, in one message", () => {
			const before = ann.sent.size();
			for (const amount of $range(1, 5)) ann.ask((state) => state.mutate.earn(amount));
			expect(ann.sent.size()).to.equal(before);
			world.run(0.04);
			expect(ann.sent.size()).to.equal(before + 1);
			world.run(1);
			expect(ann.coins()).to.equal(115);
		});

		it("have what is low wait for more, and only the last of what coalesces is done", () => {
			const { done } = watch();
			const before = ann.sent.size();
			const asked = new Array<Mutation>();
			for (const step of $range(1, 10)) {
				asked.push(ann.ask((state) => state.mutate.dial(step / 25)));
				world.run(0.015);
			}
			expect(ann.sent.size()).to.equal(before);
			expect(ann.state.getState()!.settings.volume).to.equal(0.4);
			world.run(1);
			expect(ann.sent.size()).to.equal(before + 1);
			expect(done.join(" ")).to.equal("dial");
			expect(tally(asked)).to.equal("10 confirmed");
		});

		it("let nothing overtake: what stands between two that could be one keeps them apart", () => {
			const { done } = watch();
			ann.ask((state) => state.mutate.dial(0.1));
			ann.ask((state) => state.mutateAs("low").earn(1));
			ann.ask((state) => state.mutate.dial(0.9));
			world.run(1);
			expect(done.join(" ")).to.equal("dial earn dial");
			expect(host.session("12").data.settings.volume).to.equal(0.9);
		});
	});

	it("a client is not slowed by another one that is too fast", () => {
		const ben = world.joinWith(host, { name: "Ben", userId: 13 });
		for (const _ of $range(1, 10)) ann.ask((state) => state.mutate.expensive());
		world.run(0.5);
		const mutation = ben.ask((state) => state.mutate.earn(1));
		world.run(0.2);
		expect(standOf(mutation)).to.equal("confirmed");
	});
};
