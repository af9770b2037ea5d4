/// <reference types="@rbxts/testez/globals" />
import { StoredRecord } from "../../../../src/server/store/record";
import {
	Decided,
	isUndecided,
	Prepared,
	preparedIn,
	withoutGroups,
	withResolved,
} from "../../../../src/server/transact/markers";

const DECIDER = { owner: "me", epoch: 5, nonce: "n1" };

function partOf(from: number, to: number, coins: number, more: Partial<Prepared> = {}): Prepared {
	return {
		primary: { collection: "C", key: "a" },
		members: [{ collection: "C", key: "b" }],
		decider: DECIDER,
		from,
		to,
		changes: [{ p: ["coins"], v: coins }],
		...more,
	};
}

function recordWith(prepared: Record<string, Prepared> | undefined, revision = 3): StoredRecord {
	return {
		format: 1,
		data: { coins: 1, name: "Ann" },
		revision,
		schema: 1,
		readableFrom: 1,
		epoch: 5,
		stamps: [],
		prepared,
		createdAt: 1,
		savedAt: 2,
	};
}

function known(...decisions: Array<[string, Decided]>): ReadonlyMap<string, Decided> {
	return new Map(decisions);
}

function told(record: StoredRecord | undefined): string {
	if (record === undefined) return "unresolved";
	const { coins, name } = record.data as { coins: number; name?: string };
	return `r${record.revision} ${coins} ${name} ${record.prepared === undefined ? "clear" : "marked"}`;
}

export = () => {
	describe("resolving the parts of a record", () => {
		it("applies what is committed and drops what came to nothing", () => {
			const record = recordWith({ g: partOf(3, 4, 9) });
			expect(told(withResolved(record, known(["g", "committed"])))).to.equal("r4 9 Ann clear");
			expect(told(withResolved(record, known(["g", "aborted"])))).to.equal("r3 1 Ann clear");
		});

		it("needs to know all of them", () => {
			const record = recordWith({ g: partOf(3, 4, 9), h: partOf(4, 5, 10) });
			expect(told(withResolved(record, known(["g", "committed"])))).to.equal("unresolved");
			expect(told(withResolved(record, known(["g", "committed"], ["h", "committed"])))).to.equal("r5 10 Ann clear");
		});

		it("does not apply what is there already, nor what leads from elsewhere", () => {
			const later = recordWith({ g: partOf(3, 4, 9) }, 6);
			expect(told(withResolved(later, known(["g", "committed"])))).to.equal("r6 1 Ann clear");
			const earlier = recordWith({ g: partOf(5, 6, 9) });
			expect(told(withResolved(earlier, known(["g", "committed"])))).to.equal("r3 1 Ann clear");
		});

		it("brings the ledger with the data, and begins with nothing where nothing is stored", () => {
			const part = partOf(0, 1, 9, { ledger: [{ p: ["receipts", "p1"], v: 1 }] });
			const resolved = withResolved({ ...recordWith({ g: part }, 0), data: undefined }, known(["g", "committed"]))!;
			expect(told(resolved)).to.equal("r1 9 nil clear");
			expect(resolved.ledger!.receipts!.p1).to.equal(1);
		});

		it("leaves a record alone whose part cannot be read", () => {
			const record = recordWith({ g: partOf(3, 4, 9, { changes: "broken" as never }) });
			expect(told(withResolved(record, known(["g", "committed"])))).to.equal("unresolved");
			expect(told(withResolved(record, known(["g", "aborted"])))).to.equal("r3 1 Ann clear");
		});

		it("changes nothing of what it is given", () => {
			const record = recordWith({ g: partOf(3, 4, 9) });
			withResolved(record, known(["g", "committed"]));
			expect(told(record)).to.equal("r3 1 Ann marked");
		});
	});

	it("parts come in the order of their revisions", () => {
		const record = recordWith({ z: partOf(3, 4, 1), a: partOf(4, 5, 2) });
		expect(
			preparedIn(record)
				.map(([group]) => group)
				.join(" "),
		).to.equal("z a");
		expect(isUndecided(record)).to.equal(true);
		expect(isUndecided(recordWith(undefined))).to.equal(false);
		expect(isUndecided(recordWith({}))).to.equal(false);
	});

	it("the last entry that goes takes its table along, which has two forms in JSON", () => {
		expect(withoutGroups({ g: 1 }, ["g"])).to.equal(undefined);
		expect(withoutGroups({ g: 1, h: 2 }, ["g"])!.h).to.equal(2);
		expect(withoutGroups(undefined, ["g"])).to.equal(undefined);
	});
};
