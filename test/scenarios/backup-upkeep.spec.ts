/// <reference types="@rbxts/testez/globals" />
import type { BackupPolicy } from "../../src/server";
import { isEqual } from "../../src/shared/data/equal";
import { findHeadless } from "./support/headless";
import { Declare, KEY, SchemaHost, SchemaWorld, SECOND_STORE, STORE, told, valueOf } from "./support/schema-world";

interface Purse {
	coins: number;
}

function purse(backups?: BackupPolicy): Declare<Purse> {
	return (s) => ({ schema: s.object({ coins: s.integer().default(0) }), backups });
}

const BACKUPS = `~b/${KEY}`;
const QUARANTINE = `~q/${KEY}`;
const USER = 12;
const USER_KEY = "12";

export = () => {
	if (findHeadless() === undefined) SKIP();

	let world: SchemaWorld;

	beforeEach(() => {
		world = new SchemaWorld();
	});

	afterEach(() => {
		expect(world.problems()).to.equal("");
	});

	const hasBackupIssue = (host: SchemaHost<Purse>) =>
		host.manager.getHealthStatus().issues.some((issue) => issue.input === "backupFailures");

	describe("automatic backups", () => {
		it("are made about every five minutes of a document that changes, and at the end, each with what it was", () => {
			const host = world.boot(purse());
			const session = host.opened();
			const seen = new Array<number>();
			world.universe.cloud.observe((write) => {
				if (write.key === BACKUPS) seen.push(world.universe.scheduler.now);
			});
			for (let count = 1; count <= 180; count += 1) {
				session.set(["coins"], count);
				world.run(10);
			}
			// Thirty minutes: the first comes early by chance.
			expect(seen.size() >= 5 && seen.size() <= 7).to.equal(true);
			for (let index = 1; index < seen.size(); index += 1) {
				const between = seen[index] - seen[index - 1];
				expect(between >= 295 && between <= 360).to.equal(true);
			}
			const before = seen.size();
			session.set(["coins"], 1000);
			expect(host.close(session)).to.equal("ok");
			world.run(10);
			expect(seen.size()).to.equal(before + 1);
			const [newest] = host.listBackups();
			expect(newest.kind).to.equal("automatic");
			expect(newest.copies.join()).to.equal("primary");
			const { data } = host.get(() => valueOf(host.manager.backups.loadBackup(newest.id)));
			expect(isEqual(data, { coins: 1000 })).to.equal(true);
			expect(world.countWrites(BACKUPS, SECOND_STORE)).to.equal(0);
		});

		it("are not made of a document that does not change", () => {
			const host = world.boot(purse());
			const first = host.opened();
			first.set(["coins"], 1);
			host.close(first);
			world.run(10);
			const made = world.countWrites(BACKUPS);
			expect(made).to.equal(1);
			const session = host.opened();
			world.run(1800);
			host.close(session);
			world.run(10);
			expect(world.countWrites(BACKUPS)).to.equal(made);
		});

		it("are made at the end of a session that another server takes over by a hand-off", () => {
			const host = world.boot(purse());
			host.opened().set(["coins"], 5);
			const other = world.boot(purse());
			other.opened();
			world.run(10);
			expect(other.listBackups().size()).to.equal(1);
		});

		it("are made of what is open when the server closes", () => {
			const host = world.boot(purse());
			host.opened().set(["coins"], 5);
			host.server.close("DeveloperShutdown");
			world.run(31);
			expect(world.record().lock).to.equal(undefined);
			expect(world.countWrites(BACKUPS)).to.equal(1);
		});
	});

	describe("a store for backups that is down", () => {
		it("does not keep documents from being saved, and health says so until it is back", () => {
			const host = world.boot(purse("everySave"));
			const session = host.opened();
			expect(hasBackupIssue(host)).to.equal(false);
			world.mishaps.add({ service: "DataStoreService", target: "~b/" }, { kind: "failed" });
			for (let count = 1; count <= 3; count += 1) {
				session.set(["coins"], count);
				expect(host.save(session)).to.equal("ok");
				expect(isEqual(world.record().data, { coins: count })).to.equal(true);
				world.run(30);
			}
			expect(hasBackupIssue(host)).to.equal(true);
			expect(host.logged.some((event) => event.event === "backupFailed")).to.equal(true);
			expect(host.manager.getStatistics().openSessions).to.equal(1);
			const made = host.get(() => host.manager.backups.createBackup(host.collection, KEY));
			expect(told(made)).to.equal("cloud");
			world.mishaps.end();
			session.set(["coins"], 9);
			expect(host.save(session)).to.equal("ok");
			world.run(10);
			expect(hasBackupIssue(host)).to.equal(false);
			const [newest] = host.listBackups();
			expect(newest.kind).to.equal("automatic");
			const { data } = host.get(() => valueOf(host.manager.backups.loadBackup(newest.id)));
			expect(isEqual(data, { coins: 9 })).to.equal(true);
		});

		it("does not keep a document from being given free, nor a server from closing", () => {
			const host = world.boot(purse("everySave"));
			const session = host.opened();
			host.opened("other").set(["coins"], 4);
			world.mishaps.add({ service: "DataStoreService", target: "~b/" }, { kind: "failed" });
			session.set(["coins"], 3);
			const began = world.universe.scheduler.now;
			expect(host.close(session)).to.equal("ok");
			expect(world.universe.scheduler.now - began < 3).to.equal(true);
			expect(world.record().lock).to.equal(undefined);
			host.server.close("DeveloperShutdown");
			world.run(31);
			expect(world.record("other").lock).to.equal(undefined);
			expect(isEqual(world.record("other").data, { coins: 4 })).to.equal(true);
		});

		it("is told in the report and in health if it is only the second one; the first has the backup", () => {
			const host = world.boot(purse("off"));
			const session = host.opened();
			session.set(["coins"], 3);
			expect(host.save(session)).to.equal("ok");
			world.mishaps.add({ service: "DataStoreService", target: `${SECOND_STORE}/` }, { kind: "failed" });
			const { copies, problems, id } = host.backUp();
			expect(`${copies.primary}, ${copies.secondary}, ${problems.size()}`).to.equal("true, false, 1");
			expect(hasBackupIssue(host)).to.equal(true);
			session.set(["coins"], 4);
			expect(host.save(session)).to.equal("ok");
			expect(told(host.restore(id))).to.equal("ok");
			expect(session.data.coins).to.equal(3);
			world.mishaps.end();
			expect(host.backUp().copies.secondary).to.equal(true);
			expect(hasBackupIssue(host)).to.equal(false);
		});
	});

	describe("a restore to a time", () => {
		it("gives back what was backed up nearest to it, and says how near that is", () => {
			const host = world.boot(purse("off"));
			const session = host.opened();
			const times = new Array<number>();
			for (let count = 1; count <= 4; count += 1) {
				session.set(["coins"], count);
				expect(host.save(session)).to.equal("ok");
				times.push(host.backUp().at);
				world.run(600);
			}
			const asked = times[1] + 40;
			const { backups } = host.manager;
			const report = host.get(() => valueOf(backups.restoreToTime(host.collection, KEY, asked)));
			expect(math.abs(report.offsetSeconds) <= 41).to.equal(true);
			expect(report.way).to.equal("here");
			expect(session.data.coins).to.equal(2);
			host.close(session);
			const closed = host.get(() => valueOf(backups.restoreToTime(host.collection, KEY, times[3])));
			expect(closed.way).to.equal("closed");
			expect(host.find().coins).to.equal(4);
		});

		it("that is in the future, or before anything was, writes nothing or says how far off it is", () => {
			const host = world.boot(purse("off"));
			const session = host.opened();
			session.set(["coins"], 1);
			host.save(session);
			const { at } = host.backUp();
			const before = world.writes.size();
			const { backups } = host.manager;
			for (const time of [at + 1e6, -1, 0 / 0]) {
				expect(told(host.get(() => backups.restoreToTime(host.collection, KEY, time)))).to.equal("invalidTime");
			}
			expect(told(host.get(() => backups.restoreToTime(host.collection, "nobody", at)))).to.equal("backupNotFound");
			expect(world.writes.size()).to.equal(before);
			const far = host.get(() => valueOf(backups.restoreToTime(host.collection, KEY, at - 5000)));
			expect(far.offsetSeconds >= 4990).to.equal(true);
		});
	});

	it("an erasure leaves nothing of a user: neither data nor backups, quarantine or journal, and can be repeated", () => {
		const host = world.boot(purse());
		const session = host.opened(USER_KEY);
		session.set(["coins"], 77);
		expect(host.save(session)).to.equal("ok");
		host.backUp(USER_KEY);
		expect(told(host.get(() => host.manager.backups.eraseUser(USER)))).to.equal("busy");
		host.close(session);
		world.run(5);
		world.corrupt((record: object) => ({ ...record, data: { coins: "many" } }), USER_KEY);
		expect(told(host.open(USER_KEY))).to.equal("invalidData");
		world.run(5);
		expect(host.listQuarantine(USER_KEY).size()).to.equal(1);

		// What cannot be reached is told, and is gone when it is done again.
		world.mishaps.add({ service: "DataStoreService", target: `${SECOND_STORE}/` }, { kind: "failed" });
		const first = host.get(() => valueOf(host.manager.backups.eraseUser(USER)));
		expect(first.complete).to.equal(false);
		world.mishaps.end();
		const second = host.get(() => valueOf(host.manager.backups.eraseUser(USER)));
		expect(second.complete).to.equal(true);
		expect((world.stored(USER_KEY) as { data?: object } | undefined)?.data).to.equal(undefined);
		for (const store of [STORE, SECOND_STORE]) {
			for (const key of [`~b/${USER_KEY}`, `~q/${USER_KEY}`]) expect(world.stored(key, store)).to.equal(undefined);
		}
		expect(world.stored(QUARANTINE)).to.equal(undefined);
		expect(host.find(USER_KEY).coins).to.equal(0);
	});
};
