import { jsonSize } from "../../shared/data/json-size";
import { BookPage, Slot } from "./book-page";
import { JournalEntry } from "./journal-entry";
import { Page, PAGE_BYTES_MAX } from "./page";

/** A page to be written now. */
export interface PageWrite {
	readonly page: number;
	readonly seq: number;
	readonly value: Page;
}

/** What became of an entry: one that is too large for any page changed nothing, and its document is to be saved. */
export type PutOutcome = "placed" | "tooLarge";

/** A document in the book. */
interface Holding {
	/** The newest entry, in the page where the document now belongs. */
	home: Slot;
	/** Where it was before, with an entry that is known to be stored: until the one in `home` is. */
	former?: Slot;
	durable?: number;
}

/**
 * Newcomers are put only this far into a page: patches grow until their document is saved, and one that outgrows its
 * page has to be written in two of them.
 */
const NEWCOMER_BYTES_MAX = 24_000;

// Digits of a page number and of a sequence number, whatever they may become.
const DIGITS_SIZE = 24;

/**
 * Which entry of a server's journal is in which page, and what of it is known to be in the store. It sends nothing:
 * whoever does writes what `plan` gives by `pageTransform`, and tells how each write ended, in any order or never.
 *
 * What `durableRevision` said once stays true until the document is forgotten, whatever lands late: every try to write a
 * page has a higher sequence number than those before, and all tries from then on hold that entry or a newer one. A
 * document that moves stays in its former page until its new one is acknowledged.
 */
export class PageBook {
	private readonly holdings = new Map<string, Holding>();
	private readonly pages = new Array<BookPage>();
	private readonly room: number;

	/** @param owner the server whose journal it is */
	constructor(private readonly owner: string) {
		const envelope: Page = { format: 1, owner, page: 0, seq: 0, entries: [] };
		this.room = PAGE_BYTES_MAX - jsonSize(envelope) - DIGITS_SIZE;
	}

	/**
	 * Takes a document's newest entry, with its size as JSON. One of another session than before starts anew; one from and
	 * to the same revisions says the same, so that nothing is written for it.
	 */
	put(docId: string, entry: JournalEntry, size: number): PutOutcome {
		const known = this.holdings.get(docId)?.home.entry;
		if (known !== undefined && !isSameSession(known, entry)) {
			// What was said of that session's revisions must not be taken for this one's.
			this.forget(docId);
		} else if (known !== undefined) {
			if (known.from === entry.from && known.to === entry.to) return "placed";
			assert(entry.to >= known.to, "a journal entry must not lead less far than the one before");
		}
		// A comma behind each.
		const length = size + 1;
		if (length > this.room) return "tooLarge";
		const holding = this.holdings.get(docId);
		if (holding === undefined) {
			this.holdings.set(docId, { home: this.place(docId, entry, length) });
		} else if (!holding.home.page.replace(holding.home, entry, length, this.room)) {
			this.move(docId, holding, entry, length);
		}
		return "placed";
	}

	/**
	 * For a document whose last commit is saved, or whose session is over: its entries are of no more use. One that went on
	 * while it was being saved is put again instead, with an entry from the saved revision.
	 */
	forget(docId: string): void {
		const holding = this.holdings.get(docId);
		if (holding === undefined) return;
		this.holdings.delete(docId);
		holding.home.page.remove(holding.home);
		holding.former?.page.remove(holding.former);
	}

	/** The pages that say something else than when they were last tried to write, each with its next sequence number. */
	plan(): ReadonlyArray<PageWrite> {
		const writes = new Array<PageWrite>();
		for (const page of this.pages) {
			if (!page.dirty) continue;
			const { seq, entries } = page.startWrite();
			writes.push({
				page: page.page,
				seq,
				value: { format: 1, owner: this.owner, page: page.page, seq, entries },
			});
		}
		return writes;
	}

	/** The store has taken this write, or refused it because it has a later one of this page. */
	confirm(page: number, seq: number): void {
		for (const { slot, to } of this.pages[page - 1]?.confirm(seq) ?? []) {
			const holding = this.holdings.get(slot.docId);
			if (holding === undefined) continue;
			holding.durable = math.max(holding.durable ?? to, to);
			const former = holding.former;
			if (former === undefined || slot !== holding.home) continue;
			holding.former = undefined;
			former.page.remove(former);
		}
	}

	/** It is not known whether the store has taken this write, or will: the page is written again. */
	failed(page: number, seq: number): void {
		this.pages[page - 1]?.failed(seq);
	}

	/** The revision up to which a document's commits survive a crash of this server; undefined if none do by the journal. */
	durableRevision(docId: string): number | undefined {
		return this.holdings.get(docId)?.durable;
	}

	/** Sizes of all entries as JSON, by document: what the quota is shared out by. */
	sizes(): ReadonlyMap<string, number> {
		const sizes = new Map<string, number>();
		for (const [docId, { home, former }] of this.holdings) sizes.set(docId, home.length + (former?.length ?? 0) - 1);
		return sizes;
	}

	/** How many pages were made so far, the emptied ones included: they stay in the store for their sequence numbers. */
	pageCount(): number {
		return this.pages.size();
	}

	private move(docId: string, holding: Holding, entry: JournalEntry, length: number): void {
		const { home, former } = holding;
		// Of two places the one that is known to be stored has to stay; what is not was promised to nobody.
		if (home.stored) {
			former?.page.remove(former);
			holding.former = home;
		} else {
			home.page.remove(home);
		}
		holding.home = this.place(docId, entry, length);
	}

	private place(docId: string, entry: JournalEntry, length: number): Slot {
		const most = math.min(NEWCOMER_BYTES_MAX, this.room);
		const free = this.pages.find((page) => page.isEmpty() || (page.used + length <= most && !page.has(docId)));
		return (free ?? this.addPage()).add(docId, entry, length);
	}

	private addPage(): BookPage {
		const page = new BookPage(this.pages.size() + 1);
		this.pages.push(page);
		return page;
	}
}

function isSameSession(left: JournalEntry, right: JournalEntry): boolean {
	return left.owner === right.owner && left.epoch === right.epoch && left.nonce === right.nonce;
}
