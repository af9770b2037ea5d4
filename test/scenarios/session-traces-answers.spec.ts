/// <reference types="@rbxts/testez/globals" />
import { findHeadless } from "./support/headless";
import { ANN, KEY } from "./support/holdfast-world";
import { WRITE } from "./support/mishaps";
import { edit, proveStories, Story } from "./support/stories";

const ACQUIRE = "server/session/acquire-transform";
const SAVE = "server/session/save-transform";
const SESSION_ID = "server/session/session-id";

/** Writes whose answers are lost, or that come later than their senders were told. */
const STORIES: ReadonlyArray<Story> = [
	{
		name: "an open whose answer was lost knows its own lock (peers.md trace 1)",
		play: (world) => {
			const [a, b] = [world.boot(), world.boot()];
			world.mishaps.add({ operation: WRITE, target: KEY }, { kind: "unanswered" }, 1);
			const session = world.opened(a);
			const opened = `${world.told()}, ${world.writes} write`;
			// The hand-off works as if nothing had happened: nobody has to take anything by force.
			session.set(["coins"], 7);
			const began = world.now();
			const second = b.open();
			world.run(20);
			return `${opened}; handed over ${world.took(began, second.at, 6)} with coins ${second.session?.data.coins}`;
		},
		tells: "r0, epoch 1, locked, coins none, 1 write; handed over within 6 s with coins 7",
		without: [
			{
				rule: "the nonce of this very open is a success",
				edits: [edit(ACQUIRE, "lock.owner == owner and lock.nonce == nonce", "false")],
				tells: "r0, epoch 2, locked, coins none, 2 write; handed over within 6 s with coins 7",
			},
			{
				rule: "neither is a lock of this server without a session",
				edits: [
					edit(ACQUIRE, "lock.owner == owner and lock.nonce == nonce", "false"),
					edit(ACQUIRE, "lock ~= nil and lock.owner ~= owner and dead == nil", "lock ~= nil and dead == nil"),
				],
				tells: "stopped: k was not opened: no answer",
			},
		],
	},
	{
		name: "a save whose answer was lost is a save, and is not written again (peers.md trace 2)",
		play: (world) => {
			const [a, session] = world.bootWith();
			session.set(["coins"], 5);
			world.mishaps.add({ operation: WRITE, target: KEY }, { kind: "unanswered" }, 1);
			const answer = a.save(session);
			world.run(10);
			return `${answer.said}, ${session.getState()}, ${world.told()}, ${world.writes} writes`;
		},
		tells: "saved, open, r1, epoch 1, locked, coins 5, 2 writes",
		without: [
			{
				rule: "its own stamp first",
				edits: [edit(SAVE, "if seq == request.seq then", "if false then")],
				tells: "saved, open, r1, epoch 1, locked, coins 5, 3 writes",
			},
		],
	},
	{
		name: "a release whose answer was lost is no false loss (traces.md 5)",
		play: (world) => {
			const [a, session] = world.bootWith();
			let ended = "";
			session.ended.subscribe((how) => {
				ended = how;
			});
			session.set(["coins"], 5);
			world.mishaps.add({ operation: WRITE, target: KEY }, { kind: "unanswered" }, 1);
			const answer = a.close(session);
			world.run(10);
			return `${answer.said}, ${ended}, ${world.told()}`;
		},
		tells: "saved, closed, r1, epoch 1, free, coins 5",
		without: [
			{
				rule: "a session knows its own stamp",
				edits: [edit(SESSION_ID, "return stamp.epoch == id.epoch and stamp.nonce == id.nonce", "return false")],
				tells: "sessionLost, lost, r1, epoch 1, free, coins 5",
			},
		],
	},
	{
		name: "who comes back while the last save is tried again finds what it has not saved (peers.md trace 3)",
		play: (world) => {
			const a = world.boot();
			const client = a.join();
			world.run(1);
			const first = a.open(KEY, { UserId: ANN.userId });
			world.run(3);
			first.session!.set(["coins"], 8);
			const broken = world.mishaps.add({ operation: WRITE, target: KEY }, { kind: "failed" });
			a.server.leave(client);
			world.run(1);
			a.join();
			world.run(0.2);
			const second = a.open(KEY, { UserId: ANN.userId });
			world.run(2);
			broken();
			world.run(40);
			return `coins ${second.session?.data.coins}; ${world.told()}`;
		},
		tells: "coins 8; r1, epoch 2, locked, coins 8",
		without: [
			{
				rule: "the next session carries the unsaved root along",
				edits: [edit("server/session-lifecycle", "slot.unsaved = before:handOn()", "before:handOn()")],
				tells: "coins 0; r0, epoch 2, locked, coins none",
			},
		],
	},
	{
		name: "an older save that comes after a newer one undoes nothing (traces.md 5, peers.md trace 14)",
		play: (world) => {
			const [a, session] = world.bootWith();
			session.set(["coins"], 10);
			world.mishaps.add({ operation: "UpdateAsync", target: KEY }, { kind: "lateTransform", seconds: 20 }, 1);
			// Told that it failed, the game goes on; what is saved next is newer.
			session.saveFailed.subscribe(() => session.set(["coins"], 12));
			const answer = a.save(session);
			world.run(10);
			const before = world.told();
			world.run(30);
			return `${answer.said}, ${before}, then ${world.told()}`;
		},
		tells: "saved, r2, epoch 1, locked, coins 12, then r2, epoch 1, locked, coins 12",
		without: [
			{
				rule: "a newer stamp of the same session is stored",
				edits: [edit(SAVE, "if seq > request.seq then", "if false then")],
				tells: "saved, r2, epoch 1, locked, coins 12, then r1, epoch 1, locked, coins 10",
			},
		],
	},
	{
		name: "a save that is still under way when its session is released brings nothing back (peers.md trace 13)",
		play: (world) => {
			const [a, session] = world.bootWith();
			session.set(["coins"], 10);
			world.mishaps.add({ operation: "UpdateAsync", target: KEY }, { kind: "lateTransform", seconds: 20 }, 1);
			session.saveFailed.subscribe(() => {
				session.set(["coins"], 12);
				a.close(session);
			});
			a.save(session);
			world.run(10);
			const before = world.told();
			world.run(30);
			return `${before}, then ${world.told()}`;
		},
		tells: "r2, epoch 1, free, coins 12, then r2, epoch 1, free, coins 12",
		without: [
			{
				rule: "a session without its lock writes nothing, nor anything older than its last stamp",
				edits: [
					edit(
						SAVE,
						"local lock = stored.lock",
						"local lock = stored.lock or { owner = request.id.owner, epoch = request.id.epoch, nonce = request.id.nonce, renewed = 0 }",
					),
					edit(SAVE, "if seq > request.seq then", "if false then"),
				],
				tells: "r2, epoch 1, free, coins 12, then r1, epoch 1, locked, coins 10",
			},
		],
	},
	{
		name: "a release that lands on a player who has come back clears nothing (traces.md 12)",
		play: (world) => {
			const a = world.boot();
			const client = a.join();
			world.run(1);
			const first = a.open(KEY, { UserId: ANN.userId });
			world.run(3);
			first.session!.set(["coins"], 8);
			world.mishaps.add({ operation: "UpdateAsync", target: KEY }, { kind: "lateTransform", seconds: 20 }, 1);
			let second: ReturnType<typeof a.open> | undefined;
			first.session!.saveFailed.subscribe(() => {
				a.join();
				second = a.open(KEY, { UserId: ANN.userId });
			});
			a.server.leave(client);
			world.run(10);
			second!.session!.set(["coins"], 9);
			world.run(30);
			const before = world.told();
			const answer = a.save(second!.session!);
			world.run(5);
			return `${before}, then ${answer.said}: ${world.told()}`;
		},
		tells: "r1, epoch 2, locked, coins 8, then saved: r2, epoch 2, locked, coins 9",
		without: [
			{
				rule: "an epoch whose release was sent is dead",
				edits: [
					edit(SESSION_ID, "a.owner == b.owner and a.epoch == b.epoch and a.nonce == b.nonce", "a.owner == b.owner"),
				],
				tells: "r1, epoch 2, free, coins 8, then sessionLost: r1, epoch 2, free, coins 8",
			},
		],
	},
	{
		name: "an epoch that a console has brought back is not mistaken for the one before (traces.md 13)",
		play: (world) => {
			const [a, first] = world.bootWith();
			first.set(["coins"], 1);
			a.close(first);
			world.run(5);
			const backup = world.stored()!;
			const second = world.opened(a);
			second.set(["coins"], 2);
			world.mishaps.add({ operation: "UpdateAsync", target: KEY }, { kind: "lateTransform", seconds: 30 }, 1);
			a.close(second);
			world.run(5);
			const closed = world.told();
			a.writeRaw(() => backup);
			world.run(2);
			const third = world.opened(a);
			third.set(["coins"], 5);
			const answer = a.save(third);
			world.run(5);
			const before = `${answer.said}: ${world.told()}`;
			world.run(40);
			return `${closed}; ${before}; then ${world.told()}`;
		},
		tells: "r2, epoch 2, free, coins 2; saved: r2, epoch 2, locked, coins 5; then r2, epoch 2, locked, coins 5",
		without: [
			{
				rule: "a fence compares owner, epoch and nonce",
				edits: [edit(SESSION_ID, "a.epoch == b.epoch and a.nonce == b.nonce", "a.epoch == b.epoch")],
				tells: "r2, epoch 2, free, coins 2; saved: r2, epoch 2, locked, coins 5; then r2, epoch 2, free, coins 2",
			},
		],
	},
];

export = () => {
	if (findHeadless() === undefined) SKIP();
	proveStories(STORIES, it);
};
