/// <reference types="@rbxts/testez/globals" />
import { findHeadless } from "./support/headless";
import { ANN, HoldfastWorld, Host, KEY, StoredEnvelope, StorySession } from "./support/holdfast-world";
import { WRITE } from "./support/mishaps";
import { send } from "./support/post";
import { edit, proveStories, Story } from "./support/stories";

const ACQUIRE = "server/session/acquire-transform";
const PEEK = "server/session/peek";
const SAVE = "server/session/save-transform";
const DESK = "server/handoff/release-desk";
const OPEN = "server/session/open-session";

function peek(host: Host): { said?: string } {
	return host.ask(() => {
		const peeked = host.manager.peek(host.collection, KEY).expect();
		return peeked.ok ? `coins ${peeked.value?.data.coins}` : peeked.error.kind;
	});
}

function saveCoins(world: HoldfastWorld, host: Host, session: StorySession, coins: number): void {
	session.set(["coins"], coins);
	host.save(session);
	world.run(1);
}

/** Ann's open fails at every try, one of which comes through later in the way that is given; she leaves meanwhile. */
function giveUpOpening(world: HoldfastWorld, later: "lateTransform" | "late"): Host {
	const a = world.boot();
	world.run(5);
	const client = a.join();
	const operation = later === "late" ? WRITE : "UpdateAsync";
	const failing = world.mishaps.add({ operation: "UpdateAsync", target: KEY }, { kind: "failed" });
	if (later === "late") world.mishaps.add({ operation: "UpdateAsync", target: KEY }, { kind: "slow", seconds: 0 }, 1);
	world.mishaps.add({ operation, target: KEY }, { kind: later, seconds: 20 }, 1);
	a.open(KEY, { UserId: ANN.userId });
	world.run(2);
	a.server.leave(client);
	world.run(5);
	failing();
	return a;
}

