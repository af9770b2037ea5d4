import { HashMapEntry, HashMapPage } from "./list-page";

/** The pages of a hash map's listing: the surface of the engine's MemoryStoreHashMapPages. */
export class SimulatedHashMapPages {
	/** True when the current page is the last. */
	IsFinished: boolean;

	constructor(
		private page: HashMapPage,
		private readonly readNext: (page: HashMapPage) => HashMapPage,
	) {
		this.IsFinished = page.last === undefined;
	}

	/** The items of the current page. */
	GetCurrentPage(): Array<HashMapEntry> {
		return this.page.entries;
	}

	/** Reads the next page, and costs what the first one did. Yields. */
	AdvanceToNextPageAsync(): void {
		if (this.IsFinished) error("No pages to advance to.", 0);
		this.page = this.readNext(this.page);
		this.IsFinished = this.page.last === undefined;
	}
}
