/// <reference types="@rbxts/testez/globals" />
import { findHeadless } from "./support/headless";
import { HoldfastWorld, Host, KEY, StorySession } from "./support/holdfast-world";
import { WRITE } from "./support/mishaps";
import { send, sendGift, status } from "./support/post";
import { edit, proveStories, Story } from "./support/stories";

const APPEND = "server/inbox/append-transform";
const ACKS = "server/inbox/inbox-acks";
const DESK = "server/inbox/inbox-desk";
const SENDER = "server/inbox/message-sender";
const SAVE = "server/session/save-transform";

function save(world: HoldfastWorld, host: Host, session: StorySession): void {
	host.save(session);
	world.run(2);
}

/** What the document's next owner finds: `coins 5, text a b`. */
function found(world: HoldfastWorld): string {
	const heir = world.boot({ newer: true });
	const opened = heir.open();
	world.run(120);
	const { coins, text } = opened.session!.data;
	return text === undefined ? `coins ${coins}` : `coins ${coins}, text ${text}`;
}

const STORIES: ReadonlyArray<Story> = [
	{
		name: "a message whose append is reported failed is not delivered again when it is appended again (traces.md 10)",
		play: (world) => {
			const [a, b] = [world.boot(), world.boot()];
			const session = world.opened(b);
			const target = `Test/global/${KEY}`;
			const failing = world.mishaps.add({ operation: "UpdateAsync", server: 1, target }, { kind: "failed" });
			world.mishaps.add({ operation: "UpdateAsync", begins: true, server: 1, target }, { kind: "slow", seconds: 0 }, 1);
			world.mishaps.add({ operation: WRITE, server: 1, target }, { kind: "unanswered" }, 1);
			const sent = sendGift(a, 5);
			world.run(0.3);
			// It is in the store, and its sender does not know; the owner's save sees it, and the next one has its effect.
			session.set(["text"], "seen");
			save(world, b, session);
			save(world, b, session);
			const early = sent.said ?? "nothing";
			// Another one makes a commit that may forget what is not needed any more.
			sendGift(world.boot(), 1);
			world.run(3);
			save(world, b, session);
			failing();
			world.run(40);
			b.close(session);
			world.run(3);
			return `${early}, then ${sent.said}; ${found(world)}`;
		},
		tells: "nothing, then sent; coins 6, text seen",
		without: [
			{
				rule: "append and delivery look at what was handled",
				edits: [
					edit(APPEND, "if ack ~= nil then", "if false then"),
					edit(DESK, "_condition = ackOf(session:ledger(), message.id) ~= nil", "_condition = false"),
				],
				tells: "nothing, then sent; coins 16, text seen",
			},
			{
				rule: "what was handled is remembered for longer than it can come again",
				edits: [edit(ACKS, "math.max(appendBefore, unixSeconds) + ACK_MARGIN_SECONDS", "0")],
				tells: "nothing, then sent; coins 11, text seen",
			},
		],
	},
	{
		name: "a save takes out of the inbox what it has handled, and nothing else (traces.md 9)",
		play: (world) => {
			const [a, b] = [world.boot(), world.boot()];
			const session = world.opened(b);
			sendGift(a, 5);
			world.run(2);
			// Between the delivery and the save another one comes, which this server does not understand.
			send(a, a.kinds.sword, { word: "one" });
			world.run(2);
			save(world, b, session);
			const kinds =
				world
					.stored()!
					.inbox?.map(({ kind }) => kind)
					.join("+") ?? "nothing";
			b.close(session);
			world.run(2);
			const heir = world.boot({ newer: true });
			const { coins, sword } = world.opened(heir).data;
			return `${kinds}; coins ${coins}${sword === true ? " and a sword" : ""}`;
		},
		tells: "sword; coins 5 and a sword",
		without: [
			{
				rule: "only what is handled is taken out",
				edits: [edit(ACKS, "not isMessage(item) or acks[item.id] == nil", "false")],
				tells: "nothing; coins 5",
			},
			{
				rule: "a save is written from the value that the transform was given",
				edits: [edit(SAVE, "withoutAcked(stored.inbox, request.ledger)", "nil")],
				tells: "nothing; coins 5",
			},
		],
	},
	{
		name: "what a message did and that it was handled survive a crash together (traces.md 3)",
		play: (world) => {
			const [a, b] = [world.boot(), world.boot()];
			const session = world.opened(b);
			sendGift(a, 5);
			world.run(2);
			const journaled = b.journaled(session);
			world.run(4);
			b.server.crash();
			return `${journaled.said}; ${found(world)}`;
		},
		tells: "journal; coins 5",
		without: [
			{
				rule: "the journal has the ledger with the data",
				edits: [edit("server/journal/journal", "unionChanges(ledgers, ledger)", "{}")],
				tells: "journal; coins 10",
			},
			{
				rule: "effect and acknowledgement are one commit",
				edits: [edit(DESK, "session:commitWith(edit, ledger, {", "session:commitWith(edit, session:ledger(), {")],
				tells: "journal; coins 15",
			},
		],
	},
	{
		name: "messages of one server to one document are delivered in the order in which they were sent",
		play: (world) => {
			const a = world.boot();
			// The first try is lost: what is sent after it must not pass it by.
			world.mishaps.add({ operation: "UpdateAsync", target: KEY }, { kind: "failed" }, 1);
			for (const word of ["one", "two", "three"]) send(a, a.kinds.word, { word });
			world.run(30);
			return found(world);
		},
		tells: "coins 0, text one two three",
		without: [
			{
				rule: "the next goes when the one before is settled",
				edits: [
					edit(SENDER, "if line ~= nil then", "if false then"),
					edit(
						SENDER,
						"for _, parcel in line.parcels do",
						"if not line then return end for _, parcel in line.parcels do",
					),
				],
				tells: "coins 0, text two three one",
			},
		],
	},
	{
		name: "a message that was given up does not come later",
		play: (world) => {
			const a = world.boot();
			const failing = world.mishaps.add({ operation: "UpdateAsync", target: KEY }, { kind: "failed" });
			world.mishaps.add({ operation: "UpdateAsync", target: KEY }, { kind: "lateTransform", seconds: 200 }, 1);
			const sent = sendGift(a, 5);
			world.run(150);
			failing();
			const early = `${sent.said}, ${world.stored() === undefined ? "nothing stored" : "stored"}`;
			world.run(120);
			return `${early}; ${found(world)}`;
		},
		tells: "cloud, nothing stored; coins 0",
		without: [
			{
				rule: "the transform asks whether it is still wanted",
				edits: [edit(APPEND, "if not wanted() or unixSeconds >= message.appendBefore then", "if false then")],
				tells: "cloud, nothing stored; coins 5",
			},
		],
	},
	{
		name: "a message whose time is over is not delivered, and its sender is told",
		play: (world) => {
			const a = world.boot();
			const told = new Array<string>();
			a.manager.undelivered.subscribe(({ kind, state }) => told.push(`${kind} ${state}`));
			const sent = sendGift(a, 5, { expirySeconds: 60 });
			world.run(70);
			const b = world.boot();
			const session = world.opened(b);
			const { coins } = session.data;
			b.close(session);
			world.run(10);
			const asked = status(a, sent.id!);
			world.run(2);
			return `coins ${coins}; ${told.join("+")}; ${asked.said}`;
		},
		tells: "coins 0; gift expired; expired",
		without: [
			{
				rule: "the owner looks at its time",
				edits: [edit(DESK, "self.parts.cloud.clock:unixSeconds() >= message.expires", "false")],
				tells: "coins 5; ; delivered",
			},
		],
	},
	{
		name: "a message that its handler refuses changes nothing, is kept, and its sender is told",
		play: (world) => {
			const [a, b] = [world.boot(), world.boot()];
			const told = new Array<string>();
			a.manager.undelivered.subscribe(({ kind, state }) => told.push(`${kind} ${state}`));
			const session = world.opened(b);
			const sent = [send(a, a.kinds.broken, { word: "x" }), send(a, a.kinds.waiting, { word: "y" })];
			sendGift(a, 5);
			world.run(5);
			save(world, b, session);
			world.run(10);
			const asked = sent.map(({ id }) => status(a, id!));
			world.run(2);
			const box = world.universe.cloud.inspect("Test", `~q/${KEY}`) as {
				items: ReadonlyArray<{ value: { kind: string } }>;
			};
			const kept = box?.items.map(({ value }) => value.kind).sort() ?? [];
			const refused = asked.map(({ said }) => said ?? "nothing");
			return `coins ${session.data.coins}; ${told.sort().join(", ")}; ${refused.join(", ")}; kept ${kept.join(", ")}`;
		},
		tells: "coins 5; broken refused, waiting refused; refused, refused; kept broken, waiting",
		without: [
			{
				rule: "it is kept before it is handled",
				edits: [edit(DESK, "quarantine(self.parts, collection, key, `refused: {reason}`, message)", "{ ok = true }")],
				tells: "coins 5; broken refused, waiting refused; refused, refused; kept ",
			},
		],
	},
	{
		name: "a message arrives although every message between servers is lost",
		play: (world) => {
			const [a, b] = [world.boot(), world.boot()];
			const session = world.opened(b);
			world.mishaps.add({ service: "MessagingService" }, { kind: "failed" });
			sendGift(a, 5);
			world.run(12);
			return `coins ${session.data.coins}`;
		},
		tells: "coins 5",
		without: [
			{
				rule: "the owner finds a letter in its mailbox",
				edits: [
					edit(
						"server/server-parts",
						'self.mail:sendTwice(lock.owner, {\n\t\t\t\t\tkind = "inbox"',
						'self.mail:send(lock.owner, {\n\t\t\t\t\tkind = "inbox"',
					),
				],
				tells: "coins 0",
			},
		],
	},
];

