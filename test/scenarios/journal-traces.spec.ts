/// <reference types="@rbxts/testez/globals" />
import { findHeadless } from "./support/headless";
import { HoldfastWorld, Host, KEY } from "./support/holdfast-world";
import { WRITE } from "./support/mishaps";
import { edit, proveStories, Story } from "./support/stories";

const JOURNAL = "server/journal/journal";
const ACQUIRE = "server/session/acquire-transform";

// 0.6 of 64 KB: one server without players.
const SHARE_BYTES = 0.6 * 64 * 1024;
const ALIVE = "holdfast/live/alive";

function isPage(map: string): boolean {
	return map.find("/pages", 1, true)[0] !== undefined;
}

/** Coins 1 are saved, and then so many more are committed and journaled one by one; then the server crashes. */
function crashWithJournal(world: HoldfastWorld, commits: number): void {
	const [a, session] = world.bootWith();
	session.set(["coins"], 1);
	a.save(session);
	world.run(3);
	for (let count = 1; count <= commits; count += 1) session.increment(["coins"]);
	world.run(4);
	a.server.crash();
}

/** What a server finds that opens the document next, when everything works again. */
function findLater(world: HoldfastWorld, host: Host): string {
	const opened = host.open();
	world.run(100);
	return `coins ${opened.session?.data.coins} from the ${opened.session?.opening.source}`;
}

