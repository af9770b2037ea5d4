/// <reference types="@rbxts/testez/globals" />
import { findHeadless } from "./support/headless";
import { ANN, HoldfastWorld } from "./support/holdfast-world";
import { WRITE } from "./support/mishaps";
import { BROKEN, COINS, Shop, UNKNOWN, WAITING } from "./support/shop";
import { edit, proveStories, Story } from "./support/stories";

const DOCUMENT = tostring(ANN.userId);
const NO_SAVES = { operation: WRITE, service: "DataStoreService" } as const;
const NO_MEMORY = { service: "MemoryStoreService" } as const;
const RECEIPTS = "server/receipts/receipts";

/** `coins 100, nothing open`: what is stored, and how many purchases the platform still has to hand out. */
function told(world: HoldfastWorld): string {
	const open = world.universe.purchases.countUnresolved(ANN.userId);
	return `coins ${world.stored(DOCUMENT)?.data?.coins ?? "none"}, ${open === 0 ? "nothing" : open} open`;
}

/** The player comes to a new server, the platform hands out what is open, and the player leaves. */
function visit(world: HoldfastWorld, seconds = 60): void {
	const host = world.boot();
	const client = new Shop(host).join();
	world.run(seconds);
	host.server.leave(client);
	world.run(10);
}

const STORIES: ReadonlyArray<Story> = [
	{
		name: "a purchase whose save failed is not called granted because it is in memory (traces.md 3)",
		play: (world) => {
			const host = world.boot();
			const shop = new Shop(host);
			const client = shop.join();
			world.run(5);
			const faults = [
				world.mishaps.add(NO_SAVES, { kind: "failed" }),
				world.mishaps.add(NO_MEMORY, { kind: "failed" }),
			];
			world.universe.purchases.buy(client, COINS);
			world.run(30);
			// The platform hands out the first one again.
			world.universe.purchases.buy(client, COINS);
			world.run(30);
			host.server.crash();
			for (const stop of faults) stop();
			const before = told(world);
			world.run(60);
			visit(world, 120);
			return `${shop.told.join(" ")}; ${before}; ${told(world)}`;
		},
		tells: "cloud cloud cloud; coins none, 2 open; coins 200, nothing open",
		without: [
			{
				rule: "what is known is saved, too",
				edits: [
					edit(
						RECEIPTS,
						'session:saveAs("receipt"):expect()',
						'(known and { ok = true } or session:saveAs("receipt"):expect())',
					),
				],
				tells: "cloud known cloud; coins none, 1 open; coins 100, nothing open",
			},
		],
	},
	{
		name: "a purchase that was journaled is not given again after a crash (traces.md 3)",
		play: (world) => {
			const host = world.boot();
			const client = new Shop(host).join();
			world.run(5);
			const over = world.mishaps.add(NO_SAVES, { kind: "failed" });
			world.universe.purchases.buy(client, COINS);
			world.run(6);
			host.server.crash();
			over();
			visit(world, 120);
			return told(world);
		},
		tells: "coins 100, nothing open",
		without: [
			{
				rule: "the journal has the ledger with the data",
				edits: [edit("server/journal/journal", "unionChanges(ledgers, ledger)", "{}")],
				tells: "coins 200, nothing open",
			},
			{
				rule: "a fold brings the ledger with the data",
				edits: [edit("server/journal/fold-entry", "if entry.ledger ~= nil then", "if false then")],
				tells: "coins 200, nothing open",
			},
		],
	},
	{
		name: "a purchase that comes again while it is being saved is given once",
		play: (world) => {
			const host = world.boot();
			const shop = new Shop(host);
			const client = shop.join();
			world.run(5);
			world.mishaps.add(NO_SAVES, { kind: "slow", seconds: 5 }, 1);
			world.universe.purchases.buy(client, COINS);
			world.run(1);
			world.universe.purchases.buy(client, COINS);
			world.run(20);
			return `${shop.told.join(" ")}; ${told(world)}`;
		},
		tells: "granted granted known; coins 200, nothing open",
		without: [
			{
				rule: "its id is in the ledger from the commit on",
				edits: [edit(RECEIPTS, "hasReceipt(session:ledger(), id)", "false")],
				tells: "granted granted granted; coins 300, nothing open",
			},
		],
	},
];

