/// <reference types="@rbxts/testez/globals" />
import { wroteLast } from "../../src/server/session/session-id";
import type { ModuleEdit } from "../headless/host/control-api";
import { findHeadless } from "./support/headless";
import { HoldfastWorld } from "./support/holdfast-world";
import { MigrationHost, MigrationWorld } from "./support/migration-world";
import { edit } from "./support/stories";

const DOCUMENTS = 8;
const POINTS_MAX = 300;
/** After a crash another server watches for sixty seconds before it goes on. */
const WATCH_SECONDS = 120;

const NO_WATCH = edit("server/migrate/global/claim-checkpoint", 'if state == "running" and', "if false and");
const NO_FENCE = edit("server/migrate/global/advance-checkpoint", "stored.epoch ~= epoch", "false");
const NO_RUNNER = edit("server/migrate/global/advance-checkpoint", "stored.runner ~= runner", "false");
const NO_COMPARISON = edit("server/migrate/global/migrate-document", "stored.revision == seen.revision", "true");

/** What is not as it has to be after a migration of all documents; empty if nothing is. */
function troubles(world: MigrationWorld): string {
	const found = new Array<string>();
	for (let index = 1; index <= DOCUMENTS; index += 1) {
		const told = world.told(`d${index}`);
		if (told !== `v2 r5 ${index * 2}`) found.push(`d${index} is ${told}`);
		if (world.original(`d${index}`) !== index) found.push(`the original of d${index} is not kept`);
		if (world.writes.get(`d${index}`) !== 1) found.push(`d${index} was written ${world.writes.get(`d${index}`)} times`);
	}
	if (world.checkpoint()?.state !== "done") found.push(`the run is ${world.checkpoint()?.state}`);
	if (world.problems() !== "") found.push(world.problems());
	return found.join("; ");
}

