import { isEntry, JournalEntry } from "./journal-entry";

/** A part of a server's journal: one item of a MemoryStore hash map, written whole. */
export interface Page {
	/** Of this form. */
	readonly format: 1;
	readonly owner: string;
	/** From 1. */
	readonly page: number;
	/** Goes up with every try to write this page, so that an older one that lands late is told. */
	readonly seq: number;
	readonly entries: ReadonlyArray<JournalEntry>;
}

/** A page as it was found. */
export interface FoundPage extends Page {
	/** What is among the entries but is none that this code can read: nobody may remove the page as done with. */
	readonly unreadable: ReadonlyArray<unknown>;
}

export const PAGE_FORMAT = 1;

/** The most that a page may take as JSON; the platform takes 32 KB (platform.md 3). */
export const PAGE_BYTES_MAX = 30_000;

/** What an item costs beside its entries: its key, the platform's 64 bytes, and the page's own fields. */
export const PAGE_OVERHEAD_BYTES = 256;

/** An empty page stays so long: longer than a write may come late. */
export const EMPTY_SECONDS = 60;

/** What takes the place of a page of which nothing is needed any more. */
export function emptyPage(owner: string, page: number, seq: number): Page {
	return { format: PAGE_FORMAT, owner, page, seq, entries: [] };
}

/** The key of a page in the hash map. */
export function pageKey(owner: string, page: number): string {
	return `${owner}/${page}`;
}

/**
 * For an update of the page's item: the page, unless what is stored is of the same owner and as new or newer. Undefined
 * then, so that a write that was late does not undo a later one.
 */
export function pageTransform(stored: unknown, page: Page): Page | undefined {
	if (!typeIs(stored, "table")) return page;
	const { owner, seq } = stored as { owner?: unknown; seq?: unknown };
	return owner === page.owner && typeIs(seq, "number") && seq >= page.seq ? undefined : page;
}

/** What a stored item says if it is a page of this format. */
export function readPage(value: unknown): FoundPage | undefined {
	if (!typeIs(value, "table")) return undefined;
	const { format, owner, page, seq, entries } = value as { readonly [K in keyof Page]?: unknown };
	if (format !== PAGE_FORMAT || !typeIs(owner, "string") || !typeIs(page, "number") || !typeIs(seq, "number")) {
		return undefined;
	}
	if (!typeIs(entries, "table")) return undefined;
	const readable = new Array<JournalEntry>();
	const unreadable = new Array<defined>();
	for (const [, entry] of pairs(entries as ReadonlyMap<unknown, defined>)) {
		if (isEntry(entry)) readable.push(entry);
		else unreadable.push(entry);
	}
	return { format, owner, page, seq, entries: readable, unreadable };
}
