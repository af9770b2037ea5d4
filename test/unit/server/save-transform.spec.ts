/// <reference types="@rbxts/testez/globals" />
import { SaveRequest, saveTransform } from "../../../src/server/session/save-transform";
import { StoredRecord, withStamp } from "../../../src/server/store/record";

const ID = { owner: "me", epoch: 5, nonce: "n1" };
const LOCK = { ...ID, realm: "live", place: 1, renewed: 7 };

const STORED: StoredRecord = {
	format: 1,
	data: { coins: 1 },
	revision: 3,
	schema: 1,
	readableFrom: 1,
	epoch: 5,
	lock: LOCK,
	stamps: [],
	createdAt: 1,
	savedAt: 2,
};

const REQUEST: SaveRequest = {
	id: ID,
	seq: 2,
	data: { coins: 9 },
	revision: 8,
	userIds: [7],
	unixSeconds: 50,
};

export = () => {
	it("writes data and revision with its stamp, renews the lock and keeps what it does not know", () => {
		const { outcome, write } = saveTransform({ ...STORED, inbox: ["message"] }, REQUEST);
		const record = write!.value as StoredRecord & { inbox: Array<string> };
		expect(outcome).to.equal("saved");
		expect((record.data as { coins: number }).coins).to.equal(9);
		expect(record.revision).to.equal(8);
		expect(record.lock!.renewed).to.equal(8);
		expect(record.stamps[0].seq).to.equal(2);
		expect(record.inbox[0]).to.equal("message");
		expect(record.createdAt).to.equal(1);
	});

	it("clears the lock with the last save, in the same write", () => {
		const record = saveTransform(STORED, { ...REQUEST, releaseFrom: 2 }).write!.value as StoredRecord;
		expect(record.lock).to.equal(undefined);
		expect(record.revision).to.equal(8);
	});

	it("only renews the lock when nothing has changed", () => {
		const record = saveTransform(STORED, { ...REQUEST, data: undefined }).write!.value as StoredRecord;
		expect(record.revision).to.equal(3);
		expect(record.data).to.equal(STORED.data);
		expect(record.lock!.renewed).to.equal(8);
	});

	it("is lost when another session holds the lock, whichever part of it differs", () => {
		const others = [{ owner: "you" }, { epoch: 6 }, { nonce: "n2" }];
		for (const other of others) {
			const { outcome, write } = saveTransform({ ...STORED, lock: { ...LOCK, ...other } }, REQUEST);
			expect(outcome).to.equal("lost");
			expect(write).to.equal(undefined);
		}
		expect(saveTransform({ ...STORED, lock: undefined }, REQUEST).outcome).to.equal("lost");
		expect(saveTransform(undefined, REQUEST).outcome).to.equal("lost");
	});

	it("knows its own stamp, also when the release that it was has cleared the lock", () => {
		const stamps = [{ epoch: 5, nonce: "n1", seq: 2 }];
		const { outcome, write } = saveTransform({ ...STORED, stamps, lock: undefined }, { ...REQUEST, releaseFrom: 2 });
		expect(outcome).to.equal("saved");
		expect(write).to.equal(undefined);
	});

	it("does not undo a newer save of its own session that came first", () => {
		const stamps = [{ epoch: 5, nonce: "n1", seq: 3 }];
		const { outcome, write } = saveTransform({ ...STORED, stamps }, REQUEST);
		expect(outcome).to.equal("superseded");
		expect(write).to.equal(undefined);
	});

	it("keeps the stamps of the last four sessions", () => {
		let stamps = new Array<{ epoch: number; nonce: string; seq: number }>();
		for (const epoch of [1, 2, 3, 4, 5]) stamps = withStamp(stamps, { epoch, nonce: "n", seq: 1 });
		stamps = withStamp(stamps, { epoch: 5, nonce: "n", seq: 2 });
		expect(stamps.map((stamp) => `${stamp.epoch}.${stamp.seq}`).join(",")).to.equal("2.1,3.1,4.1,5.2");
	});
};