/** What is stored, who may read it, and whose lock it has. */
const STORIES: ReadonlyArray<Story> = [
	{
		name: "what others add to an open document is there after its owner's save and release (traces.md 9)",
		play: (world) => {
			const [a, session] = world.bootWith();
			const sender = world.boot({ newer: true });
			// The document's server does not know this kind: it stays for one that does.
			const add = (word: string) => {
				send(sender, sender.kinds.sword, { word });
				world.run(2);
			};
			const inbox = () =>
				world
					.stored()!
					.inbox?.map(({ body }) => (body as { word: string }).word)
					.join("+") ?? "nothing";
			add("m1");
			saveCoins(world, a, session, 1);
			const saved = inbox();
			add("m2");
			session.set(["coins"], 2);
			a.close(session);
			world.run(2);
			const released = inbox();
			world.opened(a);
			return `${saved}, ${released}, ${inbox()}; ${world.told()}`;
		},
		tells: "m1, m1+m2, m1+m2; r2, epoch 2, locked, coins 2",
		without: [
			{
				rule: "a save is written from the value that the transform was given",
				edits: [edit(SAVE, "withoutAcked(stored.inbox, request.ledger)", "nil")],
				tells: "nothing, nothing, nothing; r2, epoch 2, locked, coins 2",
			},
			{
				rule: "so is an open",
				edits: [edit(ACQUIRE, "_object.epoch = epoch", "_object.epoch = epoch _object.inbox = nil")],
				tells: "m1, m1+m2, nothing; r2, epoch 2, locked, coins 2",
			},
		],
	},
	{
		name: "a document that a newer version has written is refused and stays as it is (peers.md trace 9)",
		play: (world) => {
			const [a, session] = world.bootWith();
			session.set(["coins"], 1);
			a.close(session);
			world.run(3);
			const newer = { schema: 2, readableFrom: 2, data: { wallet: { coins: 1 } } };
			a.writeRaw((stored: StoredEnvelope) => ({ ...stored, ...newer }));
			world.run(2);
			const writes = world.writes;
			const opened = a.open();
			const peeked = peek(a);
			world.run(10);
			return `${opened.refused ?? "opened"}, peek: ${peeked.said}; written ${world.writes - writes} times`;
		},
		tells: "newerData, peek: newerData; written 0 times",
		without: [
			{
				rule: "readableFrom says who may open it",
				edits: [
					edit(
						"server/migrate/judge-version",
						'if isReached(chain, readableFrom) then "readable" else "newer"',
						'"readable"',
					),
				],
				tells: "opened, peek: coins nil; written 1 times",
			},
		],
	},
	{
		name: "a document that a newer version can share is opened (peers.md trace 9)",
		play: (world) => {
			const [a, session] = world.bootWith();
			session.set(["coins"], 1);
			a.close(session);
			world.run(3);
			a.writeRaw((stored: StoredEnvelope) => ({ ...stored, schema: 2, readableFrom: 1 }));
			world.run(2);
			return `coins ${world.opened(a).data.coins}`;
		},
		tells: "coins 1",
		without: [
			{
				rule: "it is readableFrom that counts, not schema",
				edits: [edit("server/migrate/judge-version", "isReached(chain, readableFrom)", "isReached(chain, schema)")],
				tells: "stopped: k was not opened: newerData",
			},
		],
	},
	{
		name: "an old read is never served, neither at a peek nor at an open (peers.md trace 7)",
		play: (world) => {
			const [a, session] = world.bootWith();
			const b = world.boot();
			saveCoins(world, a, session, 1);
			const first = peek(b);
			world.run(1);
			saveCoins(world, a, session, 2);
			const second = peek(b);
			world.run(0.5);
			a.close(session);
			world.run(1);
			const opened = world.opened(b);
			return `${first.said}, ${second.said}, open: coins ${opened.data.coins}`;
		},
		tells: "coins 1, coins 2, open: coins 2",
		without: [
			{
				rule: "reads go past the cache",
				edits: [edit("server/cloud/roblox-stores", "options.UseCache = false", "options.UseCache = true")],
				tells: "coins 1, coins 1, open: coins 2",
			},
		],
	},
	{
		name: "a peek takes no lock and disturbs nobody (peers.md trace 12)",
		play: (world) => {
			const [a, session] = world.bootWith();
			const b = world.boot();
			saveCoins(world, a, session, 1);
			const writes = world.writes;
			const peeked = peek(b);
			world.run(2);
			const written = world.writes - writes;
			session.set(["coins"], 2);
			const answer = a.save(session);
			world.run(2);
			return `${peeked.said}, written ${written} times; then ${answer.said}, ${session.getState()}`;
		},
		tells: "coins 1, written 0 times; then saved, open",
		without: [
			{
				rule: "it only reads",
				edits: [
					edit(
						PEEK,
						'return readOnce(parts, name, "open")',
						`local found
						parts.cloud.stores:update(name.collection, name.key, function(stored)
							found = stored
							local taken = table.clone(stored)
							taken.lock = { owner = "peek", realm = "live", place = 1, epoch = stored.epoch, nonce = "p", renewed = 0 }
							return { value = taken, userIds = {} }
						end)
						return { ok = true, value = found }`,
					),
				],
				tells: "coins 1, written 1 times; then sessionLost, lost",
			},
		],
	},
	{
		name: "servers that want one document again and again lose none of its changes (peers.md trace 11)",
		play: (world) => {
			const hosts = [world.boot(), world.boot(), world.boot()];
			world.run(2);
			let coins = 0;
			for (let round = 0; round < 9; round += 1) {
				const opened = hosts[round % 3].open();
				world.run(8);
				coins = opened.session?.data.coins ?? -1;
				opened.session?.increment(["coins"]);
			}
			return `coins ${coins + 1}, epoch ${world.stored()!.epoch}`;
		},
		tells: "coins 9, epoch 9",
		without: [
			{
				rule: "who gives a document free saves it in the same write",
				edits: [
					edit("server/session/session-writer", "data = if hasData then", "data = if hasData and not release then"),
				],
				tells: "coins 1, epoch 9",
			},
		],
	},
	{
		name: "a try that comes when its open was given up takes no lock (traces.md 14)",
		play: (world) => {
			giveUpOpening(world, "lateTransform");
			world.run(16);
			return world.told();
		},
		tells: "nothing",
		without: [
			{
				rule: "the transform asks whether the document is still wanted",
				edits: [edit(ACQUIRE, "if not request.wanted() then", "if false then")],
				tells: "r0, epoch 1, locked, coins none",
			},
		],
	},
	{
		name: "a lock that a late try left behind is found after thirty seconds (traces.md 14)",
		play: (world) => {
			giveUpOpening(world, "late");
			world.run(16);
			const before = world.told();
			world.run(20);
			return `${before}, then ${world.told()}`;
		},
		tells: "r0, epoch 1, locked, coins none, then r0, epoch 1, free, coins none",
		without: [
			{
				rule: "an open that was given up is checked",
				edits: [edit(OPEN, "if self.mayHaveLock then", "if false then")],
				tells: "r0, epoch 1, locked, coins none, then r0, epoch 1, locked, coins none",
			},
		],
	},
	{
		name: "a lock that nobody stands behind is freed as soon as another server asks (traces.md 14)",
		play: (world) => {
			giveUpOpening(world, "late");
			world.run(16);
			const b = world.boot();
			const began = world.now();
			const opened = b.open();
			world.run(30);
			return `open ${world.took(began, opened.at, 7)}; ${world.told()}`;
		},
		tells: "open within 7 s; r0, epoch 2, locked, coins none",
		without: [
			{
				rule: "a request for what is not open here is answered by freeing it",
				edits: [edit(DESK, "self:free(letter)", "")],
				tells: "open after more than 7 s; r0, epoch 2, locked, coins none",
			},
		],
	},
	{
		name: "a server takes a lock of its own that no session of it stands behind (traces.md 14)",
		play: (world) => {
			const a = giveUpOpening(world, "late");
			world.run(16);
			const began = world.now();
			const opened = a.open();
			world.run(30);
			return `open ${world.took(began, opened.at, 2)}; ${world.told()}`;
		},
		tells: "open within 2 s; r0, epoch 2, locked, coins none",
		without: [
			{
				rule: "a lock of this server under another nonce is its own to take",
				edits: [edit(ACQUIRE, "lock ~= nil and lock.owner ~= owner and dead == nil", "lock ~= nil and dead == nil")],
				tells: "open after more than 2 s; r0, epoch 2, locked, coins none",
			},
		],
	},
];

export = () => {
	if (findHeadless() === undefined) SKIP();
	proveStories(STORIES, it);
};