export = () => {
	if (findHeadless() === undefined) SKIP();

	let world: MigrationWorld;
	let host: MigrationHost;

	const counts = () => {
		const { migrated, current, inUse, failed, newer, empty } = world.checkpoint()!.counts;
		return `${migrated} migrated, ${current} current, ${inUse} in use, ${failed} failed, ${newer} newer, ${empty} empty`;
	};

	beforeEach(() => {
		world = new MigrationWorld(DOCUMENTS);
		host = world.boot();
	});

	describe("a global migration", () => {
		it("migrates every document once, page by page, and keeps the originals", () => {
			const answer = host.force();
			expect(world.runUntil(() => answer.isOver === true, 120)).to.equal(true);
			expect(answer.value!.state).to.equal("done");
			expect(troubles(world)).to.equal("");
			expect(counts()).to.equal("8 migrated, 0 current, 0 in use, 0 failed, 0 newer, 0 empty");
			// Eight documents and its own key, three to a page.
			expect(host.pages).to.equal(3);
		});

		it("leaves in each record what it was, and what it does not know", () => {
			const answer = host.force();
			world.runUntil(() => answer.isOver === true, 120);
			const record = world.record("d1")!;
			const [entry] = record.migrations!;
			expect(`${entry.from} ${entry.to} ${entry.by}`).to.equal("1 2 global");
			expect((record as unknown as { note: string }).note).to.equal("kept");
			expect(record.readableFrom).to.equal(2);
			expect(record.epoch).to.equal(3);
			expect(record.stamps.size()).to.equal(2);
			// What the last session could not save may not be carried over the migrated data.
			expect(wroteLast({ owner: "x", epoch: 2, nonce: "old" }, record.stamps)).to.equal(false);
		});

		it("passes by what is done when it is called again, and keeps its history", () => {
			const first = host.force();
			world.runUntil(() => first.isOver === true, 120);
			const second = host.force();
			world.runUntil(() => second.isOver === true, 120);
			expect(troubles(world)).to.equal("");
			expect(counts()).to.equal("0 migrated, 8 current, 0 in use, 0 failed, 0 newer, 0 empty");
			const history = world.checkpoint()!.history;
			expect(history.map((run) => `${run.state} ${run.counts.migrated}`).join(", ")).to.equal("done 8, done 0");
		});

		it("lists a document whose step fails, and leaves it as it was", () => {
			world.put("bad", { coins: 13 }, host.server);
			world.put("odd", { coins: 1 }, host.server, { schema: 0 });
			world.put("new", { coins: 1 }, host.server, { schema: 9, readableFrom: 9 });
			world.put("void", undefined, host.server);
			world.run(3);
			const before = world.record("bad");
			const answer = host.force();
			world.runUntil(() => answer.isOver === true, 120);
			expect(counts()).to.equal("8 migrated, 0 current, 0 in use, 2 failed, 1 newer, 1 empty");
			expect(world.record("bad")).to.equal(before);
			expect(world.original("bad")).to.equal(undefined);
			const failures = world.checkpoint()!.failures.map((failure) => `${failure.key}: ${failure.reason}`);
			failures.sort();
			expect(failures.join(", ")).to.equal("bad: migrationFailed, odd: unknownVersion");
			expect(host.failed.size()).to.equal(2);
		});

		it("leaves documents alone that somebody has, or that something needs as they are", () => {
			world.put("open", { coins: 1 }, host.server, {
				lock: { owner: "x", realm: "live", place: 1, epoch: 2, nonce: "n", renewed: 0 },
			});
			const unfolded = { owner: "x", epoch: 2, nonce: "n", revision: 4 };
			world.put("unfolded", { coins: 1 }, host.server, { unfolded });
			world.put("prepared", { coins: 1 }, host.server, { prepared: { group: {} } });
			world.run(3);
			const answer = host.force();
			world.runUntil(() => answer.isOver === true, 120);
			expect(counts()).to.equal("8 migrated, 0 current, 3 in use, 0 failed, 0 newer, 0 empty");
			for (const key of ["open", "unfolded", "prepared"]) expect(world.told(key)).to.equal("v1 r4 1");
		});

		const keptOfChanged = (edits: ReadonlyArray<ModuleEdit>) => {
			world = new MigrationWorld(DOCUMENTS, edits);
			host = world.boot();
			world.mishaps.add(
				{ operation: "UpdateAsync", begins: true, target: "Test/global/d1" },
				{ kind: "slow", seconds: 5 },
				1,
			);
			const answer = host.force();
			world.run(3);
			world.put("d1", { coins: 50 }, host.server, { revision: 9 });
			world.runUntil(() => answer.isOver === true, 120);
			expect(world.told("d1")).to.equal("v2 r10 100");
			return world.original("d1");
		};

		it("keeps and migrates what came between its look and its write", () => {
			expect(keptOfChanged([])).to.equal(50);
			expect(keptOfChanged([NO_COMPARISON])).to.equal(1);
		});

		it("migrates nothing whose original could not be kept", () => {
			const careless = world.boot({
				keepOriginal: () => ({ ok: false, error: { kind: "cloud", message: "full", context: {} } }),
			});
			const answer = careless.force();
			world.runUntil(() => answer.isOver === true, 120);
			expect(counts()).to.equal("0 migrated, 0 current, 0 in use, 8 failed, 0 newer, 0 empty");
			expect(world.told("d1")).to.equal("v1 r4 1");
			expect(world.checkpoint()!.failures[0].message.find("full")[0]).to.be.ok();
		});

		it("counts a write that was applied although it reported an error as one", () => {
			world.mishaps.add({ operation: "UpdateAsync (write)", target: "Test/" }, { kind: "unanswered" }, 6);
			const answer = host.force();
			expect(world.runUntil(() => answer.isOver === true, 300)).to.equal(true);
			expect(troubles(world)).to.equal("");
			expect(world.checkpoint()!.counts.migrated).to.equal(8);
		});

		it("begins again from the first page when its place in the listing is not known any more", () => {
			const text = "InvalidExclusiveStartKey: the cursor is not valid.";
			world.mishaps.add({ operation: "ListKeysAsync" }, { kind: "failed", text }, 1, 1);
			const answer = host.force();
			expect(world.runUntil(() => answer.isOver === true, 120)).to.equal(true);
			expect(troubles(world)).to.equal("");
		});

		it("that is not allowed to list fails with the service's words, and goes on when it is called again", () => {
			const text = "403: Cannot write to DataStore from studio if API access is not enabled.";
			world.mishaps.add({ operation: "ListKeysAsync" }, { kind: "failed", text }, math.huge, 1);
			const answer = host.force();
			expect(world.runUntil(() => answer.isOver === true, 120)).to.equal(true);
			expect(answer.refused).to.equal("cloud");
			expect(world.checkpoint()!.state).to.equal("failed");
			world.mishaps.end();
			const again = host.force();
			world.runUntil(() => again.isOver === true, 120);
			expect(troubles(world)).to.equal("");
			expect(world.checkpoint()!.counts.migrated).to.equal(8);
		});

		it("goes on through requests that are refused for a limit", () => {
			world.mishaps.add({ service: "DataStoreService", target: "Test/" }, { kind: "throttled" }, 6);
			const answer = host.force();
			expect(world.runUntil(() => answer.isOver === true, 400)).to.equal(true);
			expect(troubles(world)).to.equal("");
		});

		it("refuses a version that is not known", () => {
			const answer = host.force(7);
			world.run(1);
			expect(answer.refused).to.equal("unknownVersion");
			expect(world.checkpoint()).to.equal(undefined);
		});

		it("can be undone", () => {
			const answer = host.force();
			world.runUntil(() => answer.isOver === true, 120);
			const undone = host.ask(() => host.migration.undoGlobalMigration(2));
			world.runUntil(() => undone.isOver === true, 120);
			expect(undone.value!.counts.restored).to.equal(8);
			expect(world.told("d3")).to.equal("v1 r5 3");
		});
	});

	describe("a pause", () => {
		it("lasts until somebody resumes it, on any server, and nothing is done twice", () => {
			const other = world.boot();
			const first = host.force();
			world.runUntil(() => (world.writes.get("d1") ?? 0) > 0, 60);
			const paused = other.ask(() => other.migration.pauseGlobalMigration());
			world.runUntil(() => first.isOver === true && paused.isOver === true, 60);
			expect(first.value!.state).to.equal("paused");
			expect(world.checkpoint()!.state).to.equal("paused");
			const migrated = world.checkpoint()!.counts.migrated;
			expect(migrated > 0 && migrated < 8).to.equal(true);
			world.run(100);
			expect(world.checkpoint()!.counts.migrated).to.equal(migrated);

			const refused = other.force();
			world.run(3);
			expect(refused.refused).to.equal("migrationState");
			const resumed = other.ask(() => other.migration.resumeGlobalMigration());
			world.runUntil(() => resumed.isOver === true, 120);
			expect(resumed.value!.state).to.equal("done");
			expect(troubles(world)).to.equal("");
			expect(counts()).to.equal("8 migrated, 0 current, 0 in use, 0 failed, 0 newer, 0 empty");
		});

		it("is refused where nothing runs, and so is its end", () => {
			const paused = host.ask(() => host.migration.pauseGlobalMigration());
			const resumed = host.ask(() => host.migration.resumeGlobalMigration());
			world.run(3);
			expect(paused.refused).to.equal("migrationState");
			expect(resumed.refused).to.equal("migrationState");
		});
	});

	describe("two servers that want it", () => {
		const together = (edits: ReadonlyArray<ModuleEdit>) => {
			world = new MigrationWorld(DOCUMENTS, edits);
			host = world.boot();
			const other = world.boot();
			// Slow enough to be seen at work: each listing takes half a minute.
			world.mishaps.add({ operation: "ListKeysAsync" }, { kind: "slow", seconds: 30 });
			const first = host.force();
			world.run(2);
			const second = other.force();
			const third = host.force();
			expect(world.runUntil(() => first.isOver === true && second.isOver === true, 300)).to.equal(true);
			expect(third.refused).to.equal("migrationState");
			expect(troubles(world)).to.equal("");
			return `${first.refused ?? "ran"}, ${second.refused ?? "ran"}, epoch ${world.checkpoint()!.epoch}`;
		};

		it("are not at it at once: the second is refused while the first shows that it lives", () => {
			expect(together([])).to.equal("ran, migrationState, epoch 1");
			expect(together([NO_WATCH])).to.equal("migrationState, ran, epoch 2");
		});

		const frozen = (edits: ReadonlyArray<ModuleEdit>) => {
			world = new MigrationWorld(DOCUMENTS, edits);
			host = world.boot();
			const other = world.boot();
			const first = host.force();
			world.runUntil(() => (world.writes.get("d1") ?? 0) > 0, 60);
			host.server.freeze(200);
			const second = other.force();
			expect(world.runUntil(() => second.isOver === true, WATCH_SECONDS)).to.equal(true);
			const ended = world.checkpoint()!.history.size();
			const third = other.force();
			world.runUntil(() => third.isOver === true, 10);
			expect(world.runUntil(() => first.isOver === true, 300)).to.equal(true);
			world.run(5);
			expect(troubles(world)).to.equal("");
			return `${first.refused ?? "ran"}, ${second.refused ?? "ran"}, ${ended} run, then ${world.checkpoint()!.epoch}`;
		};

		it("take it over from each other when one stands still, and that one notices when it wakes", () => {
			expect(frozen([])).to.equal("migrationState, ran, 1 run, then 3");
			expect(frozen([NO_FENCE, NO_RUNNER])).never.to.equal("migrationState, ran, 1 run, then 3");
		});
	});

	it("tells any server how far it is", () => {
		const other = world.boot();
		const nothing = other.ask(() => other.migration.getGlobalMigrationStatus());
		world.run(3);
		expect(nothing.isOver === true && nothing.value === undefined && nothing.refused === undefined).to.equal(true);
		const answer = host.force();
		world.runUntil(() => answer.isOver === true, 120);
		const status = other.ask(() => other.migration.getGlobalMigrationStatus());
		world.run(3);
		expect(status.value!.state).to.equal("done");
		expect(status.value!.counts.migrated).to.equal(8);
	});

	it("goes on after whatever request its server died at, and every document is migrated exactly once", () => {
		let points = 0;
		const found = new Array<string>();
		for (let count = 0; count <= POINTS_MAX; count += 1) {
			world = new MigrationWorld(DOCUMENTS);
			host = world.boot();
			if (count > 0) host.server.crashAfterResumptions(count);
			const answer = host.force();
			if (count === 0) host.server.crash();
			world.runUntil(() => host.server.state === "crashed" || answer.isOver === true, 120);
			if (host.server.state !== "crashed") break;
			points += 1;
			// What was on its way when it died arrives.
			world.run(2);
			const heir = world.boot();
			const resumed = heir.force();
			if (!world.runUntil(() => resumed.isOver === true, WATCH_SECONDS)) found.push(`${count}: it did not go on`);
			const trouble = troubles(world);
			if (trouble !== "") found.push(`after ${count} resumptions: ${trouble}`);
		}
		expect(found.join("\n")).to.equal("");
		expect(points > 30 && points < POINTS_MAX).to.equal(true);
	});

	it("does not touch a document that a session has, which goes on as it was", () => {
		const holdfast = new HoldfastWorld();
		const [owner, session] = holdfast.bootWith();
		session.set(["coins"], 5);
		const saved = owner.save(session);
		holdfast.run(3);
		expect(saved.said).to.equal("saved");
		const runner = new MigrationHost(findHeadless()!.startLibraryServer(holdfast.universe, []), findHeadless()!, {});
		const answer = runner.force();
		holdfast.run(20);
		expect(answer.value!.counts.inUse).to.equal(1);
		session.set(["coins"], 6);
		const closed = owner.close(session);
		holdfast.run(5);
		expect(closed.said).to.equal("saved");
		expect(holdfast.stored()!.data!.coins).to.equal(6);
		const again = runner.force();
		holdfast.run(20);
		expect(again.value!.counts.migrated).to.equal(1);
		expect(holdfast.stored()!.data!.coins).to.equal(12);
		expect(holdfast.problems()).to.equal("");
	});
};
