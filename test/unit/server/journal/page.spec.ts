/// <reference types="@rbxts/testez/globals" />
import { Page, pageKey, pageTransform, readPage } from "../../../../src/server/journal/page";
import { assign, expectSame } from "../../shared/data/support";
import { entryOf, stored } from "./support";

export = () => {
	const pageOf = (seq: number, to: number): Page => {
		return { format: 1, owner: "server-a", page: 3, seq, entries: [entryOf(10, to, [assign(["n"], to)])] };
	};

	describe("a page's write", () => {
		it("goes to a key that tells the owner and the page", () => {
			expect(pageKey("server-a", 3)).to.equal("server-a/3");
		});

		it("is done where nothing is stored, or an older page", () => {
			expect(pageTransform(undefined, pageOf(1, 14))).to.be.ok();
			expectSame(pageTransform(stored(pageOf(1, 14)), pageOf(2, 18)), pageOf(2, 18));
		});

		it("is refused where the same or a newer one is stored (trace 2)", () => {
			expect(pageTransform(stored(pageOf(2, 18)), pageOf(1, 14))).to.equal(undefined);
			expect(pageTransform(stored(pageOf(2, 18)), pageOf(2, 18))).to.equal(undefined);
		});

		it("takes the place of what is no page of this owner", () => {
			expect(pageTransform(stored({ ...pageOf(9, 18), owner: "server-b" }), pageOf(1, 14))).to.be.ok();
			for (const other of ["text", {}, { owner: "server-a", seq: "9" }]) {
				expect(pageTransform(other, pageOf(1, 14))).to.be.ok();
			}
		});
	});

	describe("a page that is read", () => {
		it("says what was written", () => {
			expectSame(readPage(stored(pageOf(4, 14))), { ...pageOf(4, 14), unreadable: [] });
			expectSame(readPage(stored({ ...pageOf(4, 14), entries: [] }))?.entries, []);
		});

		it("tells what among its entries cannot be read, and gives the others", () => {
			const entries = [5, entryOf(1, 2), { ...entryOf(1, 2), changes: "?" }] as never;
			const found = readPage(stored({ ...pageOf(4, 14), entries }))!;
			expectSame(found.entries, [entryOf(1, 2)]);
			expectSame(found.unreadable, [5, { ...entryOf(1, 2), changes: "?" }]);
		});

		it("is none if any of its own parts is wrong", () => {
			const wrong = [{ format: 2 }, { owner: 5 }, { page: "3" }, { seq: "4" }, { entries: "none" }];
			for (const part of wrong) expectSame(readPage({ ...pageOf(4, 14), ...part }), undefined);
			expect(readPage(undefined)).to.equal(undefined);
			expect(readPage("page")).to.equal(undefined);
		});
	});
};
