/// <reference types="@rbxts/testez/globals" />
import { isEqual } from "../../src/shared/data/equal";
import { findHeadless } from "./support/headless";
import {
	Asked,
	Declare,
	KEY,
	SchemaHost,
	SchemaWorld,
	SECOND_STORE,
	STORE,
	told,
	valueOf,
} from "./support/schema-world";

interface Purse {
	coins: number;
	gems: number;
}

const PURSE: Declare<Purse> = (s) => ({
	schema: s.object({ coins: s.integer().default(0), gems: s.integer().default(0) }),
	backups: "off",
});

const BACKUPS = `~b/${KEY}`;
const POINTS_MAX = 300;
/** What a backup has, and what the document has after it. */
const OLD = { coins: 1, gems: 1 };
const NEW = { coins: 2, gems: 2 };
// An owner that died is found dead, and the janitor has folded what it left.
const JANITOR_SECONDS = 150;

interface Entry {
	readonly data: object;
}

/** Changes what the newest entry of a book has, so that its checksum is wrong. */
function damageNewest(book: { readonly entries: ReadonlyArray<Entry> }): unknown {
	const entries = book.entries.map((entry, index) =>
		index === 0 ? { ...entry, data: { coins: 99, gems: 99 } } : entry,
	);
	return { ...book, entries };
}

