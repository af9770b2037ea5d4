/// <reference types="@rbxts/testez/globals" />
import { MarkerBook, OverGroup } from "../../../../src/server/transact/marker-book";

const A = { collection: "C", key: "a" };
const B = { collection: "C", key: "b" };
const C = { collection: "C", key: "c" };

function groupOf(group: string): OverGroup {
	return { group, state: "committed", primary: A, members: [B, C], decider: { owner: "me", epoch: 1, nonce: "n" } };
}

function bookWith(...groups: Array<string>): MarkerBook {
	const clock = {
		now() {
			return 0;
		},
		unixSeconds() {
			return 0;
		},
	};
	const book = new MarkerBook(clock);
	for (const group of groups) {
		book.add(groupOf(group), [
			{ name: B, to: 5 },
			{ name: C, to: 7 },
		]);
	}
	return book;
}

export = () => {
	it("a save takes a part out when it brings what the part has made", () => {
		const book = bookWith("g");
		expect(book.toSettle(B, 4).size()).to.equal(0);
		expect(book.toSettle(B, 5).join(" ")).to.equal("g");
		expect(book.toSettle(A, 9).size()).to.equal(0);
	});

	it("a part of what came to nothing goes with any write", () => {
		const book = bookWith();
		book.add({ ...groupOf("g"), state: "aborted" }, [{ name: B, to: 5 }]);
		expect(book.toSettle(B, 0).join(" ")).to.equal("g");
		expect(bookWith("h").toSettle(B, 0).size()).to.equal(0);
	});

	it("a decision goes when no member has its part, and not before", () => {
		const book = bookWith("g");
		expect(book.toForget(A).size()).to.equal(0);
		book.clean("g", B);
		expect(book.toForget(A).size()).to.equal(0);
		book.clean("g", C);
		expect(book.toForget(A).join(" ")).to.equal("g");
		expect(book.toForget(B).size()).to.equal(0);
		book.forget("g");
		expect(book.toForget(A).size()).to.equal(0);
	});

	it("a member's session that hears of it later than its primary settles its part", () => {
		const book = bookWith();
		book.add(groupOf("g"), [{ name: B }, { name: C }]);
		book.clean("g", C);
		expect(book.toSettle(B, 5).size()).to.equal(0);
		book.add(groupOf("g"), [{ name: B, to: 5 }]);
		expect(book.toSettle(B, 5).join(" ")).to.equal("g");
		book.clean("g", B);
		expect(book.toForget(A).join(" ")).to.equal("g");
	});

	it("a transaction that is known stays as it is known", () => {
		const book = bookWith("g");
		book.clean("g", B);
		book.add(groupOf("g"), [{ name: B }, { name: C }]);
		expect(book.toSettle(B, 9).size()).to.equal(0);
	});

	it("several are each on their own", () => {
		const book = bookWith("g", "h");
		for (const member of [B, C]) book.clean("h", member);
		expect(book.toSettle(C, 7).join(" ")).to.equal("g");
		expect(book.toForget(A).join(" ")).to.equal("h");
	});
};
