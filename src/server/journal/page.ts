import { isEntry, JournalEntry } from "./journal-entry";

/** A page of a server's journal, as it is stored. */
export interface Page {
	readonly format: 1;
	readonly owner: string;
	readonly page: number;
	/** Goes up with every write that is tried. */
	readonly seq: number;
	readonly entries: ReadonlyArray<JournalEntry>;
}

const PAGE_FORMAT = 1;

export function pageKey(owner: string, page: number): string {
	return `${owner}/${page}`;
}

/** What is stored, if it is a page. */
export function readPage(value: unknown): Page | undefined {
	if (!typeIs(value, "table")) return undefined;
	const page = value as Partial<Page>;
	const valid = page.format === PAGE_FORMAT && typeIs(page.seq, "number") && typeIs(page.entries, "table");
	return valid ? ({ ...page, entries: page.entries!.filter((entry) => isEntry(entry)) } as Page) : undefined;
}

/** Writes a page unless a later one of the same server is there: a write that comes late must not bring back an older. */
export function pageTransform(stored: unknown, page: Omit<Page, "format">): Page | undefined {
	const before = readPage(stored);
	if (before !== undefined && before.owner === page.owner && before.seq >= page.seq) return undefined;
	const { owner, page: number, seq, entries } = page;
	return { format: PAGE_FORMAT, owner, page: number, seq, entries };
}