export = () => {
	if (findHeadless() === undefined) SKIP();

	let world: SchemaWorld;
	let host: SchemaHost<Purse>;
	let backup: string;

	/** A document with NEW, of which there is a backup with OLD; open on `host`. */
	const prepare = () => {
		world = new SchemaWorld();
		host = world.boot(PURSE);
		const session = host.opened();
		session.replace(OLD);
		expect(host.save(session)).to.equal("ok");
		backup = host.backUp().id;
		session.replace(NEW);
		expect(host.save(session)).to.equal("ok");
		return session;
	};

	const prepareClosed = () => {
		const session = prepare();
		expect(host.close(session)).to.equal("ok");
	};

	const isOld = (data: unknown) => isEqual(data, OLD);

	describe("the death of a server at every await of a restore", () => {
		/** Asks a server for the restore and lets another die after each resumption in turn; `victim` prepares both. */
		const dieEverywhere = (tell: () => { asker: SchemaHost<Purse>; victim: SchemaHost<Purse> }) => {
			const troubles = new Array<string>();
			const counts = { old: 0, new: 0, points: 0 };
			for (let count = 1; ; count += 1) {
				if (count > POINTS_MAX) error("the restore was not over");
				const { asker, victim } = tell();
				victim.server.crashAfterResumptions(count);
				let reported: string | undefined;
				const asked = asker.ask(() => {
					reported = told(asker.manager.backups.restoreBackup(asker.collection, backup));
				});
				world.runUntil(() => victim.server.state === "crashed" || asked.isOver === true, 60, 0.02);
				if (victim.server.state !== "crashed") break;
				counts.points += 1;
				if (asker !== victim) world.runUntil(() => asked.isOver === true, 60);
				world.run(2);
				const heir = world.boot(PURSE);
				const opened = heir.get(() => heir.manager.open(heir.collection, KEY).expect(), 200);
				const found = opened.ok ? opened.value.data : undefined;
				const isRestored = isOld(found);
				counts[isRestored ? "old" : "new"] += 1;
				const isRight = isRestored || (reported !== "ok" && isEqual(found, NEW));
				if (!isRight)
					troubles.push(`after ${count}: ${told(opened)}, ${found?.coins} ${found?.gems}, said ${reported}`);
				if (opened.ok && heir.close(opened.value) !== "ok") troubles.push(`after ${count}: it could not be closed`);
				if (world.problems() !== "") troubles.push(`after ${count}: ${world.problems()}`);
			}
			expect(troubles.join("\n")).to.equal("");
			return counts;
		};

		it("leaves a closed document with the old data or the restored, and nothing else", () => {
			const counts = dieEverywhere(() => {
				prepareClosed();
				const victim = world.boot(PURSE);
				return { asker: victim, victim };
			});
			expect(counts.points >= 4).to.equal(true);
			expect(counts.new > 0 && counts.old > 0).to.equal(true);
		});

		it("leaves a document that is open there with one of both", () => {
			const counts = dieEverywhere(() => {
				prepare();
				return { asker: host, victim: host };
			});
			expect(counts.points >= 3).to.equal(true);
			expect(counts.new > 0).to.equal(true);
		});

		it("leaves a document whose owner dies with one of both", () => {
			const counts = dieEverywhere(() => {
				prepare();
				return { asker: world.boot(PURSE), victim: host };
			});
			expect(counts.points >= 5).to.equal(true);
		});

		it("leaves a document with its owner, which goes on with one of both, when the one that asked dies", () => {
			const counts = dieEverywhere(() => {
				prepare();
				const victim = world.boot(PURSE);
				return { asker: victim, victim };
			});
			expect(counts.points >= 3).to.equal(true);
		});
	});

	describe("a backup with a damaged copy", () => {
		beforeEach(prepareClosed);

		it("is restored from the other copy", () => {
			for (const store of [STORE, SECOND_STORE]) {
				prepareClosed();
				world.corrupt(damageNewest as never, BACKUPS, store);
				const verified = host.get(() => valueOf(host.manager.backups.verifyBackup(backup)));
				const { primary, secondary } = verified;
				expect(`${primary}, ${secondary}`).to.equal(store === STORE ? "damaged, intact" : "intact, damaged");
				expect(told(host.restore(backup))).to.equal("ok");
				expect(isOld(world.record().data)).to.equal(true);
			}
		});

		it("is restored from the other copy if the whole book is none", () => {
			world.corrupt(() => "garbage", BACKUPS);
			expect(told(host.restore(backup))).to.equal("ok");
			expect(isOld(world.record().data)).to.equal(true);
			// What was there in place of the book is not thrown away.
			expect(host.quarantined()).to.equal("garbage");
		});

		it("is refused if both are, and nothing is written", () => {
			for (const store of [STORE, SECOND_STORE]) world.corrupt(damageNewest as never, BACKUPS, store);
			const before = world.writes.size();
			expect(told(host.restore(backup))).to.equal("backupDamaged");
			expect(told(host.get(() => host.manager.backups.loadLatestBackup(host.collection, KEY)))).to.equal(
				"backupDamaged",
			);
			world.run(30);
			expect(world.writes.size()).to.equal(before);
			expect(isEqual(host.find(), NEW)).to.equal(true);
		});

		it("is refused in both if both books are none, and nothing is written", () => {
			for (const store of [STORE, SECOND_STORE]) world.corrupt(() => ({ entries: "garbage" }), BACKUPS, store);
			const before = world.writes.size();
			expect(told(host.restore(backup))).to.equal("backupDamaged");
			expect(world.writes.size()).to.equal(before);
		});

		it("does not hide an older one that is whole", () => {
			const { id } = host.backUp();
			expect(id === backup).to.equal(false);
			for (const store of [STORE, SECOND_STORE]) world.corrupt(damageNewest as never, BACKUPS, store);
			const latest = host.get(() => valueOf(host.manager.backups.loadLatestBackup(host.collection, KEY)));
			expect(`${latest.info.id === backup}, ${latest.skipped} skipped`).to.equal("true, 1 skipped");
		});
	});

	describe("a document that is open on another server", () => {
		it("is restored by its owner, as a commit, after a backup of what was there", () => {
			const session = prepare();
			session.set(["coins"], 3);
			const { revision } = session;
			let committed = 0;
			session.committed.subscribe(() => (committed += 1));
			const other = world.boot(PURSE);
			expect(valueOf(other.restore(backup)).way).to.equal("owner");
			expect(session.getState()).to.equal("open");
			expect(isOld(session.data)).to.equal(true);
			expect(`${session.revision - revision} revision, ${committed} commit`).to.equal("1 revision, 1 commit");
			const [before] = other.listBackups();
			expect(`${before.kind} r${before.revision === revision}`).to.equal("preUpdate rtrue");
			const kept = other.get(() => valueOf(other.manager.backups.loadBackup(before.id))).data;
			expect(isEqual(kept, { coins: 3, gems: 2 })).to.equal(true);
			// What was restored is open to go on with.
			session.set(["gems"], 8);
			expect(host.close(session)).to.equal("ok");
			expect(isEqual(world.record().data, { coins: 1, gems: 8 })).to.equal(true);
			expect(world.problems()).to.equal("");
		});

		it("is restored through the owner's mailbox when every message is lost, and once", () => {
			const session = prepare();
			world.mishaps.add({ service: "MessagingService" }, { kind: "failed" });
			const began = world.universe.scheduler.now;
			const { revision } = session;
			const other = world.boot(PURSE);
			expect(valueOf(other.restore(backup)).way).to.equal("owner");
			expect(world.universe.scheduler.now - began < 31).to.equal(true);
			world.run(60);
			expect(session.revision).to.equal(revision + 1);
			expect(isOld(session.data)).to.equal(true);
		});

		it("of an owner that is dead is refused with a typed error, and can be restored when that is found out", () => {
			const session = prepare();
			session.set(["coins"], 4);
			expect(told(host.get(() => session.journaled().expect()))).to.equal("ok");
			host.server.crash();
			const other = world.boot(PURSE);
			expect(told(other.restore(backup))).to.equal("locked");
			expect(isEqual(world.record().data, NEW)).to.equal(true);
			world.run(JANITOR_SECONDS);
			const { way, before } = valueOf(other.restore(backup));
			expect(way).to.equal("closed");
			expect(isOld(other.find())).to.equal(true);
			// What the dead one had journaled was folded, and is in the backup that was made before.
			const kept = other.get(() => valueOf(other.manager.backups.loadBackup(before!)));
			expect(isEqual(kept.data, { coins: 4, gems: 2 })).to.equal(true);
		});

		it("is restored while it is being closed there, by whichever of both can", () => {
			for (let delay = 0; delay < 8; delay += 1) {
				const session = prepare();
				const other = world.boot(PURSE);
				const asked: Asked<string> = other.ask(() =>
					told(other.manager.backups.restoreBackup(other.collection, backup)),
				);
				world.run(delay * 0.05);
				host.inside(() => session.close().expect());
				world.runUntil(() => asked.isOver === true, 60);
				const found = other.find();
				const isRight = asked.answer === "ok" ? isOld(found) : isOld(found) || isEqual(found, NEW);
				expect(isRight).to.equal(true);
			}
		});
	});
};
