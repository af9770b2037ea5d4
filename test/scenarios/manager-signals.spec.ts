/// <reference types="@rbxts/testez/globals" />
import type { SessionEnd } from "../../src/server";
import { CoinHost, DataWorld, setCoins } from "./support/data-world";
import { leaveJournal } from "./support/dying-server";
import { findHeadless } from "./support/headless";

const ANN = { name: "Ann", userId: 12 };

export = () => {
	if (findHeadless() === undefined) SKIP();

	let world: DataWorld;

	/** Everything that a manager tells, in order. */
	const listen = ({ manager }: CoinHost) => {
		const heard = new Array<string>();
		manager.opened.subscribe((session) => heard.push(`opened ${session.key}`));
		manager.committed.subscribe((session, commit) => heard.push(`committed ${session.key} ${commit.patch.to}`));
		manager.saved.subscribe((session, revision) => heard.push(`saved ${session.key} ${revision}`));
		manager.released.subscribe((session) => heard.push(`released ${session.key}`));
		manager.lost.subscribe((session) => heard.push(`lost ${session.key}`));
		manager.degraded.subscribe(() => heard.push("degraded"));
		manager.recovered.subscribe(() => heard.push("recovered"));
		manager.failed.subscribe((problem) => heard.push(`failed ${problem.context.key}`));
		return heard;
	};
	const eventsOf = (host: CoinHost) => host.logged.map((line) => `${line.level} ${line.event}`).join(",");
	/** The server hangs for so long that another one takes its document, and then goes on. */
	const loseTo = (host: CoinHost, other: CoinHost, key = "k") => {
		host.server.realm.alive = false;
		const answer = other.open(key);
		world.runUntil(() => answer.session !== undefined, 60);
		host.server.realm.alive = true;
		host.inside(() => host.manager.get(host.collection, key)?.touch());
		world.run(3);
	};

	beforeEach(() => {
		world = new DataWorld();
	});

	afterEach(() => {
		expect(world.problems()).to.equal("");
	});

	it("a life of a document is told in order: opened, committed, saved, released, each once", () => {
		const host = world.boot();
		const heard = listen(host);
		const session = world.opened(host);
		setCoins(session, 1);
		host.inside(() => session.save().expect());
		world.run(2);
		setCoins(session, 2);
		host.inside(() => session.close().expect());
		world.run(2);
		expect(heard.join(", ")).to.equal("opened k, committed k 1, saved k 1, committed k 2, saved k 2, released k");
		expect(eventsOf(host)).to.equal("debug opened,debug closed");
		const [opened] = host.logged;
		expect(opened.collection).to.equal("Coins");
		expect(opened.key).to.equal("k");
		expect(opened.details!.source).to.equal("default");
	});

	it("a hand-over is a release for who gives and an open for who takes", () => {
		const [first, second] = [world.boot(), world.boot()];
		const [gave, took] = [listen(first), listen(second)];
		setCoins(world.opened(first), 1);
		second.open();
		world.run(10);
		expect(gave.join(", ")).to.equal("opened k, committed k 1, saved k 1, released k");
		expect(took.join(", ")).to.equal("opened k");
		expect(eventsOf(first)).to.equal("debug opened,debug handedOver");
	});

	it("a document that another server took is told as lost, and no more as released", () => {
		const [first, second] = [world.boot(), world.boot()];
		const heard = listen(first);
		setCoins(world.opened(first), 1);
		loseTo(first, second);
		expect(heard.join(", ")).to.equal("opened k, committed k 1, lost k");
		expect(eventsOf(first)).to.equal("debug opened,error lost");
		expect(eventsOf(second)).to.equal("warn takenOver,debug opened");
		expect(first.manager.getStatistics().sessionsLost).to.equal(1);
		expect(second.logged[0].details!.owner).to.equal(first.owner);
	});

	it("a journal that stops working is told as degraded, once, and as recovered when it works again", () => {
		const host = world.boot();
		const heard = listen(host);
		const session = world.opened(host);
		const isPage = (target: string) => target.find("holdfast/live/pages", 1, true)[0] !== undefined;
		world.interfere(({ target }) => (isPage(target) ? { kind: "failed" } : undefined));
		setCoins(session, 1);
		world.run(20);
		expect(heard.join(", ")).to.equal("opened k, committed k 1, degraded");
		world.interfere(undefined);
		world.run(5);
		expect(heard.join(", ")).to.equal("opened k, committed k 1, degraded, recovered");
	});

	it("a try to save that failed is told and logged with the service's own words, and the save goes on", () => {
		const host = world.boot();
		const heard = listen(host);
		const session = world.opened(host);
		let failures = 1;
		world.interfere(({ operation }) => {
			if (operation !== "UpdateAsync" || failures === 0) return undefined;
			failures -= 1;
			return { kind: "failed", text: "502: API Services rejected request" };
		});
		setCoins(session, 1);
		host.inside(() => session.save().expect());
		world.run(4);
		expect(heard.join(", ")).to.equal("opened k, committed k 1, failed k, saved k 1");
		expect(eventsOf(host)).to.equal("debug opened,warn saveFailed");
		expect(host.logged[1].details!.message).to.equal("502: API Services rejected request");
	});

	it("a janitor logs what it has folded", () => {
		leaveJournal(world, world.boot(), ["k1", "k2"]);
		const janitor = world.boot({ config: { janitorSeconds: 5 } });
		world.run(90);
		expect(eventsOf(janitor)).to.equal("info journalFolded");
		expect(janitor.logged[0].details!.documents).to.equal(2);
	});

	describe("what becomes of a player", () => {
		const isHere = (host: CoinHost) => !host.server.connectedClients().isEmpty();
		const joined = (host: CoinHost) => {
			host.server.join(ANN);
			world.run(1);
			return world.opened(host, "ann", ANN.userId);
		};

		it("whose document is handed over while they are here: they are kicked", () => {
			const [host, other] = [world.boot(), world.boot()];
			joined(host);
			expect(isHere(host)).to.equal(true);
			other.open("ann");
			world.run(10);
			expect(isHere(host)).to.equal(false);
		});

		it("whose document is lost while they are here: they are kicked", () => {
			const [host, other] = [world.boot(), world.boot()];
			joined(host);
			loseTo(host, other, "ann");
			expect(isHere(host)).to.equal(false);
		});

		it("whose document is closed on purpose: they stay", () => {
			const host = world.boot();
			const session = joined(host);
			host.inside(() => session.close().expect());
			world.run(3);
			expect(isHere(host)).to.equal(true);
		});

		it("is the game's to decide: a policy of its own is told instead, with the player and the ending", () => {
			const told = new Array<readonly [number, SessionEnd]>();
			const host = world.boot({ onSessionEnd: (userId, ending) => told.push([userId, ending]) });
			const other = world.boot();
			joined(host);
			other.open("ann");
			world.run(10);
			expect(isHere(host)).to.equal(true);
			expect(told.map(([userId, ending]) => `${userId} ${ending}`).join(",")).to.equal("12 handedOver");
		});
	});
};