export = () => {
	if (findHeadless() === undefined) SKIP();
	proveStories(STORIES, it);

	it("is given once, though the platform does not record it and hands it out at each visit", () => {
		const world = new HoldfastWorld([], {}, { receiptRecordFailure: 1 });
		const host = world.boot();
		const client = new Shop(host).join();
		world.run(5);
		world.universe.purchases.buy(client, COINS);
		world.run(10);
		host.server.leave(client);
		world.run(10);
		visit(world);
		visit(world);
		expect(told(world)).to.equal("coins 100, 1 open");
	});

	it("is given once, at whatever moment the server dies", () => {
		const moments = new Set<string>();
		for (let resumptions = 1; resumptions <= 40; resumptions += 1) {
			const world = new HoldfastWorld();
			const host = world.boot();
			const client = new Shop(host).join();
			world.run(5);
			world.universe.purchases.buy(client, COINS);
			host.server.crashAfterResumptions(resumptions);
			world.run(20);
			moments.add(told(world));
			if (host.server.state === "running") host.server.crash();
			visit(world, 120);
			expect(`${resumptions}: ${told(world)}`).to.equal(`${resumptions}: coins 100, nothing open`);
			expect(world.problems()).to.equal("");
		}
		// It did die before the save, and between the save and the answer, and after it.
		expect(moments.has("coins none, 1 open")).to.equal(true);
		expect(moments.has("coins 100, 1 open")).to.equal(true);
		expect(moments.has("coins 100, nothing open")).to.equal(true);
	});

	it("is given once, whatever becomes of the answers of its writes", () => {
		for (const kind of ["unanswered", "failed", "lateTransform"] as const) {
			const world = new HoldfastWorld();
			const host = world.boot();
			const client = new Shop(host).join();
			world.run(5);
			const fault = kind === "lateTransform" ? ({ kind, seconds: 8 } as const) : ({ kind } as const);
			world.mishaps.add(NO_SAVES, fault, 2);
			world.universe.purchases.buy(client, COINS);
			world.run(60);
			host.server.leave(client);
			world.run(10);
			visit(world);
			expect(`${kind}: ${told(world)}`).to.equal(`${kind}: coins 100, nothing open`);
		}
	});

	it("is given once where the player leaves at once, and goes on on another server", () => {
		const world = new HoldfastWorld();
		const host = world.boot();
		const client = new Shop(host).join();
		world.run(5);
		world.universe.purchases.buy(client, COINS);
		host.server.leave(client);
		visit(world);
		expect(told(world)).to.equal("coins 100, nothing open");
	});

	it("waits for the document of a player who is still joining, and gives up when they leave first", () => {
		const world = new HoldfastWorld();
		const [owner, session] = world.bootWith(DOCUMENT);
		session.set(["coins"], 7);
		world.mishaps.add({ service: "MessagingService" }, { kind: "failed" });
		const host = world.boot();
		const shop = new Shop(host);
		const client = shop.join();
		world.universe.purchases.buy(client, COINS);
		world.run(40);
		expect(`${shop.told.join(" ")}; ${told(world)}`).to.equal("granted known; coins 107, nothing open");
		host.server.leave(client);
		world.run(10);
		const again = world.opened(owner, DOCUMENT);
		expect(again.data.coins).to.equal(107);
		const busy = world.boot();
		const other = new Shop(busy);
		const gone = other.join();
		world.mishaps.add({ operation: "UpdateAsync", target: DOCUMENT }, { kind: "failed" });
		world.universe.purchases.buy(gone, COINS);
		world.run(1);
		busy.server.leave(gone);
		world.run(10);
		expect(`${other.told.join(" ")}; ${told(world)}`).to.equal("notOpen notOpen; coins 107, 1 open");
	});

	it("waits while a transaction with another server holds the document, and is given once (seed 82031)", () => {
		const world = new HoldfastWorld();
		const host = world.boot();
		const client = new Shop(host).join();
		const [other, session] = world.bootWith("a");
		world.run(5);
		const over = world.mishaps.add({ ...NO_SAVES, target: "/a", server: 2 }, { kind: "failed" });
		const answer = other.ask(
			() =>
				other.manager
					.transactAcross(session, other.collection, DOCUMENT, ([own, bought]) => {
						own.coins += 1;
						bought.coins += 1;
					})
					.expect().kind,
		);
		for (let looks = 1; looks <= 40 && world.stored(DOCUMENT)?.prepared === undefined; looks += 1) world.run(0.25);
		world.run(0.5);
		const held = host.manager.updatePlayerData(ANN.userId, { coins: 7 });
		expect(held.ok ? "changed" : held.error.kind).to.equal("held");
		world.universe.purchases.buy(client, COINS);
		world.run(0.5);
		// The platform hands out the first one again.
		world.universe.purchases.buy(client, COINS);
		world.run(1);
		over();
		world.run(30);
		expect(`${answer.said}; ${told(world)}`).to.equal("committed; coins 201, nothing open");
	});

	it("does not need the journal", () => {
		const world = new HoldfastWorld();
		const host = world.boot();
		const client = new Shop(host).join();
		world.run(5);
		world.mishaps.add(NO_MEMORY, { kind: "throttled" });
		world.universe.purchases.buy(client, COINS);
		world.run(5);
		expect(told(world)).to.equal("coins 100, nothing open");
	});

	it("of an unknown product, and one whose grant fails or waits, are not processed, change nothing and are logged", () => {
		const world = new HoldfastWorld();
		const host = world.boot();
		const shop = new Shop(host);
		const client = shop.join();
		world.run(5);
		for (const product of [UNKNOWN, BROKEN, WAITING]) world.universe.purchases.buy(client, product);
		world.run(5);
		expect(new Set(shop.told).size()).to.equal(3);
		for (const kind of ["unknownProduct", "recipeThrew", "recipeYielded"]) {
			expect(shop.told.includes(kind)).to.equal(true);
		}
		expect(host.events.filter((event) => event === "receiptRefused").size()).to.equal(shop.told.size());
		expect(host.manager.getPlayerData(ANN.userId)!.coins).to.equal(0);
		expect(world.universe.purchases.countUnresolved(ANN.userId)).to.equal(3);
	});
};
