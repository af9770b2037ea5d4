/// <reference types="@rbxts/testez/globals" />
import { isEqual } from "../../src/shared/data/equal";
import { findHeadless } from "./support/headless";
import { Declare, KEY, SchemaHost, SchemaWorld, SECOND_STORE, STORE, told, valueOf } from "./support/schema-world";

interface Hero {
	coins: number;
	level: number;
}

interface Explorer {
	home: Vector3;
	bag: Map<number, string>;
	steps: number;
}

const BACKUPS = `~b/${KEY}`;

/** Three versions of the game's data; the last step throws for those with 13 coins. */
const VERSIONED: Declare<Hero> = (s) => ({
	schema: s.object({ coins: s.integer({ min: 0 }).default(0), level: s.integer({ min: 1 }).default(1) }),
	backups: "off",
	migrations: {
		initial: "1.0",
		strict: true,
		steps: [
			{
				from: "1.0",
				to: "1.5",
				up: (data: { gold?: number; coins?: number }) => {
					data.coins = data.gold;
					data.gold = undefined;
				},
			},
			{
				from: "1.5",
				to: "2.0",
				up: (data: Partial<Hero>) => {
					if (data.coins === 13) error("thirteen", 0);
					data.level = 1;
				},
			},
		],
	},
});

const EXPLORER: Declare<Explorer> = (s) => ({
	schema: s.object({ home: s.vector3(), bag: s.map(s.integer(), s.string()), steps: s.integer() }),
	defaults: () => ({ home: new Vector3(0, 0, 0), bag: new Map<number, string>(), steps: 0 }),
	backups: "off",
});

