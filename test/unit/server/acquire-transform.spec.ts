/// <reference types="@rbxts/testez/globals" />
import { AcquireRequest, acquireTransform } from "../../../src/server/session/acquire-transform";
import { RecordLock, StoredRecord } from "../../../src/server/store/record";

const REQUEST: AcquireRequest = {
	owner: "me",
	realm: "live",
	place: 1,
	nonce: "n1",
	userIds: [7],
	unixSeconds: 100,
	mayOpen: () => true,
	label: { schema: 1, readableFrom: 1 },
	resolutions: new Map(),
	wanted: () => true,
};

function lockOf(owner: string, epoch: number, nonce: string, renewed = 0): RecordLock {
	return { owner, realm: "live", place: 1, epoch, nonce, renewed };
}

function recordWith(lock: RecordLock | undefined): StoredRecord {
	return {
		format: 1,
		data: { coins: 5 },
		revision: 3,
		schema: 1,
		readableFrom: 1,
		epoch: 4,
		lock,
		stamps: [],
		createdAt: 1,
		savedAt: 2,
	};
}

export = () => {
	it("makes a record for a new document, with the first epoch and a lock of its own", () => {
		const { outcome, write } = acquireTransform(undefined, REQUEST);
		const record = write!.value as StoredRecord;
		expect(outcome.kind).to.equal("acquired");
		expect(record.epoch).to.equal(1);
		expect(record.lock!.owner).to.equal("me");
		expect(record.data).to.equal(undefined);
		expect(write!.userIds[0]).to.equal(7);
	});

	it("takes a free document at the next epoch and leaves everything else as it was", () => {
		const stored = { ...recordWith(undefined), futureField: "kept" };
		const record = acquireTransform(stored, REQUEST).write!.value as StoredRecord & { futureField: string };
		expect(record.epoch).to.equal(5);
		expect(record.revision).to.equal(3);
		expect(record.data).to.equal(stored.data);
		expect(record.futureField).to.equal("kept");
		expect(stored.epoch).to.equal(4);
	});

	it("recognises its own earlier try that was applied although it reported an error", () => {
		const { outcome, write } = acquireTransform(recordWith(lockOf("me", 4, "n1")), REQUEST);
		expect(outcome.kind).to.equal("acquired");
		expect(write).to.equal(undefined);
	});

	it("takes a lock that this server left behind by an open of another time", () => {
		const { outcome, write } = acquireTransform(recordWith(lockOf("me", 4, "other")), REQUEST);
		expect(outcome.kind).to.equal("acquired");
		expect((write!.value as StoredRecord).epoch).to.equal(5);
	});

	it("writes nothing over the lock of another server", () => {
		const { outcome, write } = acquireTransform(recordWith(lockOf("you", 4, "n9")), REQUEST);
		expect(outcome.kind).to.equal("locked");
		expect(write).to.equal(undefined);
	});

	it("takes over a stale lock only if it is still just as it was seen", () => {
		const stale = lockOf("you", 4, "n9", 2);
		const takeOver = { lock: stale, entries: [] };
		const dead = acquireTransform(recordWith(lockOf("you", 4, "n9", 2)), { ...REQUEST, takeOver });
		expect(dead.outcome.kind).to.equal("acquired");
		for (const alive of [lockOf("you", 4, "n9", 3), lockOf("you", 5, "n9", 2), lockOf("they", 4, "n9", 2)]) {
			expect(acquireTransform(recordWith(alive), { ...REQUEST, takeOver }).outcome.kind).to.equal("locked");
		}
	});

	it("leaves no lock behind when nobody waits any more", () => {
		const { outcome, write } = acquireTransform(recordWith(undefined), { ...REQUEST, wanted: () => false });
		expect(outcome.kind).to.equal("abandoned");
		expect(write).to.equal(undefined);
	});

	it("leaves alone what is no record of a format it knows", () => {
		for (const stored of [{ coins: 1 }, "text", 5, { ...recordWith(undefined), format: 2 }, { format: 1 }]) {
			const { outcome, write } = acquireTransform(stored, REQUEST);
			expect(outcome.kind).to.equal("unreadable");
			expect(write).to.equal(undefined);
		}
	});
};
