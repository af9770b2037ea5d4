/// <reference types="@rbxts/testez/globals" />
import type { CloudRequest, Fault } from "../../src/testing";
import { CoinHost, CoinSession, DataWorld, setCoins } from "./support/data-world";
import { leaveJournal, openSaved } from "./support/dying-server";
import { findHeadless } from "./support/headless";

// Long after the try that followed it has succeeded.
const LATE_SECONDS = 7;
const MAP = "holdfast/live";

/** What happens to one request, by what the specs call it. */
const FAULTS: ReadonlyArray<readonly [name: string, fault: Fault]> = [
	["fails before it is applied", { kind: "failed" }],
	["is applied and its acknowledgement lost", { kind: "unanswered" }],
	["comes late, when its repetition has succeeded", { kind: "late", seconds: LATE_SECONDS }],
	["runs its transform late, when its repetition has succeeded", { kind: "lateTransform", seconds: LATE_SECONDS }],
];

/** A server with a document, and one of its writes that is about to meet a fault. */
interface Stage {
	readonly world: DataWorld;
	readonly host: CoinHost;
	/** The next request to this place meets it. */
	readonly strike: (service: CloudRequest["service"], target: string) => void;
}

interface WriteStory {
	readonly name: string;
	/** Where it is written; a transform comes late in DataStores only. */
	readonly service?: "MemoryStoreService";
	/** Makes the write under fire, and gives the amount that must be there in the end. */
	readonly play: (stage: Stage) => number;
}

const ofStore = (key = "k") => `Coins/global/${key}`;

/** What a session that is open must be able to do afterwards. */
function goOn({ world, host }: Stage, session: CoinSession, amount: number): number {
	setCoins(session, amount);
	const saved = host.ask(() => session.save());
	world.run(15);
	if (saved.result?.ok !== true || session.getState() !== "open") error("the session does not go on");
	return amount;
}

