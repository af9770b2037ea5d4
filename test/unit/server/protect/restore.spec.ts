/// <reference types="@rbxts/testez/globals" />
import { saveTransform } from "../../../../src/server/session/save-transform";
import { SessionId } from "../../../../src/server/session/session-id";
import { StoredRecord } from "../../../../src/server/store/record";
import { coinsOf, COLLECTION, createProtected, kindOf, LOCK, Protected, recordOf, valueOf } from "./support";

const HOUR = 3600;

export = () => {
	let spec: Protected;

	const record = () => spec.stored<StoredRecord>("C", "k");
	const backUpStored = () => valueOf(spec.manager.createBackup(COLLECTION, "k")).id;
	const backups = () => valueOf(spec.manager.listBackups(COLLECTION, "k")).backups;

	beforeEach(() => {
		spec = createProtected();
	});

	describe("restoring a document that nobody has open", () => {
		it("writes the old data as a newer revision and epoch, after a backup of what was there", () => {
			spec.put("C", "k", recordOf(5, 3));
			const id = backUpStored();
			spec.put("C", "k", recordOf(1, 9, { epoch: 6 }));
			const report = valueOf(spec.manager.restoreBackup(COLLECTION, id));
			expect(report.way).to.equal("closed");
			expect(coinsOf(record().data)).to.equal(5);
			expect(record().revision).to.equal(10);
			expect(record().epoch).to.equal(7);
			const before = valueOf(spec.manager.loadBackup(report.before!));
			expect(coinsOf(before.data)).to.equal(1);
			expect(before.info.kind).to.equal("preUpdate");
		});

		it("fences off a session that was released and is not known to be", () => {
			const id: SessionId = { owner: "me", epoch: 4, nonce: "n1" };
			spec.put("C", "k", recordOf(5, 3, { stamps: [{ epoch: 4, nonce: "n1", seq: 2 }] }));
			valueOf(spec.manager.restoreBackup(COLLECTION, backUpStored()));
			const late = { id, seq: 3, data: { coins: 77 }, revision: 4, userIds: [], unixSeconds: 1 };
			expect(saveTransform(record(), late).outcome).to.equal("lost");
			// What is carried on is what wrote last.
			expect(record().stamps[record().stamps.size() - 1].nonce).never.to.equal("n1");
		});

		it("is done once, although the write was reported as failed", () => {
			spec.put("C", "k", recordOf(5, 3));
			const id = backUpStored();
			spec.put("C", "k", recordOf(1, 9));
			let failures = 1;
			spec.server.cloud.faults.interfere = ({ operation, target }) => {
				if (operation !== "UpdateAsync (write)" || target !== "C/global/k" || failures === 0) return undefined;
				failures -= 1;
				return { kind: "unanswered" };
			};
			valueOf(spec.manager.restoreBackup(COLLECTION, id));
			expect(failures).to.equal(0);
			expect(record().revision).to.equal(10);
		});

		it("backs up again what somebody wrote in between", () => {
			spec.put("C", "k", recordOf(5, 3));
			const id = backUpStored();
			spec.put("C", "k", recordOf(1, 9));
			let meddled = false;
			const ended = spec.server.cloud.observe(({ key }) => {
				if (key !== "~b/k" || meddled) return;
				meddled = true;
				task.spawn(() => spec.put("C", "k", recordOf(2, 10)));
			});
			const report = valueOf(spec.manager.restoreBackup(COLLECTION, id));
			ended();
			expect(coinsOf(record().data)).to.equal(5);
			expect(record().revision).to.equal(11);
			expect(coinsOf(valueOf(spec.manager.loadBackup(report.before!)).data)).to.equal(2);
		});

		it("brings back what is not stored any more", () => {
			spec.put("C", "k", recordOf(5, 3));
			const id = backUpStored();
			spec.server.stores.remove("C", "k");
			const report = valueOf(spec.manager.restoreBackup(COLLECTION, id));
			expect(report.before).to.equal(undefined);
			expect(coinsOf(record().data)).to.equal(5);
		});

		it("writes nothing if the backup of what is there cannot be made", () => {
			spec.put("C", "k", recordOf(5, 3));
			const id = backUpStored();
			spec.put("C", "k", recordOf(1, 9));
			spec.server.cloud.faults.interfere = ({ operation, target }) =>
				operation === "UpdateAsync (write)" && target.find("~b/", 1, true)[0] !== undefined
					? { kind: "failed", text: "105: full" }
					: undefined;
			expect(kindOf(spec.manager.restoreBackup(COLLECTION, id))).to.equal("cloud");
			expect(record().revision).to.equal(9);
		});

		it("leaves a record alone that is none, that is newer, or that a transaction is not done with", () => {
			spec.put("C", "k", recordOf(5, 3));
			const id = backUpStored();
			spec.put("C", "k", { nothing: "known" });
			expect(kindOf(spec.manager.restoreBackup(COLLECTION, id))).to.equal("unreadableRecord");
			spec.put("C", "k", recordOf(1, 9, { readableFrom: 99 }));
			expect(kindOf(spec.manager.restoreBackup(COLLECTION, id))).to.equal("newerData");
			spec.put("C", "k", { ...recordOf(1, 9), prepared: { g1: { to: 10 } } });
			expect(kindOf(spec.manager.restoreBackup(COLLECTION, id))).to.equal("busy");
			expect(coinsOf(record().data)).to.equal(1);
		});
	});

	it("a document that is open here is restored by a commit", () => {
		spec.put("C", "k", recordOf(5, 3));
		const id = backUpStored();
		spec.documents.here.set("k", { data: { coins: 1 }, schema: 1, revision: 9 });
		const report = valueOf(spec.manager.restoreBackup(COLLECTION, id));
		expect(report.way).to.equal("here");
		expect(coinsOf(spec.documents.here.get("k")!.data)).to.equal(5);
		expect(spec.documents.contexts.size()).to.equal(1);
		expect(coinsOf(valueOf(spec.manager.loadBackup(report.before!)).data)).to.equal(1);
		expect(record().revision).to.equal(3);
	});

	it("a document that is open elsewhere is left to its owner", () => {
		spec.put("C", "k", recordOf(5, 3, { lock: LOCK }));
		const id = backUpStored();
		expect(valueOf(spec.manager.restoreBackup(COLLECTION, id)).way).to.equal("owner");
		expect(spec.documents.asked.join(",")).to.equal(`other ${id}`);
		expect(record().revision).to.equal(3);
	});

	describe("restoring to a time", () => {
		/** To a little after the beginning of the next UTC hour. */
		const toNextHour = () => spec.advance(HOUR - (spec.now() % HOUR) + 5);

		it("takes a backup where it is nearer than the platform's version", () => {
			toNextHour();
			spec.put("C", "k", recordOf(1, 1));
			spec.advance(600);
			valueOf(spec.manager.createBackup(COLLECTION, "k"));
			const time = spec.now();
			spec.advance(4 * HOUR);
			spec.put("C", "k", recordOf(2, 2));
			const report = valueOf(spec.manager.restoreToTime(COLLECTION, "k", time + 7));
			expect(report.kind).to.equal("backup");
			expect(math.abs(report.offsetSeconds + 7) <= 2).to.equal(true);
			expect(coinsOf(record().data)).to.equal(1);
		});

		it("takes the platform's version where that is nearer, and says how near it got", () => {
			toNextHour();
			spec.put("C", "k", recordOf(1, 1));
			valueOf(spec.manager.createBackup(COLLECTION, "k"));
			spec.advance(5 * HOUR);
			spec.put("C", "k", recordOf(2, 2));
			const time = spec.now();
			spec.advance(5 * HOUR);
			spec.put("C", "k", recordOf(3, 3));
			spec.advance(HOUR);
			const report = valueOf(spec.manager.restoreToTime(COLLECTION, "k", time + 1000));
			expect(report.kind).to.equal("version");
			expect(report.offsetSeconds <= -995 && report.offsetSeconds >= -1005).to.equal(true);
			expect(coinsOf(record().data)).to.equal(2);
			expect(record().revision).to.equal(4);
			expect(backups()[0].kind).to.equal("preUpdate");
		});

		it("passes over what cannot be read", () => {
			toNextHour();
			spec.put("C", "k", recordOf(1, 1));
			spec.advance(2 * HOUR);
			spec.put("C", "k", "broken");
			const time = spec.now();
			spec.advance(2 * HOUR);
			spec.put("C", "k", recordOf(3, 3));
			const report = valueOf(spec.manager.restoreToTime(COLLECTION, "k", time));
			expect(math.abs(report.offsetSeconds) > HOUR).to.equal(true);
			expect(coinsOf(record().data) === 2).to.equal(false);
		});

		it("hands an owner elsewhere a version as a backup, since that has a name", () => {
			spec.put("C", "k", recordOf(1, 1, { lock: LOCK }));
			const report = valueOf(spec.manager.restoreToTime(COLLECTION, "k", spec.now()));
			expect(report.way).to.equal("owner");
			const [made] = backups();
			expect(made.kind).to.equal("manual");
			expect(spec.documents.asked.join(",")).to.equal(`other ${made.id}`);
		});

		it("in the future, or that is none, is a typed error, and nothing is written", () => {
			spec.put("C", "k", recordOf(1, 1));
			for (const wrong of [spec.now() + 60, -1, 0 / 0, math.huge]) {
				expect(kindOf(spec.manager.restoreToTime(COLLECTION, "k", wrong))).to.equal("invalidTime");
			}
			expect(backups().size()).to.equal(0);
		});

		it("of a document that never was is a typed error", () => {
			expect(kindOf(spec.manager.restoreToTime(COLLECTION, "k", spec.now()))).to.equal("backupNotFound");
			expect(record()).to.equal(undefined);
		});
	});
};
