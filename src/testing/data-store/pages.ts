/** One page as a request brought it. */
export interface Page<T extends defined> {
	readonly items: ReadonlyArray<T>;
	/** Where the next page begins; nil: this is the last. */
	readonly cursor: string | undefined;
}

/** Asks the cloud for the page that begins at a cursor, or for the first. */
export type PageRequest<T extends defined> = (cursor: string | undefined) => Page<T>;

/**
 * The engine's `Pages`: items a page at a time. Every page is a request of its own, of the same kind as the first, and
 * shows what there is when it arrives (platform.md 1).
 */
export class SimulatedPages<T extends defined = defined> {
	/** True on the last page. */
	IsFinished = false;
	/** Where the next page begins, to go on later from there; empty on the last. */
	Cursor = "";
	private items: ReadonlyArray<T> = [];

	constructor(
		private readonly request: PageRequest<T>,
		first: Page<T>,
	) {
		this.show(first);
	}

	/** The items of this page; the caller's own. */
	GetCurrentPage(): Array<T> {
		return this.items.map((item) => (typeIs(item, "table") ? (table.clone(item) as T) : item));
	}

	/** Goes on to the next page; throws when this is the last. If the request fails, the page stays. */
	AdvanceToNextPageAsync(): void {
		if (this.IsFinished) error("No pages to advance to.", 0);
		this.show(this.request(this.Cursor));
	}

	private show(page: Page<T>): void {
		this.items = page.items;
		this.IsFinished = page.cursor === undefined;
		this.Cursor = page.cursor ?? "";
	}
}

/** Asks for the first page, or the one at a cursor, and goes on from there. */
export function openPages<T extends defined>(request: PageRequest<T>, cursor?: string): SimulatedPages<T> {
	return new SimulatedPages(request, request(cursor));
}

/** As many items as a page takes, from a list of what is left; what names the last of them is the cursor. */
export function pageOf<S extends defined, T extends defined>(
	rest: ReadonlyArray<S>,
	pageSize: number,
	cursorOf: (source: S) => string,
	show: (source: S) => T,
): Page<T> {
	const items = new Array<T>();
	for (let index = 0; index < math.min(pageSize, rest.size()); index += 1) items.push(show(rest[index]));
	const cursor = rest.size() > pageSize ? cursorOf(rest[pageSize - 1]) : undefined;
	return { items, cursor };
}
