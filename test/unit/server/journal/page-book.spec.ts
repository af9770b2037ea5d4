/// <reference types="@rbxts/testez/globals" />
import { JournalEntry } from "../../../../src/server/journal/journal-entry";
import { PAGE_BYTES_MAX } from "../../../../src/server/journal/page";
import { PageBook, PageWrite } from "../../../../src/server/journal/page-book";
import { jsonSize } from "../../../../src/shared/data/json-size";
import { assign, expectSame } from "../../shared/data/support";
import { PageStore } from "./page-store";
import { entryOf, SESSION } from "./support";

/** An entry that takes at least so many bytes. */
function sized(key: string, to: number, bytes: number): JournalEntry {
	return entryOf(1, to, [assign(["text"], "x".rep(bytes))], key);
}

export = () => {
	let book: PageBook;
	let store: PageStore;

	beforeEach(() => {
		book = new PageBook(SESSION.owner);
		store = new PageStore(SESSION.owner);
	});

	const put = (entry: JournalEntry) => book.put(entry.key, entry, jsonSize(entry));
	const land = (write: PageWrite) => store.land(write);
	const acknowledge = (write: PageWrite) => {
		store.land(write);
		book.confirm(write.page, write.seq);
	};
	const flush = () => book.plan().forEach(acknowledge);
	const pagesOf = (writes: ReadonlyArray<PageWrite>) => writes.map((write) => [write.page, write.seq]);

	describe("trace 2, a page that goes backwards", () => {
		it("does not: a write that lands after a later one was acknowledged is refused", () => {
			put(entryOf(10, 14));
			const [first] = book.plan();
			book.failed(first.page, first.seq);
			put(entryOf(10, 18));
			const [second] = book.plan();
			acknowledge(second);
			expect(land(first)).to.equal(false);
			expect(book.durableRevision("X")).to.equal(18);
			expect(store.newest("X")).to.equal(18);
		});

		it("does not by a document's move: its old page keeps it until the new one is acknowledged", () => {
			put(sized("filler", 2, 19_000));
			put(sized("X", 14, 4000));
			flush();
			put(sized("X", 18, 20_000));
			put(sized("filler", 3, 19_001));
			const [old, moved] = book.plan();
			expectSame(pagesOf([old, moved]), [
				[1, 2],
				[2, 1],
			]);
			// The server may crash here: the old page is written, the new one is not.
			acknowledge(old);
			expect(store.newest("X")).to.equal(14);
			expect(book.durableRevision("X")).to.equal(14);
			acknowledge(moved);
			expect(book.durableRevision("X")).to.equal(18);
			const [cleared] = book.plan();
			expectSame(
				cleared.value.entries.map((entry) => entry.key),
				["filler"],
			);
			acknowledge(cleared);
			expect(store.newest("X")).to.equal(18);
		});
	});

	describe("a book of pages", () => {
		it("writes what changed, once", () => {
			put(entryOf(1, 2, [], "X"));
			put(entryOf(1, 2, [], "Y"));
			const writes = book.plan();
			expectSame(pagesOf(writes), [[1, 1]]);
			expectSame(writes[0].value, {
				format: 1,
				owner: SESSION.owner,
				page: 1,
				seq: 1,
				entries: [entryOf(1, 2, [], "X"), entryOf(1, 2, [], "Y")],
			});
			expectSame(book.plan(), []);
			put(entryOf(1, 2, [], "X"));
			expectSame(book.plan(), []);
			put(entryOf(1, 3, [], "X"));
			expectSame(pagesOf(book.plan()), [[1, 2]]);
		});

		it("knows a revision to be durable when a page that holds it is acknowledged", () => {
			put(entryOf(1, 2));
			const [first] = book.plan();
			put(entryOf(1, 3));
			const [second] = book.plan();
			expect(book.durableRevision("X")).to.equal(undefined);
			book.confirm(1, first.seq);
			expect(book.durableRevision("X")).to.equal(2);
			book.confirm(1, second.seq);
			expect(book.durableRevision("X")).to.equal(3);
			expect(book.durableRevision("Y")).to.equal(undefined);
		});

		it("does not go back by an acknowledgement that comes late, or for a write it does not know", () => {
			put(entryOf(1, 2));
			const [first] = book.plan();
			put(entryOf(1, 3));
			const [second] = book.plan();
			book.confirm(1, second.seq);
			book.confirm(1, first.seq);
			book.confirm(1, 99);
			book.confirm(7, 1);
			book.failed(7, 1);
			expect(book.durableRevision("X")).to.equal(3);
		});

		it("writes a page again, with its next number, when the last try failed", () => {
			put(entryOf(1, 2));
			const [first] = book.plan();
			book.failed(1, first.seq);
			const [second] = book.plan();
			expectSame([second.seq, second.value.entries], [2, first.value.entries]);
		});

		it("does not write a page again for a failed try that a later one followed", () => {
			put(entryOf(1, 2));
			const [first] = book.plan();
			put(entryOf(1, 3));
			const [second] = book.plan();
			book.failed(1, first.seq);
			expectSame(book.plan(), []);
			book.failed(1, second.seq);
			expectSame(pagesOf(book.plan()), [[1, 3]]);
		});

		it("keeps every page within 30,000 bytes of JSON", () => {
			for (const i of $range(1, 40)) put(sized(`player ${i}`, 2, 3000));
			for (const i of $range(1, 40, 3)) put(sized(`player ${i}`, 3, 3500));
			const writes = book.plan();
			expect(writes.size() <= 6).to.equal(true);
			for (const { value } of writes) expect(jsonSize(value) <= PAGE_BYTES_MAX).to.equal(true);
		});

		it("leaves a document in its page while it grows, for which newcomers leave room", () => {
			for (const i of $range(1, 7)) put(sized(`player ${i}`, 2, 3000));
			put(sized("X", 2, 4000));
			flush();
			put(sized("player 1", 3, 7000));
			expectSame(pagesOf(book.plan()), [[1, 2]]);
		});

		it("refuses an entry that no page could hold, and keeps the one it has", () => {
			put(entryOf(1, 2));
			flush();
			expect(put(sized("X", 3, PAGE_BYTES_MAX))).to.equal("tooLarge");
			expect(put(sized("Y", 3, PAGE_BYTES_MAX - 100))).to.equal("tooLarge");
			expectSame(book.plan(), []);
			expect(book.durableRevision("X")).to.equal(2);
			expect(put(sized("Y", 3, PAGE_BYTES_MAX - 500))).to.equal("placed");
			const [write] = book.plan();
			expect(jsonSize(write.value) <= PAGE_BYTES_MAX).to.equal(true);
		});

		it("refuses an entry that leads less far than the one before", () => {
			put(entryOf(1, 5));
			expect(() => put(entryOf(1, 4))).to.throw();
		});
	});

	describe("a document that is forgotten", () => {
		it("is written out of its page, and durable no more", () => {
			put(entryOf(1, 2));
			flush();
			book.forget("X");
			book.forget("X");
			expect(book.durableRevision("X")).to.equal(undefined);
			flush();
			expect(store.newest("X")).to.equal(undefined);
			expectSame(book.plan(), []);
		});

		it("is forgotten by acknowledgements that come after, also when it is back", () => {
			put(entryOf(1, 2));
			const [first] = book.plan();
			book.forget("X");
			put(entryOf(2, 3));
			book.confirm(1, first.seq);
			expect(book.durableRevision("X")).to.equal(undefined);
			flush();
			expect(book.durableRevision("X")).to.equal(3);
		});

		it("leaves its page to others when that is empty", () => {
			put(sized("X", 2, 29_000));
			put(sized("Y", 2, 29_000));
			flush();
			book.forget("X");
			put(sized("Z", 2, 29_000));
			expectSame(pagesOf(book.plan()), [[1, 2]]);
			expect(book.pageCount()).to.equal(2);
		});

		it("is forgotten in both pages when it was moving", () => {
			put(sized("filler", 2, 19_000));
			put(sized("X", 14, 4000));
			flush();
			put(sized("X", 18, 20_000));
			flush();
			put(sized("filler", 3, 19_001));
			book.forget("X");
			flush();
			expect(store.newest("X")).to.equal(undefined);
		});

		it("starts anew with another session, whose revisions may be lower", () => {
			put(entryOf(10, 20));
			flush();
			const entry = { ...entryOf(3, 5), epoch: 6 };
			put(entry);
			expect(book.durableRevision("X")).to.equal(undefined);
			flush();
			expect(book.durableRevision("X")).to.equal(5);
			expect(book.put("X", { ...entry, nonce: "n2" }, PAGE_BYTES_MAX)).to.equal("tooLarge");
			expect(book.durableRevision("X")).to.equal(undefined);
		});
	});

	describe("a document that moves", () => {
		it("leaves a page at once in which it was never known to be", () => {
			put(sized("filler", 2, 19_000));
			put(sized("X", 14, 4000));
			const [unknown] = book.plan();
			put(sized("X", 18, 20_000));
			const [old, moved] = book.plan();
			expect(old.value.entries.size()).to.equal(1);
			// What the first try said of X is not promised now, as the page is being written without it.
			acknowledge(unknown);
			expect(book.durableRevision("X")).to.equal(undefined);
			expect(book.durableRevision("filler")).to.equal(2);
			acknowledge(moved);
			expect(book.durableRevision("X")).to.equal(18);
		});

		it("stays where it is known to be while it moves on and on", () => {
			put(sized("filler", 2, 19_000));
			put(sized("X", 14, 4000));
			put(sized("more", 2, 10_000));
			flush();
			put(sized("X", 18, 11_500));
			put(sized("more", 3, 10_001));
			const unknown = book.plan();
			for (const write of unknown) book.failed(write.page, write.seq);
			put(sized("X", 22, 22_000));
			const writes = book.plan();
			for (const write of writes) if (write.page !== 3) acknowledge(write);
			expect(book.durableRevision("X")).to.equal(14);
			expect(store.newest("X")).to.equal(14);
			unknown.forEach(land);
			expect(store.newest("X")! >= 14).to.equal(true);
		});
	});

	it("tells the sizes that the quota counts, of both places of a document that moves", () => {
		const [filler, small, large] = [sized("filler", 2, 19_000), sized("X", 14, 4000), sized("X", 18, 20_000)];
		put(filler);
		put(small);
		flush();
		expectSame(book.sizes().get("X"), jsonSize(small));
		put(large);
		expectSame(book.sizes().get("X"), jsonSize(small) + jsonSize(large) + 1);
		flush();
		expectSame(
			book.sizes(),
			new Map([
				["filler", jsonSize(filler)],
				["X", jsonSize(large)],
			]),
		);
	});
};
