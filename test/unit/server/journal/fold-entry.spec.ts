/// <reference types="@rbxts/testez/globals" />
import { Fold, foldEntry } from "../../../../src/server/journal/fold-entry";
import { unionChanges } from "../../../../src/shared/data/union-changes";
import { assign, expectFrozen, expectSame, frozen, remove, thaw } from "../../shared/data/support";
import { entryOf, recordAt, SESSION, stored } from "./support";

export = () => {
	const dataOf = (fold: Fold): object => {
		if (fold.kind !== "folded") throw `the outcome was ${fold.kind}`;
		return fold.data;
	};

	describe("folding a dead owner's journal", () => {
		it("applies the entry that leads furthest from the stored revision", () => {
			const record = recordAt(12, { coins: 1, old: true });
			const entries = [
				entryOf(10, 14, [assign(["coins"], 14)]),
				entryOf(12, 18, [assign(["coins"], 18), remove(["old"])]),
				entryOf(10, 16, [assign(["coins"], 16)]),
			];
			const fold = foldEntry(record, stored(entries));
			expectSame(fold, { kind: "folded", data: { coins: 18 }, revision: 18 });
			expectFrozen(dataOf(fold));
		});

		it("leaves what it was given as it was, and not frozen", () => {
			const record = recordAt(1, { a: { n: 1 }, b: { n: 1 } });
			const was = thaw(record);
			const data = dataOf(foldEntry(record, [entryOf(1, 2, [assign(["a", "n"], 2)])]));
			expectSame(record, was);
			expect(table.isfrozen((record.data as { b: object }).b)).to.equal(false);
			expectFrozen(data);
		});

		it("starts from nothing if nothing is stored", () => {
			const current = frozen({ coins: 5 });
			const entry = entryOf(0, 3, unionChanges([{}], current));
			expectSame(dataOf(foldEntry(recordAt(0), stored([entry]))), current);
		});

		it("gives trace 1 its right end, whichever of the two saves the store has taken", () => {
			const r10 = frozen({ coins: 5 });
			const r11 = frozen({ coins: 0, sword: true });
			const r12 = frozen({ coins: 5 });
			const entry = entryOf(10, 12, unionChanges([r10, r11], r12));
			for (const record of [recordAt(10, r10), recordAt(11, r11)]) {
				const fold = foldEntry(record, stored([entry]));
				expectSame(fold, { kind: "folded", data: r12, revision: 12 });
			}
		});

		it("is nothing when the record is as new as all entries, or there are none", () => {
			expectSame(foldEntry(recordAt(14, {}), [entryOf(10, 14), entryOf(9, 12)]), { kind: "nothing" });
			expectSame(foldEntry(recordAt(14, {}), []), { kind: "nothing" });
		});

		it("does nothing with another session's entries, whichever part of it differs", () => {
			for (const other of [{ owner: "server-b" }, { epoch: 6 }, { nonce: "n2" }]) {
				const entry = { ...entryOf(1, 5, [assign(["n"], 1)]), ...other };
				expectSame(foldEntry(recordAt(1, {}), [entry]), { kind: "nothing" });
			}
			const free = { ...recordAt(1, {}), lock: undefined };
			expectSame(foldEntry(free, [entryOf(1, 5)]), { kind: "nothing" });
		});

		it("takes the session it is given instead of the lock's, for pages that appear late (trace 11)", () => {
			const record = {
				...recordAt(10, { n: 1 }),
				lock: { owner: "b", realm: "live", place: 1, epoch: 6, nonce: "n2", renewed: 0 },
			};
			const fold = foldEntry(record, [entryOf(10, 14, [assign(["n"], 2)])], SESSION);
			expectSame(fold, { kind: "folded", data: { n: 2 }, revision: 14 });
		});
	});

	describe("what does not fit the record", () => {
		it("is an entry that begins after the stored revision", () => {
			const entry = entryOf(20, 25, [assign(["n"], 1)]);
			expectSame(foldEntry(recordAt(12, {}), [entry, entryOf(13, 15)]), { kind: "ahead", entry });
		});

		it("is an entry of another schema version than the record (trace 8)", () => {
			const entry = { ...entryOf(10, 14, [assign(["wallet", "coins"], 5)]), schema: 3 };
			expectSame(foldEntry(recordAt(10, { coins: 5 }), [entry]), { kind: "ahead", entry });
		});

		it("is an entry that cannot be read", () => {
			const entry = { ...entryOf(10, 14), changes: [{ p: ["a"] }] };
			expectSame(foldEntry(recordAt(10, {}), [entry]), { kind: "ahead", entry });
		});

		it("is told beside what could be folded, if that does not reach as far", () => {
			const late = entryOf(20, 25);
			const fold = foldEntry(recordAt(10, {}), [entryOf(10, 14, [assign(["n"], 1)]), late]);
			expectSame(fold, { kind: "folded", data: { n: 1 }, revision: 14, ahead: late });
			const covered = foldEntry(recordAt(10, {}), [entryOf(10, 30), late]);
			expectSame(covered, { kind: "folded", data: {}, revision: 30 });
		});
	});
};
