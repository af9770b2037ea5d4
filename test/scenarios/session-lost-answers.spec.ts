/// <reference types="@rbxts/testez/globals" />
import type { Fault } from "../../src/testing";
import type { ModuleEdit } from "../headless/host/control-api";
import { findHeadless } from "./support/headless";
import { Answer, HoldfastWorld, StorySession } from "./support/holdfast-world";
import { Requests, WRITE } from "./support/mishaps";
import { edit } from "./support/stories";

// More than the day below makes.
const WRITES_MAX = 60;

/** A way in which one write of many goes wrong. */
interface Mishap {
	readonly name: string;
	readonly requests: Requests;
	readonly fault: Fault;
	/** A rule without which something goes wrong at one of the writes. */
	readonly rule: string;
	readonly edits: ReadonlyArray<ModuleEdit>;
}

const OWN_STAMP = [
	edit("server/session/session-id", "return stamp.epoch == id.epoch and stamp.nonce == id.nonce", "return false"),
];
const SAVE_AGAIN = [edit("server/session/save-transform", "if seq > request.seq then", "if false then")];
const PAGE_SEQUENCE = [edit("server/journal/page", "seq >= page.seq then nil else page", "false then nil else page")];
const FOLD = [edit("server/journal/fold-entry", "if best ~= nil then", "if false then")];

const STORES = { service: "DataStoreService" } as const;
const MEMORY = { service: "MemoryStoreService" } as const;

const MISHAPS: ReadonlyArray<Mishap> = [
	{
		name: "the answer of any one write to the DataStore is lost",
		requests: { ...STORES, operation: WRITE },
		fault: { kind: "unanswered" },
		rule: "its own stamp",
		edits: OWN_STAMP,
	},
	{
		name: "any one update of the DataStore comes late, as a duplicate of its retry",
		requests: { ...STORES, operation: "UpdateAsync", begins: true },
		fault: { kind: "lateTransform", seconds: 4 },
		rule: "a newer stamp of the same session",
		edits: SAVE_AGAIN,
	},
	{
		name: "the answer of any one write to the MemoryStore is lost",
		requests: { ...MEMORY, operation: WRITE },
		fault: { kind: "unanswered" },
		rule: "the fold of what was journaled",
		edits: FOLD,
	},
	{
		name: "any one update of the MemoryStore comes late, as a duplicate of its retry",
		requests: { ...MEMORY, operation: "UpdateAsync", begins: true },
		fault: { kind: "lateTransform", seconds: 4 },
		rule: "a page's sequence",
		edits: PAGE_SEQUENCE,
	},
];

/** Commits, asks for a promise, and lets the promise come true. */
function commit(world: HoldfastWorld, session: StorySession, promise: () => Answer): string {
	session.increment(["coins"]);
	const answer = promise();
	// While a promise is made the game goes on: what is sent again is not the same any more.
	world.run(0.1);
	session.increment(["coins"]);
	world.run(0.4);
	session.increment(["coins"]);
	world.run(7);
	return answer.said ?? "no answer";
}

/** A document's day: opened, saved, journaled, handed to another server, saved, journaled there; that one crashes. */
function playDay({ requests, fault }: Mishap, spared: number, edits: ReadonlyArray<ModuleEdit>): [string, boolean] {
	const world = new HoldfastWorld(edits);
	let struck = false;
	world.mishaps.add(requests, fault, 1, spared);
	const [a, b] = [world.boot(), world.boot()];
	world.run(2);
	const first = a.open();
	world.run(8);
	let ending = "open";
	first.session!.ended.subscribe((how) => {
		ending = how;
	});
	const said = [commit(world, first.session!, () => a.save(first.session!))];
	said.push(commit(world, first.session!, () => a.journaled(first.session!)));
	const second = b.open();
	world.run(12);
	said.push(commit(world, second.session!, () => b.save(second.session!)));
	said.push(commit(world, second.session!, () => b.journaled(second.session!)));
	b.server.crash();
	const third = a.open();
	world.run(60);
	for (const [kind] of pairs(world.universe.cloud.faults.counts))
		if (kind.find(fault.kind)[0] !== undefined) struck = true;
	const told = `${said.join(" ")}: coins ${third.session?.data.coins}, epoch ${world.stored()?.epoch}, ${ending}${world.problems()}`;
	return [told, struck];
}

/** What went otherwise than on a good day, by the number of the write; and how many writes were struck. */
function playAll(mishap: Mishap, edits: ReadonlyArray<ModuleEdit> = []): { writes: number; problems: Array<string> } {
	const problems = new Array<string>();
	let writes = 0;
	for (let spared = 0; spared < WRITES_MAX; spared += 1) {
		const [told, struck] = playDay(mishap, spared, edits);
		if (!struck) break;
		writes += 1;
		if (told.match("^saved %a+ saved %a+: coins 12, epoch 3, handedOver$")[0] === undefined)
			problems.push(`${spared + 1}: ${told}`);
		if (!problems.isEmpty() && !edits.isEmpty()) break;
	}
	return { writes, problems };
}

export = () => {
	if (findHeadless() === undefined) SKIP();
	for (const mishap of MISHAPS) {
		it(`nothing is lost, repeated or locked when ${mishap.name}`, () => {
			const { writes, problems } = playAll(mishap);
			expect(problems.join("\n")).to.equal("");
			expect(writes > 5).to.equal(true);
		});

		it(`when ${mishap.name} – which takes this rule: ${mishap.rule}`, () => {
			expect(playAll(mishap, mishap.edits).problems.isEmpty()).to.equal(false);
		});
	}
};