export = () => {
	if (findHeadless() === undefined) SKIP();

	let world: SchemaWorld;

	beforeEach(() => {
		world = new SchemaWorld();
	});

	afterEach(() => {
		expect(world.problems()).to.equal("");
	});

	describe("a document of an older version", () => {
		let host: SchemaHost<Hero>;

		beforeEach(() => {
			host = world.boot(VERSIONED);
			world.put({ gold: 5 }, "1.0");
		});

		it("goes up the chain when it is opened, and its record says so after the save", () => {
			const session = host.opened();
			expect(isEqual(session.data, { coins: 5, level: 1 })).to.equal(true);
			expect(session.isDirty()).to.equal(true);
			// Nothing is written in the new version before somebody saves.
			expect(world.record().schema).to.equal("1.0");
			expect(isEqual(world.record().data, { gold: 5 })).to.equal(true);
			expect(host.save(session)).to.equal("ok");
			const { schema, readableFrom, migrations, revision, data } = world.record();
			expect(isEqual(data, { coins: 5, level: 1 })).to.equal(true);
			expect(`${schema}, from ${readableFrom}`).to.equal("2.0, from 2.0");
			const ways = migrations!.map(({ from, to, by }) => `${from} → ${to} by ${by}`);
			expect(ways.join(", ")).to.equal("1.0 → 2.0 by open");
			expect(revision).to.equal(5);
			expect((world.record() as unknown as { note: string }).note).to.equal("kept");
		});

		it("is kept as it was in both stores before the first write in the new version, and can go back", () => {
			const session = host.opened();
			session.set(["coins"], 6);
			expect(host.close(session)).to.equal("ok");
			const order = world.writes.filter(({ key }) => key === KEY || key === BACKUPS);
			const indexOf = (store: string, key: string, version?: string) =>
				order.findIndex(
					(write) =>
						write.store === store &&
						write.key === key &&
						(version === undefined || (write.value as { schema: string }).schema === version),
				);
			const written = indexOf(STORE, KEY, "2.0");
			for (const store of [STORE, SECOND_STORE]) {
				const kept = indexOf(store, BACKUPS);
				expect(kept >= 0 && kept < written).to.equal(true);
			}
			const [original] = host.listBackups();
			expect(`${original.kind} of ${original.schema} r${original.revision}`).to.equal("preMigration of 1.0 r4");
			expect(valueOf(host.restore(original.id)).way).to.equal("closed");
			expect(world.record().schema).to.equal("1.0");
			expect(isEqual(host.find(), { coins: 5, level: 1 })).to.equal(true);
		});

		it("is saved, not journaled, until it is stored in the new version: what is `journaled` survives a crash", () => {
			const session = host.opened();
			session.set(["coins"], 6);
			const journaled = valueOf(host.get(() => session.journaled().expect()));
			expect(journaled.by).to.equal("save");
			expect(world.record().schema).to.equal("2.0");
			session.set(["coins"], 7);
			expect(valueOf(host.get(() => session.journaled().expect())).by).to.equal("journal");
			host.server.crash();
			const found = world.boot(VERSIONED).find();
			expect(isEqual(found, { coins: 7, level: 1 })).to.equal(true);
		});

		it("is whole after a crash at every moment between its open and its first save", () => {
			const trouble = new Array<string>();
			let points = 0;
			for (let count = 1; count < 200; count += 1) {
				world = new SchemaWorld();
				world.put({ gold: 5 }, "1.0");
				host = world.boot(VERSIONED);
				host.server.crashAfterResumptions(count);
				let promised = false;
				const asked = host.ask(() => {
					const opened = host.manager.open(host.collection, KEY).expect();
					if (!opened.ok) return;
					opened.value.set(["coins"], 6);
					promised = opened.value.journaled().expect().ok;
				});
				world.runUntil(() => host.server.state === "crashed" || asked.isOver === true, 60, 0.02);
				if (host.server.state !== "crashed") break;
				points += 1;
				const mayBeOld = !promised;
				world.run(2);
				const { coins, level } = world.boot(VERSIONED).find();
				if (level !== 1 || !(coins === 6 || (mayBeOld && coins === 5))) {
					trouble.push(`after ${count} resumptions: ${coins} coins, level ${level}`);
				}
				if (world.problems() !== "") trouble.push(`after ${count} resumptions: ${world.problems()}`);
			}
			expect(trouble.join("\n")).to.equal("");
			expect(points >= 5).to.equal(true);
		});

		it("is not written in the new version while no copy of the original can be kept", () => {
			const session = host.opened();
			world.mishaps.add({ target: BACKUPS }, { kind: "failed" });
			expect(host.save(session)).to.equal("cloud");
			expect(isEqual(world.record().data, { gold: 5 })).to.equal(true);
			world.mishaps.end();
			expect(host.save(session)).to.equal("ok");
			expect(world.record().schema).to.equal("2.0");
		});

		it("whose step fails in mid-chain is refused and left as it is, and is free", () => {
			world.put({ gold: 13 }, "1.0");
			const opened = host.open();
			expect(told(opened)).to.equal("migrationFailed");
			expect(!opened.ok && opened.error.context.key === KEY).to.equal(true);
			world.run(5);
			const { schema, data, revision, lock, migrations } = world.record();
			expect(`${schema} r${revision}`).to.equal("1.0 r4");
			expect(isEqual(data, { gold: 13 })).to.equal(true);
			expect(lock).to.equal(undefined);
			expect(migrations).to.equal(undefined);
			expect((host.quarantined() as { revision: number }).revision).to.equal(4);
			// Another game server finds it just so.
			const began = world.universe.scheduler.now;
			expect(told(world.boot(VERSIONED).open())).to.equal("migrationFailed");
			expect(world.universe.scheduler.now - began < 3).to.equal(true);
		});

		it("that is open in a server of the old version goes to the one of the new version, and not back", () => {
			const old = world.boot<{ gold: number }>((s) => ({
				schema: s.object({ gold: s.integer().default(0) }),
				backups: "off",
				migrations: { initial: "1.0", steps: [] },
			}));
			const session = old.opened();
			session.set(["gold"], 8);
			const migrated = host.opened();
			expect(isEqual(migrated.data, { coins: 8, level: 1 })).to.equal(true);
			expect(host.close(migrated)).to.equal("ok");
			expect(told(old.open())).to.equal("newerData");
			expect(isEqual(host.find(), { coins: 8, level: 1 })).to.equal(true);
		});
	});

	describe("datatypes in a document", () => {
		const say = ({ home, bag, steps }: Pick<Explorer, "home" | "steps"> & { bag: ReadonlyMap<number, string> }) => {
			const items = new Array<string>();
			for (const [slot, item] of pairs(bag)) items.push(`${type(slot)} ${slot}: ${item}`);
			items.sort();
			return `${typeOf(home)} ${home.X} ${home.Y} ${home.Z}, ${items.join(", ")}, ${steps} steps`;
		};

		it("survive the fold of a dead server's journal, a save, and the next open", () => {
			const host = world.boot(EXPLORER);
			const session = host.opened();
			session.update((draft) => {
				draft.home = new Vector3(1, 2, 3);
				draft.bag.set(7, "rope");
			});
			expect(host.save(session)).to.equal("ok");
			session.update((draft) => {
				draft.home = new Vector3(0.5, -2, 1e6);
				draft.bag.set(-4, "lamp");
				draft.bag.delete(7);
				draft.bag.set(12, "map");
				draft.steps = 3;
			});
			expect(valueOf(host.get(() => session.journaled().expect())).by).to.equal("journal");
			const expected = "Vector3 0.5 -2 1000000, number -4: lamp, number 12: map, 3 steps";
			expect(say(session.data as never)).to.equal(expected);
			host.server.crash();

			const heir = world.boot(EXPLORER);
			const folded = heir.opened();
			expect(folded.opening.source).to.equal("journal");
			expect(say(folded.data as never)).to.equal(expected);
			folded.set(["steps"], 4);
			expect(heir.save(folded)).to.equal("ok");
			expect(heir.close(folded)).to.equal("ok");
			expect(say(world.boot(EXPLORER).find() as never)).to.equal(expected.gsub("3 steps", "4 steps")[0]);
		});

		it("come back from a backup", () => {
			const host = world.boot(EXPLORER);
			const session = host.opened();
			session.update((draft) => {
				draft.home = new Vector3(1, 2, 3);
				draft.bag.set(7, "rope");
			});
			const { id } = host.backUp();
			session.update((draft) => {
				draft.home = new Vector3(4, 4, 4);
				draft.bag.clear();
			});
			expect(valueOf(host.restore(id)).way).to.equal("here");
			expect(say(session.data as never)).to.equal("Vector3 1 2 3, number 7: rope, 0 steps");
			expect(host.close(session)).to.equal("ok");
			expect(say(host.find() as never)).to.equal("Vector3 1 2 3, number 7: rope, 0 steps");
		});
	});
};