export = () => {
	if (findHeadless() === undefined) SKIP();
	proveStories(STORIES, it);

	it("is where a document begins that was never open: it opens with its defaults and what the message did", () => {
		const world = new HoldfastWorld();
		const [a, b] = [world.boot(), world.boot()];
		sendGift(a, 5);
		world.run(2);
		expect(world.stored()!.data).to.equal(undefined);
		const peeked = b.ask(() => {
			const result = b.manager.peek(b.collection, KEY).expect();
			return result.ok ? tostring(result.value) : result.error.kind;
		});
		world.run(1);
		expect(peeked.said).to.equal("nil");
		const session = world.opened(b);
		expect(session.opening.source).to.equal("default");
		expect(session.data.coins).to.equal(5);
		const asked = status(a, "no such id");
		world.run(1);
		expect(asked.said).to.equal("unknown");
		expect(world.problems()).to.equal("");
	});

	it("costs one write to send, and none more than its owner's save to handle", () => {
		const world = new HoldfastWorld();
		const [a, b] = [world.boot(), world.boot()];
		const session = world.opened(b);
		const before = world.writes;
		for (const coins of [1, 2, 3]) sendGift(a, coins);
		world.run(5);
		// The second and the third waited for the first, and went together.
		expect(world.writes - before).to.equal(2);
		expect(session.data.coins).to.equal(6);
		b.close(session);
		world.run(3);
		expect(world.writes - before).to.equal(3);
		expect(world.stored()!.inbox).to.equal(undefined);
	});

	it("that is full refuses more, and keeps all that it has", () => {
		const world = new HoldfastWorld();
		const a = world.boot();
		const all = new Array<ReturnType<typeof sendGift>>();
		for (let count = 1; count <= 102; count += 1) all.push(sendGift(a, 1));
		world.run(20);
		expect(all.filter(({ said }) => said === "sent").size()).to.equal(100);
		expect(all.filter(({ said }) => said === "inboxFull").size()).to.equal(2);
		const [b, large] = [world.boot(), { key: "large" }];
		const word = string.rep("x", 8000);
		const words = new Array<ReturnType<typeof sendGift>>();
		for (let count = 1; count <= 40; count += 1) words.push(send(a, a.kinds.word, { word }, large));
		world.run(20);
		expect(words.filter(({ said }) => said === "inboxFull").size() > 0).to.equal(true);
		expect(words.filter(({ said }) => said === "sent").size() > 30).to.equal(true);
		const session = world.opened(b);
		expect(session.data.coins).to.equal(100);
		b.save(session);
		world.run(3);
		const more = sendGift(a, 1);
		world.run(3);
		expect(more.said).to.equal("sent");
		expect(session.data.coins).to.equal(101);
	});

	it("keeps what nobody here understands for a newer version of the game", () => {
		const world = new HoldfastWorld();
		const a = world.boot();
		const sent = send(a, a.kinds.sword, { word: "one" });
		world.run(2);
		const session = world.opened(a);
		session.set(["coins"], 1);
		a.close(session);
		world.run(3);
		const asked = status(a, sent.id!);
		world.run(1);
		expect(asked.said).to.equal("waiting");
		const newer = world.opened(world.boot({ newer: true }));
		expect(newer.data.sword).to.equal(true);
	});

	it("refuses bad input with a typed error, and nothing is sent", () => {
		const world = new HoldfastWorld();
		const a = world.boot();
		const { gift, word } = a.kinds;
		const none = 0 / 0;
		const all = [
			sendGift(a, 1, { key: "" }),
			sendGift(a, 0),
			sendGift(a, 1.5),
			send(a, gift, "nothing" as never),
			send(a, gift, { coins: 1, more: () => 1 } as never),
			send(a, word, { word: string.rep("x", 9000) }),
			sendGift(a, 1, { expirySeconds: -5 }),
			sendGift(a, 1, { expirySeconds: none }),
		];
		world.run(2);
		expect(all.map(({ said }) => said ?? "nothing").join(" ")).to.equal(
			"invalidKey invalidData invalidData invalidData unstorable tooLarge invalidTime invalidTime",
		);
		a.writeRaw(() => ({ format: 2 }), "raw");
		world.run(2);
		const raw = sendGift(a, 1, { key: "raw" });
		world.run(2);
		expect(raw.said).to.equal("unreadableRecord");
		expect(world.stored()).to.equal(undefined);
		const stopped = a.ask(() => {
			a.manager.stop().expect();
			const sent = a.manager.send(a.collection, KEY, gift, { coins: 1 }).expect();
			return sent.ok ? "sent" : sent.error.kind;
		});
		world.run(40);
		expect(stopped.said).to.equal("shuttingDown");
	});

	it("takes each message once, at whatever moment its sender dies, and has each that was called sent", () => {
		const ends = new Set<string>();
		for (let resumptions = 1; resumptions <= 25; resumptions += 1) {
			const world = new HoldfastWorld();
			const [a, b] = [world.boot(), world.boot()];
			const session = world.opened(b);
			const sent = sendGift(a, 5);
			a.server.crashAfterResumptions(resumptions);
			world.run(20);
			if (a.server.state === "running") a.server.crash();
			b.close(session);
			world.run(5);
			const outcome = found(world);
			ends.add(outcome);
			if (sent.said === "sent") expect(outcome).to.equal("coins 5");
			expect(outcome === "coins 0" || outcome === "coins 5").to.equal(true);
			expect(world.problems()).to.equal("");
		}
		expect(ends.has("coins 0") && ends.has("coins 5")).to.equal(true);
	});

	it("takes each message once, at whatever moment its receiver dies", () => {
		for (let resumptions = 1; resumptions <= 45; resumptions += 1) {
			const world = new HoldfastWorld();
			const [a, b] = [world.boot(), world.boot()];
			sendGift(a, 5);
			world.run(2);
			b.server.crashAfterResumptions(resumptions);
			b.inside(() => {
				const opened = b.manager.open(b.collection, KEY).expect();
				if (opened.ok) opened.value.save().expect();
			});
			world.run(1);
			sendGift(a, 7);
			world.run(10);
			if (b.server.state === "running") b.server.crash();
			expect(`${resumptions}: ${found(world)}`).to.equal(`${resumptions}: coins 12`);
			expect(world.problems()).to.equal("");
		}
	});

	it("takes each message once, whatever becomes of the writes of its sender and of its receiver", () => {
		for (const server of [1, 2]) {
			for (const kind of ["unanswered", "failed", "late", "lateTransform"] as const) {
				for (const spared of [0, 1, 2]) {
					const world = new HoldfastWorld();
					const [a, b] = [world.boot(), world.boot()];
					const operation = kind === "lateTransform" ? "UpdateAsync" : WRITE;
					const begins = kind === "lateTransform";
					const fault =
						kind === "late" || kind === "lateTransform" ? ({ kind, seconds: 8 } as const) : ({ kind } as const);
					world.mishaps.add({ operation, begins, server, target: `Test/global/${KEY}` }, fault, 2, spared);
					sendGift(a, 5);
					world.run(0.5);
					const opened = b.open();
					world.run(15);
					sendGift(a, 7);
					world.run(15);
					b.save(opened.session!);
					world.run(15);
					b.close(opened.session!);
					world.run(30);
					const name = `server ${server}, ${kind} after ${spared}`;
					expect(`${name}: ${found(world)}`).to.equal(`${name}: coins 12`);
					expect(world.problems()).to.equal("");
				}
			}
		}
	});
};
