/// <reference types="@rbxts/testez/globals" />
import { BackedCollection } from "../../../../src/server/protect/document-address";
import { StoredRecord } from "../../../../src/server/store/record";
import { coinsOf, COLLECTION, createProtected, journalOf, kindOf, LOCK, Protected, recordOf, valueOf } from "./support";

const HOUR = 3600;
const LENIENT: BackedCollection = { ...COLLECTION, recovery: { allowDefaults: true } };

export = () => {
	let spec: Protected;

	const record = () => spec.stored<StoredRecord>("C", "k");
	const recover = (collection = COLLECTION) => spec.manager.emergencyRecovery(collection, "k");
	const quarantined = () => valueOf(spec.manager.listQuarantine(COLLECTION, "k"));
	const isUsable = (_: unknown, _key: string, { data }: { readonly data: object }) =>
		typeIs((data as { coins?: unknown }).coins, "number");

	beforeEach(() => {
		spec = createProtected({ isUsable });
	});

	it("leaves a record alone that can be used, and one that is new or erased", () => {
		for (const fine of [recordOf(5, 3), recordOf(5, 3, { lock: LOCK }), { ...recordOf(5, 3), data: undefined }]) {
			spec.put("C", "k", fine);
			expect(valueOf(recover(LENIENT)).source).to.equal("record");
			expect(record().epoch).to.equal(4);
		}
		expect(quarantined().size()).to.equal(0);
	});

	it("takes a backup that is newer than what is left of a journal, and a journal that is newer than a version", () => {
		const journal = journalOf({ data: { coins: 1 }, schema: 1, revision: 4 });
		spec = createProtected({ isUsable, journal });
		spec.put("C", "k", recordOf(5, 11));
		valueOf(spec.manager.createBackup(COLLECTION, "k"));
		spec.put("C", "k", "corrupt");
		expect(valueOf(recover()).source).to.equal("backup");
		expect(coinsOf(record().data)).to.equal(5);

		spec = createProtected({ isUsable, journal });
		spec.put("C", "k", recordOf(7, 3));
		spec.advance(2 * HOUR);
		spec.put("C", "k", "corrupt");
		expect(valueOf(recover()).source).to.equal("journal");
		expect(coinsOf(record().data)).to.equal(1);
	});

	it("keeps the ledger of a backup where nothing is left of the record, and the record's own else", () => {
		const [bought, later] = [{ receipts: { a: 1 } }, { receipts: { a: 1, b: 2 } }];
		spec.put("C", "k", recordOf(5, 3, { ledger: bought }));
		valueOf(spec.manager.createBackup(COLLECTION, "k"));
		spec.put("C", "k", { ...recordOf(5, 4, { ledger: later }), data: "broken" });
		expect(valueOf(recover()).source).to.equal("backup");
		expect(record().ledger!.receipts!.b).to.equal(2);
		spec.put("C", "k", "corrupt");
		expect(valueOf(recover()).source).to.equal("backup");
		expect(record().ledger!.receipts!.a).to.equal(1);
		expect(record().ledger!.receipts!.b).to.equal(undefined);
	});

	it("takes the journal before a backup that is older", () => {
		spec = createProtected({ isUsable, journal: journalOf({ data: { coins: 8 }, schema: 1, revision: 12 }) });
		spec.put("C", "k", recordOf(5, 11));
		valueOf(spec.manager.createBackup(COLLECTION, "k"));
		spec.put("C", "k", { ...recordOf(5, 11), data: { coins: "many" } });
		expect(valueOf(recover()).source).to.equal("journal");
		expect(coinsOf(record().data)).to.equal(8);
		expect(record().revision).to.equal(13);
		expect(record().epoch).to.equal(5);
	});

	it("then the newest backup whose checksum is right and whose data can be used", () => {
		spec.put("C", "k", recordOf(5, 3));
		const good = valueOf(spec.manager.createBackup(COLLECTION, "k"));
		spec.put("C", "k", { ...recordOf(5, 4), data: { coins: "many" } });
		valueOf(spec.manager.createBackup(COLLECTION, "k"));
		spec.put("C", "k", "corrupt");
		const report = valueOf(recover(LENIENT));
		expect(report.source).to.equal("backup");
		expect(report.detail).to.equal(good.id);
		expect(report.tried.map(({ source, outcome }) => `${source} ${outcome}`).join(", ")).to.equal(
			"record nothing, journal nothing, backup found",
		);
		expect(coinsOf(record().data)).to.equal(5);
		expect(record().recovered!.from).to.equal("backup");
	});

	it("then a version of the platform", () => {
		spec.put("C", "k", recordOf(5, 3));
		spec.advance(2 * HOUR);
		spec.put("C", "k", recordOf(6, 4, { data: "broken" }));
		spec.advance(2 * HOUR);
		spec.put("C", "k", 17);
		expect(valueOf(recover(LENIENT)).source).to.equal("version");
		expect(coinsOf(record().data)).to.equal(5);
	});

	it("then the defaults, if the collection allows it", () => {
		spec.put("C", "k", "corrupt");
		const refused = recover();
		expect(kindOf(refused)).to.equal("unrecoverable");
		expect(spec.stored("C", "k")).to.equal("corrupt");
		expect(quarantined().size()).to.equal(0);
		expect(valueOf(recover(LENIENT)).source).to.equal("default");
		expect(coinsOf(record().data)).to.equal(0);
		expect(record().recovered!.from).to.equal("default");
	});

	it("keeps the original in quarantine, with the reason", () => {
		const broken = { ...recordOf(5, 3), data: { coins: "many" } };
		spec.put("C", "k", broken);
		const report = valueOf(recover(LENIENT));
		const [item] = quarantined();
		expect(item.reason).to.equal(report.reason);
		const { value } = valueOf(spec.manager.inspectQuarantine(COLLECTION, "k", item.id));
		expect((value as { data: { coins: string } }).data.coins).to.equal("many");
	});

	it("overwrites nothing when the quarantine does not take the original", () => {
		spec.put("C", "k", "corrupt");
		spec.server.cloud.faults.interfere = ({ operation, target }) =>
			operation === "UpdateAsync (write)" && target.find("~q/", 1, true)[0] !== undefined
				? { kind: "failed", text: "105: full" }
				: undefined;
		expect(kindOf(recover(LENIENT))).to.equal("cloud");
		expect(spec.stored("C", "k")).to.equal("corrupt");
	});

	it("does not begin anew while a source could not be asked", () => {
		spec.put("C", "k", "corrupt");
		spec.down.add("C~2");
		expect(kindOf(recover(LENIENT))).to.equal("cloud");
		expect(spec.stored("C", "k")).to.equal("corrupt");
	});

	it("overwrites nothing that is not what is in quarantine", () => {
		spec.put("C", "k", "corrupt");
		let meddled = false;
		const ended = spec.server.cloud.observe(({ key }) => {
			if (key !== "~q/k" || meddled) return;
			meddled = true;
			task.spawn(() => spec.put("C", "k", recordOf(9, 9)));
		});
		expect(valueOf(recover(LENIENT)).source).to.equal("record");
		ended();
		expect(coinsOf(record().data)).to.equal(9);
	});

	it("has an epoch above any that was counted, where the old one cannot be read", () => {
		spec.put("C", "k", { format: 1, epoch: "?", revision: 40, stamps: {} });
		valueOf(recover(LENIENT));
		expect(record().epoch > 1_000_000_000).to.equal(true);
		expect(record().revision).to.equal(41);
	});

	it("leaves alone what somebody has open, and what a newer version has written", () => {
		spec.put("C", "k", { ...recordOf(5, 3, { lock: LOCK }), data: { coins: "many" } });
		expect(kindOf(recover(LENIENT))).to.equal("locked");
		spec.put("C", "k", recordOf(5, 3, { readableFrom: 99 }));
		expect(kindOf(recover(LENIENT))).to.equal("newerData");
		spec.documents.here.set("k", { data: { coins: 1 }, schema: 1, revision: 1 });
		expect(kindOf(recover(LENIENT))).to.equal("busy");
	});

	it("brings back a document whose key is empty, from its backups", () => {
		spec.put("C", "k", recordOf(5, 3));
		valueOf(spec.manager.createBackup(COLLECTION, "k"));
		spec.server.stores.remove("C", "k");
		expect(valueOf(recover()).source).to.equal("backup");
		expect(quarantined().size()).to.equal(0);
		expect(record().revision).to.equal(4);
	});
};
