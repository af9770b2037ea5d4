/// <reference types="@rbxts/testez/globals" />
import { findHeadless } from "./support/headless";
import { ANN, HoldfastWorld, Host, KEY, StoredEnvelope, StorySession } from "./support/holdfast-world";
import { WRITE } from "./support/mishaps";
import { edit, proveStories, Story } from "./support/stories";

const CARE = "server/session/session-care";
const JUDGE = "server/session/judge-owner";
const SAVE = "server/session/save-transform";

const NO_MESSAGES = { service: "MessagingService" } as const;
const NO_MEMORY = { service: "MemoryStoreService" } as const;
const NO_BEATS = { operation: WRITE, target: "/alive/", server: 1 } as const;

function watchEnd(session: StorySession): () => string {
	let ending = "open";
	session.ended.subscribe((how) => {
		ending = how;
	});
	return () => ending;
}

/** A server whose machine stands still until another has its document, and what that one has saved then. */
function takeOverFrozen(world: HoldfastWorld, seconds: number): { a: Host; b: Host; session: StorySession } {
	const [a, session] = world.bootWith();
	const b = world.boot();
	session.set(["coins"], 4);
	a.server.freeze(seconds);
	const opened = b.open();
	world.run(seconds - 2);
	opened.session!.set(["coins"], 50);
	b.save(opened.session!);
	return { a, b, session };
}

