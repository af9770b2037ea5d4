/// <reference types="@rbxts/testez/globals" />
import { DataWorld, OpenAnswer, setCoins } from "./support/data-world";
import { Deaths, dieEverywhere, leaveJournal, NEWEST, openSaved, reporting } from "./support/dying-server";
import { findHeadless } from "./support/headless";

// A server that died keeps its documents locked until it is found dead: 20 s of watching, polls and answers included.
const OPEN_SECONDS_MAX = 35;

export = () => {
	if (findHeadless() === undefined) SKIP();

	const check = (deaths: Deaths, pointsMin: number) => {
		expect(deaths.troubles.join("\n")).to.equal("");
		expect(deaths.points >= pointsMin).to.equal(true);
		expect(deaths.before > 0).to.equal(true);
		expect(deaths.after > 0).to.equal(true);
		expect(deaths.slowest <= OPEN_SECONDS_MAX).to.equal(true);
	};

	it("a server that dies anywhere in an open leaves the document as it was, and free within seconds", () => {
		const deaths = dieEverywhere(() => {
			const world = new DataWorld();
			const [first, victim] = [world.boot(), world.boot()];
			const session = openSaved(world, first);
			first.inside(() => session.close().expect());
			world.run(2);
			const call = reporting(world, victim, () => victim.manager.open(victim.collection, "k"));
			return {
				world,
				victim,
				begin: call.begin,
				isOver: call.isOver,
				allowed: () => [1],
				isCommitted: () => world.stored()!.lock?.owner === victim.owner,
			};
		});
		check(deaths, 2);
	});

	it("a server that dies anywhere in a save has saved all of it or nothing, and what it reported is there", () => {
		const deaths = dieEverywhere(() => {
			const world = new DataWorld();
			const victim = world.boot();
			const session = openSaved(world, victim);
			setCoins(session, NEWEST);
			const call = reporting(world, victim, () => session.save());
			return {
				world,
				victim,
				begin: call.begin,
				isOver: call.isOver,
				allowed: () => (call.isReported() ? [NEWEST] : [1, NEWEST]),
				isCommitted: () => world.stored()!.data!.coins === NEWEST,
			};
		});
		check(deaths, 3);
	});

	it("a server that dies anywhere in a release has given the document free with all of it, or keeps it a while", () => {
		const deaths = dieEverywhere(() => {
			const world = new DataWorld();
			const victim = world.boot();
			const session = openSaved(world, victim);
			setCoins(session, NEWEST);
			const call = reporting(world, victim, () => session.close());
			return {
				world,
				victim,
				begin: call.begin,
				isOver: call.isOver,
				allowed: () => (call.isReported() ? [NEWEST] : [1, NEWEST]),
				isCommitted: () => world.stored()!.lock === undefined,
			};
		});
		check(deaths, 3);
	});

	it("an owner that dies anywhere in a hand-off loses nothing that was journaled, and the asker gets the document", () => {
		const deaths = dieEverywhere(() => {
			const world = new DataWorld();
			const [victim, asker] = [world.boot(), world.boot()];
			const session = openSaved(world, victim);
			setCoins(session, NEWEST);
			const journaled = victim.ask(() => session.journaled());
			world.run(4);
			expect(journaled.result!.ok).to.equal(true);
			setCoins(session, 3);
			let answer: OpenAnswer = {};
			return {
				world,
				victim,
				begin: () => {
					answer = asker.open();
				},
				isOver: () => answer.session !== undefined,
				allowed: () => [NEWEST, 3],
				isCommitted: () => world.stored()!.lock?.owner !== victim.owner,
				waiting: () => ({ heir: asker, answer }),
			};
		});
		check(deaths, 3);
	});

	it("an asker that dies anywhere in a hand-off leaves the document whole, for the next one to have it soon", () => {
		const deaths = dieEverywhere(() => {
			const world = new DataWorld();
			const [owner, victim] = [world.boot(), world.boot()];
			setCoins(openSaved(world, owner), NEWEST);
			const call = reporting(world, victim, () => victim.manager.open(victim.collection, "k"));
			return {
				world,
				victim,
				begin: call.begin,
				isOver: call.isOver,
				allowed: () => [NEWEST],
				isCommitted: () => world.stored()!.lock?.owner === victim.owner,
			};
		});
		check(deaths, 3);
	});

	it("a server that dies anywhere in a write of its journal has it there when it has said so", () => {
		const deaths = dieEverywhere(() => {
			const world = new DataWorld();
			const victim = world.boot();
			const session = openSaved(world, victim);
			setCoins(session, NEWEST);
			const call = reporting(world, victim, () => session.journaled());
			return {
				world,
				victim,
				begin: call.begin,
				isOver: call.isOver,
				allowed: () => (call.isReported() ? [NEWEST] : [1, NEWEST]),
			};
		});
		check(deaths, 3);
	});

	it("whoever dies anywhere in the fold of a dead server's journal leaves it to be folded by the next one", () => {
		const deaths = dieEverywhere(() => {
			const world = new DataWorld();
			const [dead, victim] = [world.boot(), world.boot()];
			leaveJournal(world, dead, ["k"]);
			const call = reporting(world, victim, () => victim.manager.open(victim.collection, "k"));
			call.begin();
			// It has watched the lock, and has only to find its owner dead.
			world.run(21);
			return {
				world,
				victim,
				begin: () => undefined,
				isOver: call.isOver,
				allowed: () => [NEWEST],
				isCommitted: () => world.stored()!.lock?.owner === victim.owner,
			};
		});
		check(deaths, 20);
	});

	it("a janitor that dies anywhere in its fold leaves every document whole, with what was journaled", () => {
		const keys = ["k1", "k2"];
		const deaths = dieEverywhere(() => {
			const world = new DataWorld();
			const [dead, victim] = [world.boot(), world.boot({ config: { janitorSeconds: 5 } })];
			leaveJournal(world, dead, keys);
			// It has seen the locks, and has watched them for almost long enough.
			world.run(44);
			return {
				world,
				victim,
				begin: () => undefined,
				isOver: () => victim.logged.some((line) => line.event === "journalFolded"),
				keys,
				allowed: () => [NEWEST],
				isCommitted: () => keys.some((key) => world.stored(key)!.lock === undefined),
			};
		});
		check(deaths, 20);
	});

	it("a server that dies anywhere in its shutdown loses nothing that it reported saved, and locks nobody out", () => {
		const keys = ["k1", "k2", "k3"];
		const deaths = dieEverywhere(() => {
			const world = new DataWorld();
			const victim = world.boot();
			const saved = new Set<string>();
			for (const key of keys) setCoins(openSaved(world, victim, key), NEWEST);
			victim.manager.saved.subscribe((session) => saved.add(session.key));
			return {
				world,
				victim,
				begin: () => victim.server.close("DeveloperShutdown"),
				isOver: () => victim.server.state === "closed",
				keys,
				allowed: (key) => (saved.has(key) ? [NEWEST] : [1, NEWEST]),
				isCommitted: () => keys.some((key) => world.stored(key)!.lock === undefined),
			};
		});
		check(deaths, 10);
	});
};
