/// <reference types="@rbxts/testez/globals" />
import { findHeadless } from "./support/headless";
import { HoldfastWorld } from "./support/holdfast-world";
import { WRITE } from "./support/mishaps";
import { edit, proveStories, Story } from "./support/stories";
import { openedPair, storedPair, Traders } from "./support/trades";

const GROUP_SAVE = "server/transact/group-save";
const RESOLVE = "server/transact/resolve-transform";
const NO_MEMORY = { service: "MemoryStoreService", server: 1 } as const;
const NO_MESSAGES = { service: "MessagingService" } as const;

/** Another server takes the primary over, since nothing is seen of the first one for a while. */
function loseTheFirst(world: HoldfastWorld): () => void {
	const stops = [
		world.mishaps.add(NO_MEMORY, { kind: "failed" }),
		world.mishaps.add(NO_MESSAGES, { kind: "failed" }),
		world.mishaps.add({ service: "DataStoreService", server: 1 }, { kind: "failed" }),
	];
	return () => {
		for (const stop of stops) stop();
	};
}

const STORIES: ReadonlyArray<Story> = [
	{
		name: "a decision whose answer is lost is found again, whoever has the document by then (traces.md 6)",
		play: (world) => {
			const traders = new Traders(world);
			world.mishaps.add({ operation: WRITE, target: "/a", server: 1 }, { kind: "unanswered" }, 1);
			const answer = traders.trade();
			world.run(0.5);
			const found = loseTheFirst(world);
			const other = world.boot();
			const taken = other.open("a");
			world.run(60);
			found();
			world.run(60);
			const said = `${answer.said ?? "no answer"}; other server: a ${taken.session?.data.coins}`;
			return `${said}; here: b ${traders.b.data.coins}, ${traders.b.getState()}`;
		},
		tells: "committed; other server: a 60; here: b 140, open",
		without: [
			{
				rule: "who is fenced looks for the decision in the record first, and does not guess",
				edits: [
					edit("server/session/save-transform", "if known ~= nil then", "if false then"),
					edit("server/session/save-transform", "if seq == request.seq then", "if false then"),
					edit(GROUP_SAVE, 'self.parts.resolver:askUntilKnown(self.group, self.place, "receipt")', '"aborted"'),
				],
				tells: "aborted: sessionLost; other server: a 60; here: b 100, closed",
			},
		],
	},
	{
		name: "a trade survives a crash that comes soon after it (traces.md 7)",
		play: (world) => {
			const traders = new Traders(world);
			traders.trade();
			world.run(5);
			traders.host.server.crash();
			return openedPair(world);
		},
		tells: "a 60, b 140",
		without: [
			{
				rule: "the group save starts at once",
				edits: [
					edit(
						"server/transact/transactor",
						"local _binding = GroupSave.new(",
						"task.wait(600)\n\t\t\tlocal _binding = GroupSave.new(",
					),
				],
				tells: "a 100, b 100",
			},
		],
	},
	{
		name: "who finds no decision decides, so that a late one comes to nothing (traces.md 6)",
		play: (world) => {
			const traders = new Traders(world);
			const decide = { operation: "UpdateAsync", begins: true, target: "/a", server: 1 };
			const works = world.mishaps.add(decide, { kind: "failed" });
			traders.trade();
			world.run(1);
			const found = loseTheFirst(world);
			const opened = world.boot().open("b");
			world.run(80);
			const said = `b ${opened.session?.data.coins} while a is on its way`;
			works();
			found();
			world.run(40);
			return `${said}; ${storedPair(world, ["a"])}`;
		},
		tells: "b 100 while a is on its way; a 100",
		without: [
			{
				rule: "that nothing is said means nothing",
				edits: [edit(RESOLVE, '_left = "value"', '_left = "nothing"')],
				tells: "b 100 while a is on its way; a 60 and a decision",
			},
		],
	},
	{
		name: "an erased primary leaves its decisions (traces.md 13)",
		play: (world) => {
			const traders = new Traders(world);
			traders.trade();
			world.run(0.6);
			traders.host.server.crash();
			const host = world.boot();
			const a = host.open("a");
			world.run(60);
			host.close(a.session!);
			world.run(3);
			const erased = host.ask(() => {
				const result = host.manager.backups.eraseDocument(host.collection as never, "a");
				return result.ok ? "erased" : result.error.kind;
			});
			world.run(10);
			return `${erased.said}; ${openedPair(world, 60, ["b"])}`;
		},
		tells: "erased; b 140",
		without: [
			{
				rule: "a tombstone keeps decisions",
				edits: [edit("server/protect/erase-transform", "_object.decided = decided", "")],
				tells: "erased; b 100",
			},
		],
	},
	{
		name: "a peek between two writes shows no half (traces.md 18)",
		play: (world) => {
			const traders = new Traders(world);
			const host = world.boot();
			traders.trade();
			world.run(0.6);
			world.mishaps.add({ operation: "GetAsync", target: "/a", server: 2 }, { kind: "slow", seconds: 10 }, 1);
			const peeked = host.ask(() => {
				const result = host.manager.peek(host.collection, "b").expect();
				return result.ok ? `b ${result.value?.data.coins}` : result.error.kind;
			});
			world.run(0.5);
			traders.host.save(traders.b);
			world.run(1);
			traders.a.set(["text"], "more");
			traders.host.save(traders.a);
			world.run(1);
			const between = storedPair(world);
			world.run(30);
			return `${between}; peeked ${peeked.said}`;
		},
		tells: "a 60, b 140; peeked b 140",
		without: [
			{
				rule: "a part without a decision is looked at once more",
				edits: [edit("server/transact/read-settled", "return undecided[group] ~= nil", "return true")],
				tells: "a 60, b 140; peeked b 100",
			},
		],
	},
	{
		name: "the journal has nothing of what is not decided",
		play: (world) => {
			const traders = new Traders(world);
			world.mishaps.add({ operation: WRITE, target: "/a", server: 1 }, { kind: "failed" });
			traders.trade();
			const answer = traders.host.journaled(traders.b);
			world.run(8);
			traders.host.server.crash();
			world.mishaps.end();
			return `${answer.said ?? "no answer"}; ${openedPair(world)}`;
		},
		tells: "no answer; a 100, b 100",
		without: [
			{
				rule: "it keeps to what was before",
				edits: [edit("server/commit/document", "_result = _result.snapshot", "_result = nil")],
				tells: "journal; a 60, b 140",
			},
		],
	},
	{
		name: "a decision stays until no record has a part of it",
		play: (world) => {
			const traders = new Traders(world);
			traders.trade();
			world.run(0.6);
			traders.host.server.crash();
			const host = world.boot();
			const a = host.open("a");
			world.run(60);
			a.session!.set(["text"], "more");
			host.close(a.session!);
			world.run(5);
			return `${storedPair(world)}; ${openedPair(world, 60, ["b"])}`;
		},
		tells: "a 60 and a decision, b 100 and a part; b 140",
		without: [
			{
				rule: "who opens the primary asks the others",
				edits: [edit("server/transact/marker-book", "for _, member in dirty do", "for _, member in {} do")],
				tells: "a 60, b 100 and a part; b 100",
			},
		],
	},
];

export = () => {
	if (findHeadless() === undefined) SKIP();
	proveStories(STORIES, it);
};
