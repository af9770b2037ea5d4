/// <reference types="@rbxts/testez/globals" />
import { findHeadless } from "./support/headless";
import { HoldfastWorld, Host, StorySession } from "./support/holdfast-world";
import { WRITE } from "./support/mishaps";
import { coinsOf, send, status, stored, transfer } from "./support/post";
import { edit, proveStories, Story } from "./support/stories";

const APPEND = "server/inbox/append-transform";
const CARE = "server/transfer/ack-care";
const COURIER = "server/transfer/courier";
const DESK = "server/inbox/inbox-desk";
const FREE = "server/transfer/change-free-record";

const ANN = "ann";
const BEN = "ben";
const BOTH = [ANN, BEN];

// Without its block a refund is made where the receiver has not been asked.
const NO_BLOCK = edit(
	COURIER,
	"return self:block(session, id, entry)",
	'return self:giveBack(session, id, entry, "expired")',
);

/** Ann's document, saved with 100 coins and a sword. */
function openAnn(world: HoldfastWorld, host: Host): StorySession {
	const ann = world.opened(host, ANN);
	ann.update((draft) => {
		draft.coins = 100;
		draft.items = { sword: "of Ann" };
	});
	host.save(ann);
	world.run(2);
	return ann;
}

function close(world: HoldfastWorld, host: Host, session: StorySession): void {
	host.close(session);
	world.run(3);
}

/** Both come to a server of their own, and stay until all is settled. */
function comeBoth(world: HoldfastWorld, seconds = 60): void {
	const sessions = BOTH.map((key) => {
		const host = world.boot();
		const opened = host.open(key);
		world.run(70);
		return [host, opened.session!] as const;
	});
	world.run(seconds);
	for (const [host, session] of sessions) host.save(session);
	world.run(5);
	// The giver sees what the receiver has saved.
	world.run(40);
	for (const [host, session] of sessions) close(world, host, session);
}

const told = (world: HoldfastWorld) => coinsOf(world, ...BOTH);