const STORIES: ReadonlyArray<WriteStory> = [
	{
		name: "the acquire",
		play: (stage) => {
			stage.strike("DataStoreService", ofStore());
			const session = stage.world.opened(stage.host);
			stage.world.run(LATE_SECONDS + 3);
			return goOn(stage, session, 2);
		},
	},
	{
		name: "an ordinary save",
		play: (stage) => {
			const session = openSaved(stage.world, stage.host);
			setCoins(session, 2);
			stage.strike("DataStoreService", ofStore());
			const saved = stage.host.ask(() => session.save());
			stage.world.run(3);
			if (saved.result?.ok !== true) error("it was not saved");
			return goOn(stage, session, 3);
		},
	},
	{
		name: "the release",
		play: (stage) => {
			const { world, host, strike } = stage;
			const session = openSaved(world, host);
			setCoins(session, 2);
			strike("DataStoreService", ofStore());
			const closed = host.ask(() => session.close());
			world.run(3);
			if (closed.result?.ok !== true) error("it was not released");
			return 2;
		},
	},
	{
		name: "the touch of a suspect server",
		play: (stage) => {
			const { world, host, strike } = stage;
			const session = openSaved(world, host);
			const renewed = world.stored()!.lock!.renewed;
			world.interfere(({ target }) => (target === `${MAP}/alive/${host.owner}` ? { kind: "failed" } : undefined));
			world.run(8);
			strike("DataStoreService", ofStore());
			if (!world.runUntil(() => world.stored()!.lock!.renewed > renewed, 30)) error("it was not touched");
			return goOn(stage, session, 2);
		},
	},
	{
		name: "a page of the journal",
		service: "MemoryStoreService",
		play: (stage) => {
			const { world, host, strike } = stage;
			const session = openSaved(world, host);
			setCoins(session, 2);
			strike("MemoryStoreService", `${MAP}/pages/${host.owner}/1`);
			const journaled = host.ask(() => session.journaled());
			world.run(6);
			if (journaled.result?.ok !== true) error("it was not journaled");
			setCoins(session, 3);
			const again = host.ask(() => session.journaled());
			world.run(LATE_SECONDS + 3);
			if (again.result?.ok !== true) error("it was not journaled again");
			host.server.crash();
			return 3;
		},
	},
	{
		name: "the entry in the list of servers",
		service: "MemoryStoreService",
		play: (stage) => {
			const { world, host, strike } = stage;
			const session = openSaved(world, host);
			setCoins(session, 2);
			strike("MemoryStoreService", `${MAP}/servers/${host.owner}`);
			const journaled = host.ask(() => session.journaled());
			world.run(LATE_SECONDS + 3);
			if (journaled.result?.ok !== true) error("it was not journaled");
			host.server.crash();
			return 2;
		},
	},
	{
		name: "the sign of life",
		service: "MemoryStoreService",
		play: (stage) => {
			const { world, host, strike } = stage;
			const session = openSaved(world, host);
			strike("MemoryStoreService", `${MAP}/alive/${host.owner}`);
			world.run(LATE_SECONDS + 10);
			return goOn(stage, session, 2);
		},
	},
	{
		name: "a letter to the owner's mailbox",
		service: "MemoryStoreService",
		play: (stage) => {
			const { world, host, strike } = stage;
			const session = openSaved(world, host);
			setCoins(session, 2);
			strike("MemoryStoreService", `${MAP}/mail/${host.owner}`);
			const asker = world.boot();
			const answer = asker.open();
			world.run(15);
			if (answer.session?.data.coins !== 2) error("the asker did not get it");
			return goOn({ ...stage, host: asker }, answer.session!, 3);
		},
	},
	{
		name: "the janitor's fold",
		play: ({ world, host, strike }) => {
			leaveJournal(world, host, ["k"]);
			const janitor = world.boot({ config: { janitorSeconds: 5 } });
			strike("DataStoreService", ofStore());
			const folded = () => janitor.logged.some((line) => line.event === "journalFolded");
			if (!world.runUntil(folded, 90)) error("it was not folded");
			return 2;
		},
	},
	{
		name: "the freeing of a lock that an open left behind",
		play: ({ world, host, strike }) => {
			const before = openSaved(world, host);
			host.inside(() => before.close().expect());
			world.run(2);
			const leaver = world.boot();
			const client = leaver.server.join({ name: "Ann", userId: 7 });
			world.interfere(({ operation }) => (operation === "UpdateAsync (write)" ? { kind: "unanswered" } : undefined));
			const answer = leaver.open("k", 7);
			world.run(0.5);
			leaver.server.leave(client);
			world.run(3);
			if (answer.kind !== "playerLeft" || world.stored()!.lock === undefined) error("nothing was left behind");
			strike("DataStoreService", ofStore());
			if (!world.runUntil(() => world.stored()!.lock === undefined, 60)) error("it was not freed");
			return 1;
		},
	},
];

/** Lets one request meet a fault: its writing half, or its reading half for what begins anew from there. */
function strikeOnce(world: DataWorld, fault: Fault, struck: () => void): Stage["strike"] {
	return (service, target) => {
		const half = fault.kind === "lateTransform" ? "UpdateAsync" : "UpdateAsync (write)";
		let isOver = false;
		world.interfere((request) => {
			const [, place] = request.operation.find(half, 1, true);
			if (isOver || request.service !== service || request.target !== target) return undefined;
			if (place !== request.operation.size()) return undefined;
			isOver = true;
			struck();
			return fault;
		});
	};
}

export = () => {
	if (findHeadless() === undefined) SKIP();

	for (const { name, service, play } of STORIES) {
		describe(name, () => {
			for (const [what, fault] of FAULTS) {
				if (service === "MemoryStoreService" && fault.kind === "lateTransform") continue;
				it(`${what}, and nothing is lost, nothing undone, nobody locked out`, () => {
					const world = new DataWorld();
					let [struck, revision] = [0, 0];
					const back = new Array<string>();
					world.universe.cloud.observe(({ key, value }) => {
						const now = (value as { revision: number }).revision;
						if (now < revision) back.push(`${key} went from ${revision} back to ${now}`);
						revision = now;
					});
					const host = world.boot();
					world.run(1);
					const amount = play({ world, host, strike: strikeOnce(world, fault, () => (struck += 1)) });
					world.run(LATE_SECONDS * 2);
					world.interfere(undefined);
					expect(struck).to.equal(1);

					const heir = world.boot();
					const answer = heir.open();
					world.run(40);
					expect(answer.session!.data.coins).to.equal(amount);
					expect(answer.session!.data.gems).to.equal(amount);
					expect(back.join("\n")).to.equal("");
					expect(world.problems()).to.equal("");
				});
			}
		});
	}
};
