/// <reference types="@rbxts/testez/globals" />
import { ErasureReport } from "../../../../src/server/protect/eraser";
import { saveTransform } from "../../../../src/server/session/save-transform";
import { SessionId } from "../../../../src/server/session/session-id";
import { StoredRecord } from "../../../../src/server/store/record";
import { COLLECTION, createProtected, journalOf, kindOf, LOCK, Protected, recordOf, valueOf } from "./support";

export = () => {
	let spec: Protected;
	let journal: ReturnType<typeof journalOf>;

	const record = () => spec.stored<StoredRecord & { decided?: unknown; inbox?: unknown }>("C", "7");
	const show = ({ steps }: ErasureReport) => steps.map(({ part, erased }) => `${part} ${erased}`).join(", ");

	beforeEach(() => {
		journal = journalOf({ data: { coins: 1 }, schema: 1, revision: 1 });
		spec = createProtected({ players: COLLECTION, journal });
		spec.put("C", "7", { ...recordOf(5, 3), inbox: ["a letter"], decided: { g: { state: "committed" } } });
		valueOf(spec.manager.forceBackup(7));
		valueOf(spec.manager.forceBackup(7));
		spec.put("C", "~q/7", { items: [{ id: "i", reason: "r", at: 1, value: { coins: 1 } }] });
	});

	it("takes away everything about a player, and says what there was", () => {
		const report = valueOf(spec.manager.eraseUser(7));
		expect(show(report)).to.equal("record 1, primary 2, secondary 2, quarantine 1, journal 1");
		expect(report.complete).to.equal(true);
		expect(report.versionsGoneAt > spec.now() + 29 * 24 * 3600).to.equal(true);
		expect(spec.stored("C", "~b/7")).to.equal(undefined);
		expect(spec.stored("C~2", "~b/7")).to.equal(undefined);
		expect(spec.stored("C", "~q/7")).to.equal(undefined);
		expect(journal.erased).to.equal(1);
	});

	it("leaves a record without data that keeps the epoch, the revision and the decisions, and nobody's id", () => {
		valueOf(spec.manager.eraseUser(7));
		expect(record().data).to.equal(undefined);
		expect(record().inbox).to.equal(undefined);
		expect(record().decided).to.be.ok();
		expect(record().epoch).to.equal(5);
		expect(record().revision).to.equal(4);
		let users = -1;
		spec.server.stores.update("C", "7", (_, userIds) => {
			users = userIds.size();
			return undefined;
		});
		expect(users).to.equal(0);
		const id: SessionId = { owner: "me", epoch: 4, nonce: "n" };
		const late = { id, seq: 9, data: { coins: 77 }, revision: 9, userIds: [7], unixSeconds: 1 };
		expect(saveTransform(record(), late).outcome).to.equal("lost");
	});

	it("can be done again, and finds nothing then", () => {
		valueOf(spec.manager.eraseUser(7));
		journal.erase = () => ({ ok: true, value: 0 });
		expect(show(valueOf(spec.manager.eraseUser(7)))).to.equal(
			"record 0, primary 0, secondary 0, quarantine 0, journal 0",
		);
		expect(show(valueOf(spec.manager.eraseUser(8)))).to.equal(
			"record 0, primary 0, secondary 0, quarantine 0, journal 0",
		);
		expect(spec.stored("C", "8")).to.equal(undefined);
	});

	it("says what it could not reach, and is complete when it is done again", () => {
		spec.down.add("C~2");
		const report = valueOf(spec.manager.eraseUser(7));
		expect(report.complete).to.equal(false);
		const failed = report.steps.filter((step) => step.problem !== undefined);
		expect(failed.map((step) => step.part).join(",")).to.equal("secondary");
		spec.down.delete("C~2");
		expect(valueOf(spec.manager.eraseUser(7)).complete).to.equal(true);
		expect(spec.stored("C~2", "~b/7")).to.equal(undefined);
	});

	it("leaves a document alone that somebody has open, or that a transaction is not done with", () => {
		spec.put("C", "7", recordOf(5, 3, { lock: LOCK }));
		expect(kindOf(spec.manager.eraseUser(7))).to.equal("locked");
		spec.put("C", "7", { ...recordOf(5, 3), prepared: { g: { to: 4 } } });
		expect(kindOf(spec.manager.eraseUser(7))).to.equal("busy");
		spec.documents.here.set("7", { data: { coins: 1 }, schema: 1, revision: 1 });
		expect(kindOf(spec.manager.eraseUser(7))).to.equal("busy");
		expect(record().data).to.be.ok();
		expect(spec.stored("C", "~b/7")).to.be.ok();
		expect(journal.erased).to.equal(0);
	});

	it("erases what is no record, too", () => {
		spec.put("C", "7", "my secret");
		expect(valueOf(spec.manager.eraseDocument(COLLECTION, "7")).steps[0].erased).to.equal(1);
		expect(record().data).to.equal(undefined);
	});
};