const STORIES: ReadonlyArray<Story> = [
	{
		name: "nothing is sent that its giver could still have after a crash (traces.md 10)",
		play: (world) => {
			const [a, b] = [world.boot(), world.boot()];
			const ann = openAnn(world, a);
			const saves = world.mishaps.add({ operation: WRITE, server: 1, target: ANN }, { kind: "failed" });
			const journal = world.mishaps.add({ service: "MemoryStoreService", server: 1 }, { kind: "failed" });
			const sent = transfer(a, ann, { amount: 30 }, BEN);
			world.run(30);
			a.server.crash();
			saves();
			journal();
			close(world, b, world.opened(b, BEN));
			comeBoth(world);
			return `${sent.said}; ${told(world)}`;
		},
		tells: "underWay; ann 100, ben none",
		without: [
			{
				rule: "the outbox is saved before anything is sent",
				edits: [edit(COURIER, "if errand.busy or not isStored then", "if errand.busy then")],
				tells: "underWay; ann 100, ben 30",
			},
		],
	},
	{
		name: "a transfer whose append is reported failed, and that was received since, is not received again (traces.md 10)",
		play: (world) => {
			const [a, b] = [world.boot(), world.boot()];
			const ann = openAnn(world, a);
			const ben = world.opened(b, BEN);
			const failing = world.mishaps.add({ operation: "UpdateAsync", server: 1, target: BEN }, { kind: "failed" });
			world.mishaps.add({ operation: WRITE, server: 1, target: BEN }, { kind: "unanswered" }, 1);
			world.mishaps.add(
				{ operation: "UpdateAsync", begins: true, server: 1, target: BEN },
				{ kind: "slow", seconds: 0 },
				1,
			);
			transfer(a, ann, { amount: 30 }, BEN);
			world.run(2);
			ben.set(["text"], "seen");
			b.save(ben);
			world.run(2);
			b.save(ben);
			world.run(2);
			failing();
			world.run(60);
			close(world, b, ben);
			close(world, a, ann);
			comeBoth(world);
			return told(world);
		},
		tells: "ann 70, ben 30",
		without: [
			{
				rule: "append and delivery look at what was handled",
				edits: [
					edit(APPEND, "if ack ~= nil then", "if false then"),
					edit(DESK, "_condition = ackOf(session:ledger(), message.id) ~= nil", "_condition = false"),
				],
				tells: "ann 70, ben 90",
			},
		],
	},
	{
		name: "what the receiver has, though not saved, is not given back when its time is over (traces.md 10)",
		play: (world) => {
			const [a, b] = [world.boot(), world.boot()];
			const ann = openAnn(world, a);
			const ben = world.opened(b, BEN);
			transfer(a, ann, { amount: 30 }, BEN, { expirySeconds: 20 });
			world.run(100);
			close(world, b, ben);
			close(world, a, ann);
			comeBoth(world);
			return told(world);
		},
		tells: "ann 70, ben 30",
		without: [
			{ rule: "a refund blocks the append first", edits: [NO_BLOCK], tells: "ann 100, ben 30" },
			{
				rule: "what somebody has open is not blocked from outside",
				edits: [edit(FREE, "if record.lock ~= nil or awaitsJournal or isUndecided(record) then", "if false then")],
				tells: "ann 100, ben 30",
			},
		],
	},
	{
		name: "what waits in an inbox when it is given back does not arrive there, though the receiver's clock is behind (traces.md 10)",
		play: (world) => {
			const a = world.boot();
			const ann = openAnn(world, a);
			transfer(a, ann, { amount: 30 }, BEN, { expirySeconds: 20 });
			world.run(100);
			const b = world.boot({ clockAhead: -600 });
			const ben = world.opened(b, BEN);
			world.run(10);
			close(world, b, ben);
			close(world, a, ann);
			return told(world);
		},
		tells: "ann 100, ben none",
		without: [{ rule: "a refund blocks the append first", edits: [NO_BLOCK], tells: "ann 100, ben 30" }],
	},
	{
		name: "an append that lands after the refund brings nothing, though clocks differ (traces.md 10)",
		play: (world) => {
			const [a, b] = [world.boot({ clockAhead: -600 }), world.boot()];
			const ann = openAnn(world, a);
			const target = `Test/global/${BEN}`;
			world.mishaps.add({ operation: "UpdateAsync", begins: true, server: 1, target }, { kind: "failed" });
			world.mishaps.add({ operation: WRITE, server: 1, target }, { kind: "late", seconds: 50 }, 1);
			world.mishaps.add({ operation: "UpdateAsync", begins: true, server: 1, target }, { kind: "slow", seconds: 0 }, 1);
			transfer(a, ann, { amount: 30 }, BEN, { expirySeconds: 20 });
			world.run(5);
			// Ann goes on elsewhere, where it is over by then.
			close(world, a, ann);
			const again = world.opened(b, ANN);
			world.run(60);
			const ben = world.opened(world.boot({ clockAhead: -900 }), BEN);
			world.run(10);
			const { coins } = ben.data;
			return `ann ${again.data.coins}, ben ${coins}`;
		},
		tells: "ann 100, ben 0",
		without: [{ rule: "a refund blocks the append first", edits: [NO_BLOCK], tells: "ann 100, ben 30" }],
	},
	{
		name: "a receiver forgets a transfer only when its giver has let go of it (traces.md 10)",
		play: (world) => {
			const [a, b] = [world.boot(), world.boot()];
			const ann = openAnn(world, a);
			transfer(a, ann, { amount: 30 }, BEN, { expirySeconds: 60 });
			world.run(5);
			// Ann is gone before Ben comes, and comes back long after: Ben cannot say whether she has let go of it.
			close(world, a, ann);
			close(world, b, world.opened(b, BEN));
			world.run(4000);
			world.mishaps.add({ operation: "GetAsync", server: 2, target: ANN }, { kind: "failed" });
			const ben = world.opened(b, BEN);
			world.run(200);
			close(world, b, ben);
			const again = world.opened(world.boot(), ANN);
			world.run(60);
			return `ann ${again.data.coins}, ben ${world.stored(BEN)!.data!.coins}`;
		},
		tells: "ann 70, ben 30",
		without: [
			{
				rule: "the giver is asked",
				edits: [edit(CARE, "if not seen.ok then\n\t\t\treturn false", "if not seen.ok then\n\t\t\treturn true")],
				tells: "ann 100, ben 30",
			},
		],
	},
	{
		name: "a transfer goes on from the server that has its giver next",
		play: (world) => {
			const [a, b] = [world.boot(), world.boot()];
			const ann = openAnn(world, a);
			const down = world.mishaps.add({ operation: "UpdateAsync", target: BEN }, { kind: "failed" });
			const sent = transfer(a, ann, { amount: 30 }, BEN);
			world.run(5);
			b.open(ANN);
			world.run(20);
			down();
			world.run(70);
			const early = sent.said;
			close(world, b, b.manager.get(b.collection, ANN)!);
			comeBoth(world);
			return `${early}; ${told(world)}`;
		},
		tells: "underWay; ann 70, ben 30",
		without: [
			{
				rule: "what is in the outbox at an open is sent",
				edits: [edit("server/server-parts", "self.courier:add(session)", "")],
				tells: "underWay; ann 70, ben none, under way 30",
			},
		],
	},
];

