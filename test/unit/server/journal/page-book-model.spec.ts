/// <reference types="@rbxts/testez/globals" />
import { createEntry, JournalEntry } from "../../../../src/server/journal/journal-entry";
import { PAGE_BYTES_MAX } from "../../../../src/server/journal/page";
import { PageBook, PageWrite } from "../../../../src/server/journal/page-book";
import { jsonSize } from "../../../../src/shared/data/json-size";
import { SeededRandom } from "../../../../src/testing";
import { PageStore } from "./page-store";

const RUNS = 150;
const STEPS = 120;
const OWNER = "server-a";

/** A document as its server knows it. */
interface Doc {
	readonly id: string;
	nonce: string;
	/** Stored for certain: entries begin here. */
	saved: number;
	revision: number;
	bytes: number;
}

/** What became of runs, so that a spec can see that it met what it is about. */
interface Counts {
	durable: number;
	refused: number;
	late: number;
	tooLarge: number;
	moved: number;
}

/**
 * One server's journal before a store whose requests do what they like: they land at once, late or never, and their
 * answers come late, in any order, say the wrong thing or do not come.
 */
class Run {
	private readonly random: SeededRandom;
	private readonly book = new PageBook(OWNER);
	private readonly store = new PageStore(OWNER);
	private readonly docs = new Array<Doc>();
	/** On their way: they may still land. */
	private flying = new Array<PageWrite>();
	/** Landed or refused, and not answered yet. */
	private answers = new Array<PageWrite>();
	private sessions = 0;

	constructor(
		private readonly seed: number,
		private readonly counts: Counts,
	) {
		this.random = new SeededRandom(seed);
		const count = this.random.nextInteger(1, 14);
		for (const i of $range(1, count)) this.docs.push({ id: `doc ${i}`, nonce: "", saved: 0, revision: 0, bytes: 0 });
		for (const doc of this.docs) this.open(doc);
	}

	play(): void {
		for (const step of $range(1, STEPS)) {
			this.act();
			// The server may crash after any of them.
			for (const doc of this.docs) this.check(doc, step);
		}
		this.settle();
	}

	private act(): void {
		const kind = this.random.nextInteger(0, 15);
		if (kind < 6) this.commit(this.random.pick(this.docs));
		else if (kind < 8) this.flush();
		else if (kind < 11) this.landOne();
		else if (kind < 13) this.answerOne();
		else if (kind === 13) this.lose();
		else if (kind === 14) this.save(this.random.pick(this.docs));
		else if (this.random.chance(0.3)) this.open(this.random.pick(this.docs));
	}

	private entryOf(doc: Doc): JournalEntry {
		const session = { owner: OWNER, epoch: 1, nonce: doc.nonce };
		const changes = [{ path: ["text"], value: "x".rep(doc.bytes) }];
		const patch = { from: doc.saved, to: doc.revision, changes };
		return createEntry({ collection: "players", key: doc.id }, session, 1, patch);
	}

	private commit(doc: Doc): void {
		doc.revision += this.random.nextInteger(1, 3);
		const grown = this.random.chance(0.1) ? 15_000 : this.random.nextInteger(0, 2500);
		doc.bytes = this.random.chance(0.05) ? 10 : doc.bytes + grown;
		const entry = this.entryOf(doc);
		const before = this.book.sizes().get(doc.id);
		if (this.book.put(doc.id, entry, jsonSize(entry)) === "tooLarge") {
			this.counts.tooLarge++;
			// Its document is to be saved, which takes some time.
			if (this.random.chance(0.5)) this.save(doc);
		} else if (before !== undefined && this.book.sizes().get(doc.id)! > jsonSize(entry)) {
			this.counts.moved++;
		}
	}