/** Who may be taken over, and when: a live owner never. */
const STORIES: ReadonlyArray<Story> = [
	{
		name: "a document changes hands without any message, also one that is never saved (traces.md 15, peers.md trace 4)",
		play: (world) => {
			world.mishaps.add(NO_MESSAGES, { kind: "failed" });
			const [a, session] = world.bootWith();
			const b = world.boot();
			const ending = watchEnd(session);
			world.run(20);
			const began = world.now();
			const opened = b.open();
			world.run(60);
			return `${ending()}, open ${world.took(began, opened.at, 10)}; ${a.server.state}; ${world.told()}`;
		},
		tells: "handedOver, open within 10 s; running; r0, epoch 2, locked, coins none",
		without: [
			{
				rule: "a request for a document goes into its owner's mailbox too",
				edits: [
					edit("server/handoff/server-mail", "return self.mailbox:send(to", "return false and self.mailbox:send(to"),
				],
				tells: "open, open never; running; r0, epoch 1, locked, coins none",
			},
		],
	},
	{
		name: "MemoryStore is down for minutes and nobody is kicked or taken over (peers.md trace 5, traces.md 4)",
		play: (world) => {
			const a = world.boot();
			const client = a.join();
			world.run(1);
			const session = a.open(KEY, { UserId: ANN.userId });
			world.run(3);
			const ending = watchEnd(session.session!);
			const b = world.boot();
			world.run(2);
			world.mishaps.add(NO_MEMORY, { kind: "outage" });
			world.mishaps.add(NO_MESSAGES, { kind: "outage" });
			const opened = b.open();
			world.run(175);
			const here = a.server.connectedClients().includes(client) ? "here" : "gone";
			return `Ann is ${here}, her session ${ending()}; B: ${opened.session !== undefined ? "open" : "waits"}`;
		},
		tells: "Ann is here, her session open; B: waits",
		without: [
			{
				rule: "a suspect server touches every document",
				edits: [edit(CARE, "session:touch()", "")],
				tells: "Ann is here, her session open; B: open",
			},
		],
	},
	{
		name: "what is committed while MemoryStore is down is journaled by a save (peers.md trace 5)",
		play: (world) => {
			const [a, session] = world.bootWith();
			world.mishaps.add(NO_MEMORY, { kind: "outage" });
			world.run(10);
			// Right after a sign of life in the record: the next one, which would save as well, is some seconds off.
			for (const before = world.writes; world.writes === before;) world.run(0.1);
			session.set(["coins"], 3);
			const began = world.now();
			const answer = a.journaled(session);
			world.run(20);
			return `${answer.said} ${world.took(began, answer.at, 2)}; ${world.told()}`;
		},
		tells: "save within 2 s; r1, epoch 1, locked, coins 3",
		without: [
			{
				rule: "a journal that does not work keeps nothing",
				edits: [
					edit(
						"server/journal/journal",
						"return self:works() and self.parts.heartbeat:suspectedSince() == nil",
						"return true",
					),
				],
				tells: "save after more than 2 s; r1, epoch 1, locked, coins 3",
			},
		],
	},
	{
		name: "an owner whose sign of life is throttled is not taken over (traces.md 4, peers.md trace 11)",
		play: (world) => {
			const [a, session] = world.bootWith();
			const b = world.boot();
			const ending = watchEnd(session);
			world.run(5);
			world.mishaps.add(NO_MESSAGES, { kind: "failed" });
			const beatsAgain = world.mishaps.add(NO_BEATS, { kind: "throttled" });
			const opened = b.open();
			for (let second = 1; second <= 60; second += 1) {
				if (session.getState() === "open") session.increment(["coins"]);
				world.run(1);
			}
			const meanwhile = ending();
			beatsAgain();
			world.run(20);
			return `${meanwhile}, then ${ending()}; B has coins ${opened.session?.data.coins} of ${session.data.coins}; ${a.server.state}`;
		},
		tells: "open, then handedOver; B has coins 60 of 60; running",
		without: [
			{
				rule: "a suspect server touches every document",
				edits: [edit(CARE, "session:touch()", "")],
				tells: "open, then lost; B has coins 21 of 60; running",
			},
			{
				rule: "a lock that has moved is watched anew",
				edits: [edit("server/store/record", " and a.renewed == b.renewed", "")],
				tells: "lost, then lost; B has coins 21 of 29; running",
			},
			{
				rule: "a lock is watched for twenty seconds",
				edits: [edit(JUDGE, "watched >= config.deadOwnerSeconds", "true"), edit(JUDGE, "absentLongEnough and", "")],
				tells: "lost, then lost; B has coins 13 of 21; running",
			},
		],
	},
	{
		name: "a janitor frees nothing of an owner whose sign of life is throttled (traces.md 4)",
		play: (world) => {
			const [a, session] = world.bootWith();
			world.boot();
			const ending = watchEnd(session);
			world.mishaps.add(NO_MESSAGES, { kind: "failed" });
			session.set(["coins"], 1);
			world.run(5);
			world.mishaps.add(NO_BEATS, { kind: "throttled" });
			for (let second = 1; second <= 120; second += 1) {
				if (session.getState() === "open") session.increment(["coins"]);
				world.run(1);
			}
			const answer = a.save(session);
			world.run(3);
			return `${ending()}, ${answer.said}, coins ${world.stored()!.data!.coins}`;
		},
		tells: "open, saved, coins 121",
		without: [
			{
				rule: "the janitor too watches the lock",
				edits: [
					edit("server/journal/janitor", "if before == nil or not sameLock(before.lock, lock) then", "if false then"),
					edit("server/journal/janitor", "return clock:now() - before.since >= config.deadOwnerSeconds", "return true"),
				],
				tells: "lost, sessionLost, coins 38",
			},
		],
	},
	{
		name: "a server of Studio takes nothing from the live game, whose signs of life it cannot see (traces.md 4)",
		play: (world) => {
			const [a, session] = world.bootWith();
			const ending = watchEnd(session);
			const studio = world.boot({ realm: "studio" });
			const opened = studio.open();
			world.mishaps.add(NO_MESSAGES, { kind: "failed" });
			world.run(170);
			return `${ending()}, ${opened.session !== undefined ? "taken" : "not taken"}; ${a.server.state}`;
		},
		tells: "open, not taken; running",
		without: [
			{
				rule: "an owner of another realm is never declared dead",
				edits: [edit(JUDGE, "if lock.realm ~= realm then", "if false then")],
				tells: "open, taken; running",
			},
		],
	},
	{
		name: "a server that could never show that it lives touches its documents all the same (traces.md 4)",
		play: (world) => {
			world.mishaps.add(NO_BEATS, { kind: "throttled" });
			world.mishaps.add(NO_MESSAGES, { kind: "failed" });
			const [a, session] = world.bootWith();
			const ending = watchEnd(session);
			const b = world.boot();
			const opened = b.open();
			world.run(100);
			return `${ending()}, ${opened.session !== undefined ? "taken" : "not taken"}; ${a.server.state}`;
		},
		tells: "open, not taken; running",
		without: [
			{
				rule: "a server that never had its key is suspect too",
				edits: [edit("server/liveness/heartbeat", "_condition = self.startedAt", "_condition = nil")],
				tells: "open, taken; running",
			},
			{
				rule: "a suspect server touches every document",
				edits: [edit(CARE, "session:touch()", "")],
				tells: "open, taken; running",
			},
		],
	},
	{
		name: "the retry of a slow writer that was taken over is refused (peers.md trace 8)",
		play: (world) => {
			const [a, session] = world.bootWith();
			const b = world.boot();
			const ending = watchEnd(session);
			session.set(["coins"], 4);
			world.mishaps.add(
				{ operation: "UpdateAsync", target: KEY, server: 1 },
				{ kind: "lateTransform", seconds: 60 },
				1,
			);
			a.save(session);
			world.run(0.3);
			// Its retry is due while the machine stands still.
			a.server.freeze(60);
			const opened = b.open();
			world.run(50);
			opened.session!.set(["coins"], 50);
			b.save(opened.session!);
			world.run(30);
			return `${ending()}; ${world.told()}`;
		},
		tells: "lost; r1, epoch 2, locked, coins 50",
		without: [
			{
				rule: "only the session in the record may write",
				edits: [edit(SAVE, "if not holdsLock(request.id, lock) then", "if false then")],
				tells: "handedOver; r1, epoch 2, free, coins 4",
			},
		],
	},
	{
		name: "a server that was taken over says of nothing that it is journaled (traces.md 4)",
		play: (world) => {
			world.mishaps.add(NO_MESSAGES, { kind: "failed" });
			const { a, session } = takeOverFrozen(world, 60);
			// Nor does it hear of it from the store.
			const storeAgain = world.mishaps.add({ operation: "UpdateAsync", target: KEY, server: 1 }, { kind: "failed" });
			world.run(2.1);
			session.set(["coins"], 5);
			const answer = a.journaled(session);
			world.run(10);
			storeAgain();
			world.run(40);
			return `${answer.said}; ${world.told()}`;
		},
		tells: "sessionLost; r1, epoch 2, locked, coins 50",
		without: [
			{
				rule: "while suspect, nothing is journaled",
				edits: [
					edit(
						"server/journal/journal",
						"return self:works() and self.parts.heartbeat:suspectedSince() == nil",
						"return self:works()",
					),
				],
				tells: "journal; r1, epoch 2, locked, coins 50",
			},
		],
	},
	{
		name: "a healthy server that was taken over by one that sees nothing learns it at once (traces.md 4)",
		play: (world) => {
			const [, session] = world.bootWith();
			const b = world.boot();
			const ending = watchEnd(session);
			world.run(5);
			world.mishaps.add({ ...NO_MEMORY, server: 2 }, { kind: "outage" });
			const heardAgain = world.mishaps.add(NO_MESSAGES, { kind: "failed" });
			// All that B asked for is lost; what it says when it has the document is heard.
			world.universe.cloud.observe((write) => {
				if ((write.value as StoredEnvelope).epoch === 2) heardAgain();
			});
			const opened = b.open();
			world.run(130);
			const meanwhile = opened.session !== undefined ? "taken" : "not taken";
			world.run(10);
			return `${meanwhile}, ${ending()}`;
		},
		tells: "taken, lost",
		without: [
			{
				rule: "a session learns what a write finds that nobody waits for",
				edits: [edit("server/session/save-loop", "self.parts.lost()", "")],
				tells: "taken, open",
			},
			{
				rule: "a fenced message makes it look",
				edits: [edit("server/handoff/release-desk", "session:touch()", "")],
				tells: "taken, open",
			},
		],
	},
];

export = () => {
	if (findHeadless() === undefined) SKIP();
	proveStories(STORIES, it);
};
