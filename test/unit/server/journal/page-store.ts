import { JournalEntry } from "../../../../src/server/journal/journal-entry";
import { pageKey, pageTransform, readPage } from "../../../../src/server/journal/page";
import { PageWrite } from "../../../../src/server/journal/page-book";
import { stored } from "./support";

/** The hash map of pages as a table: what a write does to it when it lands, whenever that is. */
export class PageStore {
	private readonly items = new Map<string, unknown>();

	constructor(private readonly owner: string) {}

	/** False if the page's transform refused it. */
	land(write: PageWrite): boolean {
		const key = pageKey(this.owner, write.page);
		const value = pageTransform(this.items.get(key), write.value);
		if (value === undefined) return false;
		this.items.set(key, stored(value));
		return true;
	}

	/** Every entry of a document, in whichever page. */
	entriesOf(docId: string): Array<JournalEntry> {
		const found = new Array<JournalEntry>();
		for (const [key, item] of this.items) {
			const page = readPage(item) ?? error(`the page ${key} cannot be read`);
			if (!page.unreadable.isEmpty()) throw `the page ${key} has entries that cannot be read`;
			for (const entry of page.entries) if (entry.key === docId) found.push(entry);
		}
		return found;
	}

	/** The highest revision that an entry of this document leads to, of one session if it is given. */
	newest(docId: string, nonce?: string): number | undefined {
		let newest: number | undefined;
		for (const entry of this.entriesOf(docId)) {
			if (nonce === undefined || entry.nonce === nonce) newest = math.max(newest ?? 0, entry.to);
		}
		return newest;
	}
}