export = () => {
	if (findHeadless() === undefined) SKIP();
	proveStories(STORIES, it);

	it("brings an amount and an item to a document that is open elsewhere, and lets go of them when they are saved", () => {
		const world = new HoldfastWorld();
		const [a, b] = [world.boot(), world.boot()];
		const ann = openAnn(world, a);
		const ben = world.opened(b, BEN);
		ben.update((draft) => {
			draft.items = {};
		});
		const sent = [transfer(a, ann, { amount: 30 }, BEN), transfer(a, ann, { item: "sword" }, BEN)];
		world.run(4);
		expect(sent.map(({ said }) => said ?? "nothing").join(" ")).to.equal("sent sent");
		expect(ben.data.coins).to.equal(30);
		expect(ben.data.items!.sword).to.equal("of Ann");
		expect(ann.data.items!.sword).to.equal(undefined);
		const [first, second] = a.manager.inTransit(ann);
		expect(first.to.key).to.equal(BEN);
		expect((first.cargo.amount ?? 0) + (second.cargo.amount ?? 0)).to.equal(30);
		b.save(ben);
		world.run(10);
		expect(a.manager.inTransit(ann).size()).to.equal(0);
		close(world, a, ann);
		close(world, b, ben);
		expect(told(world)).to.equal("ann 70, ben 30");
		expect(world.stored(ANN)!.ledger).to.equal(undefined);
		expect(world.problems()).to.equal("");
	});

	it("costs its giver one save, its receiver one write, and nothing more than the saves that both would have made anyway", () => {
		const world = new HoldfastWorld();
		const [a, b] = [world.boot(), world.boot()];
		const ann = openAnn(world, a);
		const ben = world.opened(b, BEN);
		const before = world.writes;
		transfer(a, ann, { amount: 30 }, BEN);
		world.run(5);
		expect(world.writes - before).to.equal(2);
		close(world, b, ben);
		world.run(10);
		close(world, a, ann);
		expect(world.writes - before).to.equal(4);
		expect(told(world)).to.equal("ann 70, ben 30");
	});

	it("comes back when it is refused: an item whose key is taken, a place that there is not", () => {
		const world = new HoldfastWorld();
		const [a, b] = [world.boot(), world.boot()];
		const back = new Array<string>();
		a.manager.undelivered.subscribe(({ kind, state }) => back.push(`${kind} ${state}`));
		const ann = openAnn(world, a);
		const ben = world.opened(b, BEN);
		ben.update((draft) => {
			draft.items = { sword: "of Ben" };
		});
		transfer(a, ann, { item: "sword" }, BEN);
		a.inside(() => {
			const to = { collection: a.collection, key: BEN, path: ["purse", "coins"] };
			a.manager.transfer(ann, { path: ["coins"], amount: 30 }, to).expect();
		});
		world.run(5);
		expect(ann.data.coins).to.equal(70);
		b.save(ben);
		world.run(10);
		expect(ann.data.coins).to.equal(100);
		expect(ann.data.items!.sword).to.equal("of Ann");
		expect(ben.data.items!.sword).to.equal("of Ben");
		expect(a.manager.inTransit(ann).size()).to.equal(0);
		expect(back.join(", ")).to.equal("~transfer refused, ~transfer refused");
	});

	it("stays in transit while its giver has no room for what comes back", () => {
		const world = new HoldfastWorld();
		const a = world.boot();
		const ann = openAnn(world, a);
		transfer(a, ann, { item: "sword" }, BEN, { expirySeconds: 20 });
		world.run(3);
		ann.update((draft) => {
			draft.items = { sword: "another" };
		});
		world.run(120);
		expect(a.manager.inTransit(ann).size()).to.equal(1);
		expect(a.events.includes("transferStuck")).to.equal(true);
		ann.update((draft) => {
			draft.items = {};
		});
		world.run(700);
		expect(a.manager.inTransit(ann).size()).to.equal(0);
		expect(ann.data.items!.sword).to.equal("of Ann");
	});

	it("comes back though its receiver stays open and its inbox is full: the owner notes that it does not come", () => {
		const world = new HoldfastWorld();
		const [a, b] = [world.boot(), world.boot()];
		const ann = openAnn(world, a);
		const ben = world.opened(b, BEN);
		for (let count = 1; count <= 100; count += 1) send(b, b.kinds.sword, { word: "x" }, { key: BEN });
		world.run(20);
		const sent = transfer(a, ann, { amount: 30 }, BEN, { expirySeconds: 60 });
		world.run(10);
		expect(sent.said).to.equal("underWay");
		world.run(300);
		expect(ann.data.coins).to.equal(100);
		const asked = status(b, sent.id!, BEN);
		world.run(1);
		expect(asked.said).to.equal("expired");
		expect(ben.getState()).to.equal("open");
	});

	it("of a giver who never comes back is forgotten by its receiver, and settled in the giver's record", () => {
		const world = new HoldfastWorld();
		const [a, b] = [world.boot(), world.boot()];
		const ann = openAnn(world, a);
		transfer(a, ann, { amount: 30 }, BEN, { expirySeconds: 60 });
		world.run(3);
		close(world, a, ann);
		close(world, b, world.opened(b, BEN));
		expect(world.stored(ANN)!.ledger?.outbox).never.to.equal(undefined);
		expect(world.stored(BEN)!.ledger?.inboxAck).never.to.equal(undefined);
		world.run(4000);
		const ben = world.opened(b, BEN);
		world.run(200);
		close(world, b, ben);
		expect(world.stored(ANN)!.ledger).to.equal(undefined);
		expect(world.stored(BEN)!.ledger).to.equal(undefined);
		const again = world.opened(a, ANN);
		expect(again.data.coins).to.equal(70);
		expect(told(world)).to.equal("ann 70, ben 30");
		expect(world.problems()).to.equal("");
	});

	it("refuses bad input with a typed error, and nothing is taken", () => {
		const world = new HoldfastWorld();
		const a = world.boot();
		const ann = openAnn(world, a);
		const none = 0 / 0;
		const amounts = [0, -5, none, math.huge, 101, "many" as never];
		const all = amounts.map((amount) => transfer(a, ann, { amount }, BEN));
		all.push(transfer(a, ann, { item: "bow" }, BEN));
		all.push(transfer(a, ann, { item: 5 as never }, BEN));
		all.push(transfer(a, ann, { amount: 5 }, ANN));
		all.push(transfer(a, ann, { amount: 5 }, ""));
		all.push(transfer(a, ann, { amount: 5 }, BEN, { expirySeconds: 0 }));
		const raw = a.ask(() => {
			const to = { collection: a.collection, key: BEN };
			const moved = a.manager.transfer(ann, { path: ["text"], amount: 5 } as never, to).expect();
			return moved.ok ? "moved" : moved.error.kind;
		});
		world.run(3);
		expect(all.map(({ said }) => said ?? "nothing").join(" ")).to.equal(
			"invalidTransfer invalidTransfer invalidTransfer invalidTransfer notEnough invalidTransfer " +
				"notEnough invalidTransfer invalidTransfer invalidKey invalidTime",
		);
		expect(raw.said).to.equal("notEnough");
		expect(ann.data.coins).to.equal(100);
		expect(ann.isDirty()).to.equal(false);
		expect(world.stored(BEN)).to.equal(undefined);
		close(world, a, ann);
		const late = transfer(a, ann, { amount: 5 }, BEN);
		world.run(1);
		expect(late.said).to.equal("sessionClosed");
	});

	it("refuses more than fifty under way, and takes nothing then", () => {
		const world = new HoldfastWorld();
		const a = world.boot();
		const ann = openAnn(world, a);
		const all = new Array<ReturnType<typeof transfer>>();
		for (let count = 1; count <= 51; count += 1) all.push(transfer(a, ann, { amount: 1 }, `${BEN}${count}`));
		world.run(30);
		expect(all.filter(({ said }) => said === "sent").size()).to.equal(50);
		expect(all.filter(({ said }) => said === "outboxFull").size()).to.equal(1);
		expect(ann.data.coins).to.equal(50);
	});

	it("is received once and leaves nothing behind, at whatever moment the giver's server dies", () => {
		const ends = new Set<string>();
		for (let resumptions = 1; resumptions <= 60; resumptions += 1) {
			const world = new HoldfastWorld();
			const [a, b] = [world.boot(), world.boot()];
			const ann = openAnn(world, a);
			const ben = world.opened(b, BEN);
			const sent = transfer(a, ann, { amount: 30 }, BEN);
			a.server.crashAfterResumptions(resumptions);
			world.run(3);
			b.save(ben);
			world.run(20);
			if (a.server.state === "running") a.server.crash();
			close(world, b, ben);
			const calledSent = sent.said === "sent";
			comeBoth(world);
			const outcome = told(world);
			ends.add(outcome);
			const isSound = outcome === "ann 70, ben 30" || (!calledSent && outcome === "ann 100, ben none");
			expect(isSound ? "sound" : `${resumptions}: ${outcome}`).to.equal("sound");
			expect(stored(world, BOTH).all).to.equal(100);
			expect(world.problems()).to.equal("");
		}
		expect(ends.size()).to.equal(2);
	});

	it("is received once, at whatever moment the receiver's server dies", () => {
		for (let resumptions = 1; resumptions <= 50; resumptions += 1) {
			const world = new HoldfastWorld();
			const [a, b] = [world.boot(), world.boot()];
			const ann = openAnn(world, a);
			transfer(a, ann, { item: "sword" }, BEN);
			transfer(a, ann, { amount: 30 }, BEN);
			b.inside(() => {
				const opened = b.manager.open(b.collection, BEN).expect();
				if (!opened.ok) return;
				opened.value.update((draft) => {
					draft.items ??= {};
				});
				opened.value.save().expect();
			});
			b.server.crashAfterResumptions(resumptions);
			world.run(20);
			if (b.server.state === "running") b.server.crash();
			close(world, a, ann);
			comeBoth(world);
			const { all, items } = stored(world, BOTH);
			expect(`${resumptions}: ${told(world)}, ${all}, ${items}`).to.equal(`${resumptions}: ann 70, ben 30, 100, sword`);
			expect(world.problems()).to.equal("");
		}
	});

	it("is given back once, at whatever moment the giver's server dies, and never to both", () => {
		for (let resumptions = 1; resumptions <= 60; resumptions += 1) {
			const world = new HoldfastWorld();
			const a = world.boot();
			const ann = openAnn(world, a);
			transfer(a, ann, { amount: 30 }, BEN, { expirySeconds: 10 });
			world.run(9);
			a.server.crashAfterResumptions(resumptions * 3);
			world.run(40);
			if (a.server.state === "running") a.server.crash();
			comeBoth(world, 120);
			const outcome = told(world);
			const isSound = outcome === "ann 100, ben none" || outcome === "ann 70, ben 30";
			expect(isSound ? "sound" : `${resumptions}: ${outcome}`).to.equal("sound");
			expect(world.problems()).to.equal("");
		}
	});

	it("is whole where both servers die at the same moment", () => {
		for (let resumptions = 1; resumptions <= 40; resumptions += 1) {
			const world = new HoldfastWorld();
			const [a, b] = [world.boot(), world.boot()];
			const ann = openAnn(world, a);
			world.opened(b, BEN);
			transfer(a, ann, { amount: 30 }, BEN);
			a.server.crashAfterResumptions(resumptions);
			let steps = 0;
			while (a.server.state === "running" && steps < 300) {
				world.run(0.02);
				steps += 1;
			}
			if (a.server.state === "running") a.server.crash();
			b.server.crash();
			comeBoth(world);
			const outcome = told(world);
			const isSound = outcome === "ann 70, ben 30" || outcome === "ann 100, ben none";
			expect(isSound ? "sound" : `${resumptions}: ${outcome}`).to.equal("sound");
			expect(world.problems()).to.equal("");
		}
	});

	it("is whole, whatever becomes of the writes of its giver and of its receiver", () => {
		for (const [server, key] of [
			[1, ANN],
			[1, BEN],
			[2, BEN],
		] as const) {
			for (const kind of ["unanswered", "failed", "late", "lateTransform"] as const) {
				for (const spared of [0, 1]) {
					const world = new HoldfastWorld();
					const [a, b] = [world.boot(), world.boot()];
					const ann = openAnn(world, a);
					const begins = kind === "lateTransform";
					const operation = begins ? "UpdateAsync" : WRITE;
					const fault =
						kind === "late" || kind === "lateTransform" ? ({ kind, seconds: 8 } as const) : ({ kind } as const);
					world.mishaps.add({ operation, begins, server, target: `Test/global/${key}` }, fault, 2, spared);
					transfer(a, ann, { amount: 30 }, BEN);
					world.run(0.5);
					const opened = b.open(BEN);
					world.run(20);
					b.save(opened.session!);
					world.run(20);
					close(world, b, opened.session!);
					world.run(15);
					close(world, a, ann);
					world.run(40);
					comeBoth(world);
					const name = `server ${server}, ${key}, ${kind} after ${spared}`;
					expect(`${name}: ${told(world)}`).to.equal(`${name}: ann 70, ben 30`);
					expect(world.problems()).to.equal("");
				}
			}
		}
	});
};
