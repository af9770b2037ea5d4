import { JournalEntry } from "./journal-entry";

/** Bytes of JSON that a page's entries may have: the platform takes 32 KB, of which the envelope needs some. */
export const PAGE_BYTES_MAX = 30_000;

/** A page that is to be written now. */
export interface PageWrite {
	readonly page: number;
	readonly seq: number;
	readonly entries: ReadonlyArray<JournalEntry>;
}

interface Placed {
	readonly entry: JournalEntry;
	readonly size: number;
}

interface BookPage {
	readonly number: number;
	readonly content: Map<string, Placed>;
	/** What each write that was tried had, by its `seq`. */
	readonly tried: Map<number, ReadonlyArray<readonly [document: string, to: number]>>;
	size: number;
	seq: number;
	changed: boolean;
}

/**
 * Which document's entry is in which page, and up to which revision each is known to be there. A document stays in its
 * page; one that outgrows it is in the new page as well, and leaves the old one only when the new one is acknowledged
 * (traces.md 2).
 */
export class PageBook {
	private readonly pages = new Array<BookPage>();
	/** The page that has a document's newest entry. */
	private readonly home = new Map<string, BookPage>();
	private readonly durable = new Map<string, number>();

	/** Takes the newest entry of a document; one that fits no page is refused, and the one before stays. */
	put(document: string, entry: JournalEntry, size: number): "placed" | "tooLarge" {
		if (size > PAGE_BYTES_MAX) return "tooLarge";
		const before = this.home.get(document);
		const page = before !== undefined && this.fits(before, document, size) ? before : this.roomFor(document, size);
		this.set(page, document, { entry, size });
		this.home.set(document, page);
		return "placed";
	}

	/** The document is saved: what pages have of it is of no use any more, and goes when they are written next. */
	forget(document: string): void {
		this.home.delete(document);
		this.durable.delete(document);
		for (const page of this.pages) this.unset(page, document);
	}

	/** The pages that have changed, each with the number of this try to write it. */
	plan(): ReadonlyArray<PageWrite> {
		const writes = new Array<PageWrite>();
		for (const page of this.pages) {
			if (!page.changed) continue;
			page.changed = false;
			page.seq += 1;
			const entries = new Array<JournalEntry>();
			const tried = new Array<readonly [string, number]>();
			for (const [document, { entry }] of page.content) {
				entries.push(entry);
				tried.push([document, entry.to]);
			}
			page.tried.set(page.seq, tried);
			writes.push({ page: page.number, seq: page.seq, entries });
		}
		return writes;
	}

	/** This write is acknowledged: what it had survives. */
	confirm(number: number, seq: number): void {
		const page = this.pages[number - 1];
		for (const [document, to] of page.tried.get(seq) ?? []) {
			if (this.home.get(document) !== page) continue;
			this.durable.set(document, math.max(to, this.durable.get(document) ?? 0));
			for (const other of this.pages) if (other !== page) this.unset(other, document);
		}
		for (const [tried] of [...page.tried]) if (tried <= seq) page.tried.delete(tried);
	}

	/** It is not known whether this write was applied: the page is written again. */
	failed(number: number, seq: number): void {
		const page = this.pages[number - 1];
		page.tried.delete(seq);
		page.changed = true;
	}

	/** The revision of a document that is known to be in the journal. */
	durableRevision(document: string): number | undefined {
		return this.durable.get(document);
	}

	/** Bytes of each document's entry. */
	sizes(): ReadonlyMap<string, number> {
		const sizes = new Map<string, number>();
		for (const [document, page] of this.home) sizes.set(document, page.content.get(document)!.size);
		return sizes;
	}

	countPages(): number {
		return this.pages.size();
	}

	private fits(page: BookPage, document: string, size: number): boolean {
		return page.size - (page.content.get(document)?.size ?? 0) + size <= PAGE_BYTES_MAX;
	}

	private roomFor(document: string, size: number): BookPage {
		const found = this.pages.find((page) => this.fits(page, document, size));
		if (found !== undefined) return found;
		const number = this.pages.size() + 1;
		const page: BookPage = { number, content: new Map(), tried: new Map(), size: 0, seq: 0, changed: false };
		this.pages.push(page);
		return page;
	}

	private set(page: BookPage, document: string, placed: Placed): void {
		page.size += placed.size - (page.content.get(document)?.size ?? 0);
		page.content.set(document, placed);
		page.changed = true;
	}

	private unset(page: BookPage, document: string): void {
		const known = page.content.get(document);
		if (known === undefined) return;
		page.size -= known.size;
		page.content.delete(document);
	}
}