	/** A save that is confirmed: of all there is, or of an earlier root while commits went on. */
	private save(doc: Doc): void {
		doc.bytes = 0;
		if (this.random.chance(0.7)) {
			doc.saved = doc.revision;
			this.book.forget(doc.id);
			return;
		}
		doc.saved = doc.revision;
		doc.revision += 1;
		const entry = this.entryOf(doc);
		this.book.put(doc.id, entry, jsonSize(entry));
	}

	/** The document is closed after a save, and opened again. */
	private open(doc: Doc): void {
		this.book.forget(doc.id);
		this.sessions++;
		doc.nonce = `n${this.sessions}`;
		doc.saved = this.random.nextInteger(0, 50);
		doc.revision = doc.saved;
		doc.bytes = 0;
	}

	private flush(): void {
		for (const write of this.book.plan()) {
			if (jsonSize(write.value) > PAGE_BYTES_MAX) throw `${this.note()}: a page is too large`;
			this.flying.push(write);
		}
	}

	private landOne(): void {
		if (this.flying.isEmpty()) return;
		const at = this.random.chance(0.5) ? 0 : this.random.nextInteger(0, this.flying.size() - 1);
		const write = this.flying[at];
		// An update whose answer is lost may be done twice.
		if (!this.random.chance(0.1)) this.flying.remove(at);
		if (!this.store.land(write)) this.counts.refused++;
		if (this.random.chance(0.15)) this.book.failed(write.page, write.seq);
		else this.answers.push(write);
	}

	private answerOne(): void {
		if (this.answers.isEmpty()) return;
		const at = this.random.nextInteger(0, this.answers.size() - 1);
		const write = this.answers.remove(at)!;
		this.book.confirm(write.page, write.seq);
	}

	/** A request fails for all that its server knows; it may be gone, or land later. */
	private lose(): void {
		if (this.flying.isEmpty()) return;
		const at = this.random.nextInteger(0, this.flying.size() - 1);
		const write = this.flying[at];
		this.book.failed(write.page, write.seq);
		if (this.random.chance(0.5)) this.flying.remove(at);
		else this.counts.late++;
	}

	private check(doc: Doc, step: number): void {
		const durable = this.book.durableRevision(doc.id);
		if (durable === undefined) return;
		this.counts.durable++;
		const found = this.store.newest(doc.id, doc.nonce);
		if (found !== undefined && found >= durable) return;
		throw `${this.note()}, step ${step}: ${doc.id} was durable to ${durable}, but the store leads to ${found}`;
	}

	/** When requests go well again, all is in the store, and no more than that. */
	private settle(): void {
		for (const write of this.flying) this.book.failed(write.page, write.seq);
		for (const write of this.answers) this.book.confirm(write.page, write.seq);
		for (const _ of $range(1, 3)) {
			for (const write of this.book.plan()) {
				this.store.land(write);
				this.book.confirm(write.page, write.seq);
			}
		}
		for (const write of this.flying) this.store.land(write);
		if (!this.book.plan().isEmpty()) throw `${this.note()}: there is always something to write`;
		const sizes = this.book.sizes();
		for (const doc of this.docs) {
			this.check(doc, STEPS + 1);
			const entries = this.store.entriesOf(doc.id);
			const expected = sizes.has(doc.id) ? 1 : 0;
			if (entries.size() !== expected) throw `${this.note()}: ${doc.id} has ${entries.size()} entries`;
			if (expected === 1 && this.book.durableRevision(doc.id) !== entries[0].to) {
				throw `${this.note()}: ${doc.id} is in the store, but not known to be`;
			}
		}
	}

	private note(): string {
		return `seed ${this.seed}`;
	}
}

export = () => {
	describe("a journal whose requests land late, twice or never, and whose answers come in any order", () => {
		it("has in the store what it said is durable, whenever its server crashes", () => {
			const counts: Counts = { durable: 0, refused: 0, late: 0, tooLarge: 0, moved: 0 };
			for (const seed of $range(1, RUNS)) new Run(seed, counts).play();
			for (const [what, count] of pairs(counts)) if (count < 20) throw `${what} came only ${count} times`;
		});
	});
};
