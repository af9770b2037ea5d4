/// <reference types="@rbxts/testez/globals" />
import { RequestScheduler } from "../../../../src/server/cloud/request-scheduler";
import { quarantine } from "../../../../src/server/store/quarantine";
import { StoredRecord } from "../../../../src/server/store/record";
import { coinsOf, COLLECTION, createProtected, kindOf, Protected, recordOf, valueOf } from "./support";

export = () => {
	let spec: Protected;

	const record = () => spec.stored<StoredRecord>("C", "k");
	const list = () => valueOf(spec.manager.listQuarantine(COLLECTION, "k"));
	const keep = (reason: string, value: unknown) => {
		const { ports } = spec;
		const scheduler = new RequestScheduler({ clock: ports.clock, stores: ports.stores });
		return quarantine({ cloud: ports, scheduler }, "C", "k", reason, value).ok;
	};

	beforeEach(() => {
		spec = createProtected();
		keep("first", recordOf(5, 3));
		keep("second", { strange: true });
	});

	it("is listed oldest first, and each item can be looked at", () => {
		expect(
			list()
				.map((item) => item.reason)
				.join(","),
		).to.equal("first,second");
		const item = valueOf(spec.manager.inspectQuarantine(COLLECTION, "k", list()[1].id));
		expect((item.value as { strange: boolean }).strange).to.equal(true);
		expect(list()[1].size).to.equal(16);
		expect(valueOf(spec.manager.listQuarantine(COLLECTION, "other")).size()).to.equal(0);
	});

	it("gives an item back as the document's data, after a backup of what is there, and once", () => {
		spec.put("C", "k", recordOf(1, 9));
		const { id } = list()[0];
		const report = valueOf(spec.manager.releaseQuarantine(COLLECTION, "k", id));
		expect(report.way).to.equal("closed");
		expect(coinsOf(record().data)).to.equal(5);
		expect(record().revision).to.equal(10);
		expect(coinsOf(valueOf(spec.manager.loadBackup(report.before!)).data)).to.equal(1);
		expect(
			list()
				.map((item) => item.reason)
				.join(","),
		).to.equal("second");
		expect(kindOf(spec.manager.releaseQuarantine(COLLECTION, "k", id))).to.equal("notInQuarantine");
	});

	it("keeps an item that is no record", () => {
		expect(kindOf(spec.manager.releaseQuarantine(COLLECTION, "k", list()[1].id))).to.equal("unreadableRecord");
		expect(list().size()).to.equal(2);
		expect(record()).to.equal(undefined);
	});

	it("keeps an item whose release fails", () => {
		spec.put("C", "k", "broken");
		expect(kindOf(spec.manager.releaseQuarantine(COLLECTION, "k", list()[0].id))).to.equal("unreadableRecord");
		expect(list().size()).to.equal(2);
	});

	it("is purged of one item, or of all", () => {
		expect(valueOf(spec.manager.purgeQuarantine(COLLECTION, "k", list()[0].id))).to.equal(1);
		expect(kindOf(spec.manager.purgeQuarantine(COLLECTION, "k", "nothing"))).to.equal("notInQuarantine");
		expect(
			list()
				.map((item) => item.reason)
				.join(","),
		).to.equal("second");
		expect(valueOf(spec.manager.purgeQuarantine(COLLECTION, "k"))).to.equal(1);
		expect(valueOf(spec.manager.purgeQuarantine(COLLECTION, "k"))).to.equal(0);
		expect(list().size()).to.equal(0);
	});

	it("lets older items go where a key could not hold them all, never the newest", () => {
		const large = string.rep("x", 2_100_000);
		expect(keep("large", { large })).to.equal(true);
		expect(list().size()).to.equal(3);
		// A key takes 4 MB a minute.
		spec.advance(61);
		expect(keep("larger", { larger: large })).to.equal(true);
		expect(
			list()
				.map((item) => item.reason)
				.join(","),
		).to.equal("larger");
	});
};
