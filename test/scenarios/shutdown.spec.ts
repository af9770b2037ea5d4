/// <reference types="@rbxts/testez/globals" />
import type { FaultPlan } from "../../src/testing";
import { CoinHost, CoinSession, DataWorld, setCoins } from "./support/data-world";
import { openSaved } from "./support/dying-server";
import { findHeadless } from "./support/headless";

const PLAYERS = 50;
const CLOSE_SECONDS_MAX = 30;
// A server that closed without its documents' locks is found dead as one that crashed.
const OPEN_SECONDS_MAX = 40;
// Mail, the janitor's lease and empty pages expire by themselves.
const LEFT_TO_EXPIRE_SECONDS = 130;

export = () => {
	if (findHeadless() === undefined) SKIP();

	const userIds = new Array<number>();
	for (let userId = 1; userId <= PLAYERS; userId += 1) userIds.push(userId);

	/** A server with fifty players here, whose documents are open and have one unsaved commit each. */
	const fillServer = (world: DataWorld): CoinHost => {
		const host = world.boot();
		const answers = userIds.map((userId) => {
			host.server.join({ name: `Player${userId}`, userId });
			return host.open(`${userId}`, userId);
		});
		if (!world.runUntil(() => answers.every((answer) => answer.session !== undefined), 60)) error("not all are open");
		answers.forEach((answer, index) => setCoins(answer.session!, 101 + index));
		return host;
	};
	/** Closes the server as the platform does, and gives the seconds that it took. */
	const close = (world: DataWorld, host: CoinHost) => {
		const began = world.universe.scheduler.now;
		host.server.close("DeveloperShutdown");
		world.runUntil(() => host.server.state === "closed", CLOSE_SECONDS_MAX + 5);
		return world.universe.scheduler.now - began;
	};
	const amountOf = (world: DataWorld, key: string) => world.stored(key)?.data?.coins;
	const isReleased = (world: DataWorld, userId: number) =>
		world.stored(`${userId}`)!.lock === undefined && amountOf(world, `${userId}`) === 100 + userId;
	/** Everybody comes back on another server: the seconds that the slowest waited, if all find what they had. */
	const comeBack = (world: DataWorld) => {
		const host = world.boot();
		const answers = userIds.map((userId) => {
			host.server.join({ name: `Player${userId}`, userId });
			return host.open(`${userId}`, userId);
		});
		world.runUntil(() => answers.every((answer) => answer.seconds !== undefined), 200);
		let slowest = 0;
		answers.forEach((answer, index) => {
			expect(answer.session?.data.coins).to.equal(101 + index);
			slowest = math.max(slowest, answer.seconds ?? math.huge);
		});
		return slowest;
	};

	it("fifty players with unsaved changes are all saved and released, by one write each, within the budget", () => {
		const world = new DataWorld();
		const host = fillServer(world);
		const before = world.universe.cloud.requests.UpdateAsync;
		const seconds = close(world, host);
		expect(seconds < 10).to.equal(true);
		expect(userIds.filter((userId) => !isReleased(world, userId)).size()).to.equal(0);
		expect(world.universe.cloud.requests.UpdateAsync - before).to.equal(PLAYERS);
		expect(world.universe.cloud.requests["UpdateAsync (dropped)"]).to.equal(undefined);
		expect(world.problems()).to.equal("");
	});

	it("a server that closes while a journal page is being written leaves nothing in the MemoryStore", () => {
		const faults: FaultPlan = { memory: { slow: 1, slowSeconds: [0.7, 0.7] } };
		for (const step of $range(0, 9)) {
			const world = new DataWorld({ seed: 1 + step, cloud: { faults } });
			const host = world.boot();
			const session = openSaved(world, host);
			setCoins(session, 5);
			world.run(10 + step * 0.25);
			setCoins(session, 6);
			world.run(1);
			expect(close(world, host) < CLOSE_SECONDS_MAX).to.equal(true);
			world.run(LEFT_TO_EXPIRE_SECONDS);
			expect(world.universe.cloud.memory.items().size()).to.equal(0);
			expect(world.problems()).to.equal("");
		}
	});

	it("with a DataStore that is slow and fails one request in five, all are released in time", () => {
		const faults: FaultPlan = { dataStores: { failed: 0.2, slow: 0.2, slowSeconds: [1, 5] } };
		for (const seed of [1, 2, 3]) {
			const world = new DataWorld({ seed, cloud: { faults } });
			const host = fillServer(world);
			const seconds = close(world, host);
			expect(seconds < CLOSE_SECONDS_MAX).to.equal(true);
			expect((world.universe.cloud.faults.counts["DataStoreService failed"] ?? 0) > 20).to.equal(true);
			expect(userIds.filter((userId) => !isReleased(world, userId)).size()).to.equal(0);
			expect(world.problems()).to.equal("");
		}
	});

	it("with a DataStore that is down, everything is in the journal and the next server opens it", () => {
		const world = new DataWorld();
		const host = fillServer(world);
		world.interfere(({ service }) => (service === "DataStoreService" ? { kind: "outage" } : undefined));
		const seconds = close(world, host);
		expect(seconds <= CLOSE_SECONDS_MAX + 0.1).to.equal(true);
		expect(userIds.filter((userId) => amountOf(world, `${userId}`) !== undefined).size()).to.equal(0);
		world.interfere(undefined);
		expect(comeBack(world) <= OPEN_SECONDS_MAX).to.equal(true);
		expect(world.problems()).to.equal("");
	});

	it("opens that are under way end with `shuttingDown` and leave no lock behind", () => {
		const world = new DataWorld();
		const [other, host] = [world.boot(), world.boot()];
		const held = openSaved(world, other, "held");
		// Whoever has it does not give it free.
		other.server.realm.alive = false;
		expect(held.getState()).to.equal("open");
		const waiting = host.open("held");
		world.run(5);
		const [fresh, slow] = [host.open("fresh"), host.open("slow")];
		world.interfere(({ operation, target }) =>
			operation === "UpdateAsync (write)" && target === "Coins/global/slow" ? { kind: "unanswered" } : undefined,
		);
		world.run(0.15);
		close(world, host);
		world.interfere(undefined);
		expect([waiting, fresh, slow].map((answer) => answer.kind ?? "pending").join(",")).to.equal(
			"shuttingDown,shuttingDown,shuttingDown",
		);
		world.run(60);
		expect(world.stored("fresh")?.lock).to.equal(undefined);
		expect(world.stored("slow")?.lock).to.equal(undefined);
		expect(world.stored("held")!.lock!.owner).to.equal(other.owner);
		expect(world.problems()).to.equal("");
	});

	it("a second stop is the first one: it resolves with it and writes nothing again", () => {
		const world = new DataWorld();
		const host = world.boot();
		setCoins(openSaved(world, host), 2);
		const before = world.universe.cloud.requests.UpdateAsync;
		expect(host.manager.stop()).to.equal(host.manager.stop());
		let ended = 0;
		for (const _ of [1, 2]) {
			host.inside(() => {
				host.manager.stop().expect();
				ended += 1;
			});
		}
		world.run(5);
		expect(ended).to.equal(2);
		expect(world.universe.cloud.requests.UpdateAsync - before).to.equal(1);
		expect(world.stored()!.data!.coins).to.equal(2);
		host.inside(() => {
			host.manager.stop().expect();
			ended += 1;
		});
		expect(ended).to.equal(3);
		expect(world.problems()).to.equal("");
	});

	describe("the hook before a document is given free", () => {
		const runHook = (hook: (session: CoinSession) => void) => {
			const world = new DataWorld();
			const host = world.boot({}, hook);
			setCoins(openSaved(world, host), 2);
			const seconds = close(world, host);
			return { world, seconds, hosted: host };
		};

		it("may still commit, and that is saved", () => {
			const { world } = runHook((session) => setCoins(session, 3));
			expect(amountOf(world, "k")).to.equal(3);
			expect(world.stored()!.lock).to.equal(undefined);
			expect(world.problems()).to.equal("");
		});

		it("that yields for longer than it may does not hold up, and what it commits too late is refused", () => {
			let late = "";
			const world = new DataWorld();
			const waits: { wait?: (seconds: number) => void } = {};
			const host = world.boot({ config: { beforeCloseSeconds: 2 } }, (session) => {
				waits.wait!(6);
				const result = session.update((draft) => {
					draft.coins = 9;
				});
				late = result.ok ? "ok" : result.error.kind;
			});
			waits.wait = (host.server.scripts.globals.task as { wait: (seconds: number) => void }).wait;
			const session = openSaved(world, host);
			setCoins(session, 2);
			const closed = host.ask(() => session.close());
			world.run(4);
			expect(closed.result!.ok).to.equal(true);
			expect(amountOf(world, "k")).to.equal(2);
			expect(world.stored()!.lock).to.equal(undefined);
			world.run(4);
			expect(late).to.equal("sessionClosed");
			expect(amountOf(world, "k")).to.equal(2);
		});

		it("that throws does not hold up either, and the error is the game's to see", () => {
			const { world, seconds } = runHook(() => error("the game's own mistake"));
			expect(seconds < 5).to.equal(true);
			expect(amountOf(world, "k")).to.equal(2);
			expect(world.stored()!.lock).to.equal(undefined);
			expect(world.problems().find("the game's own mistake", 1, true)[0]).to.be.ok();
		});
	});
};