/** What a journal is good for after a crash, and what it must not do. */
const STORIES: ReadonlyArray<Story> = [
	{
		name: "a fold makes a whole document of one that was never saved, though its owner has shown its life in its record",
		play: (world) => {
			const [a, session] = world.bootWith();
			a.inside(() => session.touch());
			world.run(3);
			session.set(["text"], "first");
			const journaled = a.journaled(session);
			world.run(4);
			a.server.crash();
			return `${journaled.said}; ${findLater(world, world.boot())}`;
		},
		tells: "journal; coins 0 from the journal",
		without: [
			{
				rule: "a sign of life does not tell that there is data",
				edits: [
					edit(
						"server/commit/document",
						"snapshot.revision > self.confirmed.revision then\n\t\t\tself.confirmed",
						"snapshot.revision >= self.confirmed.revision then\n\t\t\tself.confirmed",
					),
				],
				tells: "journal; coins nil from the journal",
			},
		],
	},
	{
		name: "a crash folds from whatever root the store has: the one whose save was answered, or the one that was not (traces.md 1)",
		play: (world) => {
			const [a, session] = world.bootWith();
			session.set(["coins"], 5);
			a.save(session);
			world.run(3);
			// Bought: this save is applied, and nobody hears of it.
			session.update((draft) => {
				draft.coins = 0;
				draft.sword = true;
			});
			world.mishaps.add({ operation: "UpdateAsync", target: KEY, server: 1 }, { kind: "failed" });
			world.mishaps.add({ operation: "UpdateAsync", target: KEY, server: 1 }, { kind: "slow", seconds: 0 }, 1);
			world.mishaps.add({ operation: WRITE, target: KEY, server: 1 }, { kind: "unanswered" }, 1);
			a.save(session);
			world.run(1);
			const between = world.told();
			// Given back.
			session.update((draft) => {
				draft.coins = 5;
				draft.sword = undefined;
			});
			world.run(4);
			a.server.crash();
			const b = world.boot();
			findLater(world, b);
			const opened = b.manager.get(b.collection, KEY)!;
			return `${between}; then r${opened.revision}, coins ${opened.data.coins}, sword ${opened.data.sword}`;
		},
		tells: "r2, epoch 1, locked, coins 0 and a sword; then r3, coins 5, sword nil",
		without: [
			{
				rule: "a patch is the union over every root that the store may hold",
				edits: [
					edit(JOURNAL, "local stored = session:possiblyStored()", "local stored = { session:possiblyStored()[1] }"),
				],
				tells: "r2, epoch 1, locked, coins 0 and a sword; then r3, coins 0, sword true",
			},
		],
	},
	{
		name: "pages that could not be read at the take-over are folded when they are there (traces.md 11)",
		play: (world) => {
			crashWithJournal(world, 9);
			const b = world.boot();
			world.run(3);
			world.mishaps.add({ service: "MemoryStoreService" }, { kind: "outage" });
			const opened = b.open();
			world.run(140);
			const taken = `coins ${opened.session?.data.coins}`;
			b.close(opened.session!);
			world.run(10);
			world.mishaps.end();
			return `${taken}, then ${findLater(world, world.boot())}`;
		},
		tells: "coins 1, then coins 10 from the journal",
		without: [
			{
				rule: "a take-over without pages leaves a note",
				edits: [edit(ACQUIRE, "_object_1.unfolded = {", "_object_1.forgotten = {")],
				tells: "coins 1, then coins 1 from the store",
			},
		],
	},
	{
		name: "pages that come too late, after a new commit, are kept apart and undo nothing (traces.md 11)",
		play: (world) => {
			crashWithJournal(world, 9);
			const b = world.boot();
			world.run(3);
			world.mishaps.add({ service: "MemoryStoreService" }, { kind: "outage" });
			const opened = b.open();
			world.run(140);
			opened.session!.set(["coins"], 2);
			b.close(opened.session!);
			world.run(10);
			world.mishaps.end();
			world.run(120);
			const kept = world.universe.cloud.inspect("Test", `~q/${KEY}`) !== undefined ? "kept apart" : "gone";
			return `${world.told()}; the pages are ${kept}; ${b.events.includes("journalQuarantined")}`;
		},
		tells: "r2, epoch 2, free, coins 2; the pages are kept apart; true",
		without: [
			{
				rule: "they are folded only at the revision of the take-over",
				edits: [edit("server/journal/settle-entry", "record.revision == unfolded.revision", "true")],
				tells: "r10, epoch 2, free, coins 10; the pages are gone; false",
			},
		],
	},
	{
		name: "a page that comes late does not go back behind a newer one (traces.md 2)",
		play: (world) => {
			const [a, session] = world.bootWith();
			world.run(2);
			world.mishaps.add({ operation: "UpdateAsync", target: "/pages/" }, { kind: "lateTransform", seconds: 12 }, 1);
			session.set(["coins"], 14);
			world.run(2.5);
			session.set(["coins"], 18);
			const answer = a.journaled(session);
			world.run(6);
			const said = `${answer.said} of ${session.revision}`;
			world.run(10);
			a.server.crash();
			return `${said}; ${findLater(world, world.boot())}`;
		},
		tells: "journal of 2; coins 18 from the journal",
		without: [
			{
				rule: "a page has a sequence number",
				edits: [edit("server/journal/page", "seq >= page.seq then nil else page", "false then nil else page")],
				tells: "journal of 2; coins 14 from the journal",
			},
		],
	},
	{
		name: "a document that moves to another page is in its old one until the new one is there (traces.md 2)",
		play: (world) => {
			const [a, session] = world.bootWith();
			const other = world.opened(a, "other");
			// Players, for the memory's sake: the share of a server without any has no room for both places.
			for (let index = 1; index <= 10; index += 1) a.server.join({ name: `Player${index}`, userId: 100 + index });
			session.set(["text"], string.rep("x", 8000));
			other.set(["text"], string.rep("y", 14000));
			const answer = a.journaled(session);
			world.run(5);
			world.mishaps.add({ operation: WRITE, target: "/2" }, { kind: "failed" });
			session.set(["text"], string.rep("x", 17000));
			world.run(3);
			a.server.crash();
			const b = world.boot();
			const found = b.open();
			world.run(100);
			return `${answer.said}; text of ${found.session?.data.text?.size()} bytes`;
		},
		tells: "journal; text of 8000 bytes",
		without: [
			{
				rule: "what is known to be stored stays",
				edits: [edit("server/journal/page-book", "if home.stored then", "if false then")],
				tells: "journal; text of nil bytes",
			},
		],
	},
	{
		name: "a journal keeps to its server's share of the memory, and the largest documents are saved instead (traces.md 16)",
		play: (world) => {
			const a = world.boot();
			world.run(2);
			const sizes = [2, 4, 6, 8, 10, 12, 14, 16];
			const sessions = sizes.map((size) => world.opened(a, `d${size}`));
			sessions.forEach((session, index) => session.set(["text"], string.rep("x", sizes[index] * 1000)));
			world.run(8);
			const saved = sizes.filter((size) => world.stored(`d${size}`)!.revision > 0);
			const pages = world.universe.cloud.memory.items().filter((item) => isPage(item.structure.place.name));
			const bytes = pages.reduce((sum, item) => sum + item.size, 0);
			return `saved: ${saved.join(" ")}; ${bytes <= SHARE_BYTES ? "within" : "over"} its share`;
		},
		tells: "saved: 12 14 16; within its share",
		without: [
			{
				rule: "a server has a share",
				edits: [edit("server/journal/quota", "local JOURNAL_PART = 0.6", "local JOURNAL_PART = 60")],
				tells: "saved: ; over its share",
			},
			{
				rule: "the largest first",
				edits: [edit("server/journal/quota", "left.size > right.size", "left.size < right.size")],
				tells: "saved: 2 4 6 8 10 12; within its share",
			},
		],
	},
	{
		name: "a server finds room to show that it lives when the others' journals are full (traces.md 16)",
		play: (world) => {
			const a = world.boot();
			world.run(2);
			const opened = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((index) => a.open(`d${index}`));
			world.run(3);
			for (const { session } of opened) session!.set(["text"], string.rep("x", 6180));
			// Up to the last bytes.
			for (let step = 1; step <= 14; step += 1) {
				world.run(2.1);
				opened[9].session!.set(["text"], string.rep("x", 6180 + 50 * step));
			}
			const b = world.boot();
			world.run(10);
			const beats = world.universe.cloud.memory.items().filter((item) => item.structure.place.name === ALIVE);
			return `${beats.size()} signs of life; ${b.manager.getHealthStatus().status}`;
		},
		tells: "2 signs of life; healthy",
		without: [
			{
				rule: "a server has a share",
				edits: [edit("server/journal/quota", "local JOURNAL_PART = 0.6", "local JOURNAL_PART = 60")],
				tells: "1 signs of life; healthy",
			},
		],
	},
	{
		name: "a change that fits no page is saved, and its neighbours are journaled (traces.md 17)",
		play: (world) => {
			const [a, large] = world.bootWith();
			const small = world.opened(a, "small");
			// 20 KB in memory, 40 KB as text.
			large.set(["text"], string.rep('"', 20000));
			small.set(["coins"], 1);
			const answers = [a.journaled(large), a.journaled(small)];
			world.run(15);
			return answers.map((answer) => answer.said ?? "no answer").join(" and ");
		},
		tells: "save and journal",
		without: [
			{
				rule: "sizes are those of the JSON text",
				edits: [
					edit(
						JOURNAL,
						"self.book:put(document, entry, jsonSize(entry))",
						"self.book:put(document, entry, jsonSize(entry) / 2)",
					),
				],
				tells: "save and save",
			},
		],
	},
	{
		name: "what one key may take in a minute is not exceeded by saves of a large document (traces.md 17)",
		play: (world) => {
			const [a, session] = world.bootWith();
			let failures = 0;
			session.saveFailed.subscribe(() => {
				failures += 1;
			});
			for (let count = 1; count <= 14; count += 1) {
				session.set(["text"], string.rep(tostring(count % 10), 400_000));
				a.save(session);
				world.run(4);
			}
			world.run(90);
			return `${failures > 0 ? "saves were refused" : "no save was refused"}; ${session.isDirty() ? "dirty" : "saved"}`;
		},
		tells: "no save was refused; saved",
		without: [
			{
				rule: "saves wait until their key has room",
				edits: [edit("server/cloud/key-bytes", "return used == 0 or", "return true or")],
				tells: "saves were refused; saved",
			},
		],
	},
	{
		name: "a large document that changes much is saved as often as its key allows (traces.md 17)",
		play: (world) => {
			const [a, session] = world.bootWith();
			let prompt = 0;
			for (let count = 1; count <= 8; count += 1) {
				session.set(["text"], string.rep(tostring(count), 400_000));
				const answer = a.save(session);
				world.run(4);
				if (answer.said === "saved") prompt += 1;
			}
			return `${prompt} of 8 at once`;
		},
		tells: "8 of 8 at once",
		without: [
			{
				rule: "a bound that has grown too far is measured again",
				edits: [edit("server/commit/size-guard", "bound <= 1.25 * self.measured", "true")],
				tells: "3 of 8 at once",
			},
		],
	},
	{
		name: "a document that would leave its key no room is refused as a commit, and can be saved (traces.md 17)",
		play: (world) => {
			const [a, session] = world.bootWith();
			session.set(["coins"], 1);
			const grown = session.set(["text"], string.rep("x", 4_200_000));
			const answer = a.save(session);
			world.run(20);
			return `${grown.ok ? "committed" : grown.error.kind}, ${answer.said}, coins ${world.stored()!.data?.coins}`;
		},
		tells: "tooLarge, saved, coins 1",
		without: [
			{
				rule: "a commit is measured before it is made",
				edits: [edit("server/commit/size-guard", "if bound <= DATA_SIZE_MAX then", "if true then")],
				tells: "committed, cloud, coins nil",
			},
		],
	},
];

export = () => {
	if (findHeadless() === undefined) SKIP();
	proveStories(STORIES, it);
};
