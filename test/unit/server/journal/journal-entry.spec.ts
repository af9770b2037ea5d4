/// <reference types="@rbxts/testez/globals" />
import { isEntry } from "../../../../src/server/journal/journal-entry";
import { decodeChanges, encodeChanges } from "../../../../src/server/journal/stored-changes";
import { assign, expectSame, frozen, nested, remove } from "../../shared/data/support";
import { entryOf, stored } from "./support";

export = () => {
	describe("the stored form of changes", () => {
		const changes = [assign(["a", 7], false), assign(["b"], frozen({ list: [1], none: {} })), remove(["c", "d"])];

		it("is short, and comes back from JSON as it was", () => {
			const http = game.GetService("HttpService");
			expectSame(encodeChanges(changes), [
				{ p: ["a", 7], v: false },
				{ p: ["b"], v: { list: [1], none: {} } },
				{ p: ["c", "d"], r: true },
			]);
			expectSame(decodeChanges(http.JSONDecode(http.JSONEncode(encodeChanges(changes)))), changes);
		});

		it("may have no changes, or the root's", () => {
			expectSame(decodeChanges(stored(encodeChanges([]))), []);
			expectSame(decodeChanges(stored(encodeChanges([assign([], { n: 1 })]))), [assign([], { n: 1 })]);
		});

		it("is not read if anything about it is wrong", () => {
			const good = { p: ["a"], v: 1 };
			const wrong: Array<defined> = [
				"text",
				{ p: ["a"], v: 1 },
				[good, 5],
				[good, {}],
				[{ p: "a", v: 1 }],
				[{ p: { a: 1 }, v: 1 }],
				[{ p: [true], v: 1 }],
				[{ p: [0 / 0], v: 1 }],
				[{ p: ["a"] }],
				[{ v: 1 }],
				[{ p: ["a"], r: false }],
				[{ p: ["a"], r: true, v: 1 }],
				[{ p: [], r: true }],
				[{ p: new Array<string>(65, "a"), v: 1 }],
			];
			for (const value of wrong) expectSame(decodeChanges(value), undefined, "what was read");
			expectSame(decodeChanges(undefined), undefined);
		});
	});

	describe("a journal entry", () => {
		it("is known after its way through the store", () => {
			expect(isEntry(stored(entryOf(0, 1)))).to.equal(true);
			expect(isEntry(stored(entryOf(10, 14, [assign(["a"], false), remove(["b"])])))).to.equal(true);
		});

		it("is not known without all of its parts", () => {
			for (const [part] of pairs(entryOf(1, 2))) {
				expectSame(isEntry({ ...entryOf(1, 2), [part]: nested(1) }), part === "changes", part);
				const entry = { ...entryOf(1, 2) } as Record<string, unknown>;
				entry[part] = undefined;
				expectSame(isEntry(entry), false, part);
			}
			expect(isEntry(undefined)).to.equal(false);
			expect(isEntry("entry")).to.equal(false);
		});

		it("is not known with numbers that count nothing, or if it leads nowhere", () => {
			for (const to of [0 / 0, math.huge, 1.5, -1, 1]) {
				expectSame(isEntry({ ...entryOf(1, 2), to }), false, `to ${to}`);
			}
			expect(isEntry({ ...entryOf(1, 2), from: -1 })).to.equal(false);
			expect(isEntry({ ...entryOf(1, 2), changes: [{ p: ["a"] }] })).to.equal(false);
		});
	});
};
