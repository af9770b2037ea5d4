import { fail, Result, succeed } from "../../shared/result";
import { ClockPort, MemoryPort, StoreFailure } from "../cloud/ports";
import { retryBriefly } from "../cloud/retry-briefly";
import { ServerRegistry } from "../liveness/server-registry";
import { JournalEntry } from "./journal-entry";
import { EMPTY_SECONDS, emptyPage, Page, pageKey, readPage } from "./page";

// Those who open documents of the same dead server share what was read; a write of it may still have been under way.
const SHARED_SECONDS = 5;

/** What was found of a server's journal. */
export interface FoundJournal {
	readonly entries: ReadonlyArray<JournalEntry>;
	/** Something in it can be read by no one who knows only this format: it must not be removed. */
	readonly unreadable: boolean;
	readonly pages: ReadonlyArray<Page>;
}

interface Read extends FoundJournal {
	readonly readAt: number;
}

/** Reads other servers' journals. */
export class JournalReader {
	private readonly shared = new Map<string, Read>();

	constructor(
		private readonly memory: MemoryPort,
		private readonly clock: ClockPort,
		private readonly registry: ServerRegistry,
		private readonly map: string,
	) {}

	/** What a server's journal has of one document; fails if any of its pages cannot be read. Yields. */
	entriesOf(owner: string, collection: string, key: string): Result<ReadonlyArray<JournalEntry>, StoreFailure> {
		const all = this.read(owner);
		if (!all.ok) return all;
		return succeed(all.value.entries.filter((entry) => entry.collection === collection && entry.key === key));
	}

	/** Everything that a server's journal has. Yields. */
	read(owner: string): Result<FoundJournal, StoreFailure> {
		const now = this.clock.now();
		const before = this.shared.get(owner);
		if (before !== undefined && now - before.readAt < SHARED_SECONDS) return succeed(before);
		this.shared.delete(owner);
		const counted = this.registry.pagesOf(owner);
		if (!counted.ok) return counted;
		const entries = new Array<JournalEntry>();
		const pages = new Array<Page>();
		let unreadable = false;
		let page = 1;
		while (counted.value === undefined || page <= counted.value) {
			const stored = this.memory.read(this.map, pageKey(owner, page));
			if (!stored.ok) return fail(stored.error);
			// A server that is not listed any more has as many pages as are found.
			if (stored.value === undefined && counted.value === undefined) break;
			const found = readPage(stored.value);
			unreadable ||= found === undefined ? stored.value !== undefined : !found.unreadable.isEmpty();
			if (found !== undefined && found.owner === owner) {
				pages.push(found);
				for (const entry of found.entries) entries.push(entry);
			}
			page += 1;
		}
		const found = { readAt: now, entries, unreadable, pages };
		this.shared.set(owner, found);
		return succeed(found);
	}

	/**
	 * Empties the pages that were found of a server; a moment later they expire, and until then they refuse what comes late.
	 * Yields; false if one has changed since, for then its server lives.
	 */
	empty(owner: string, { pages }: FoundJournal): boolean {
		this.shared.delete(owner);
		return pages.every(({ page, seq }) => {
			let unchanged = false;
			const emptied = (stored: unknown) => {
				unchanged = stored === undefined || readPage(stored)?.seq === seq;
				return unchanged && stored !== undefined ? emptyPage(owner, page, seq) : undefined;
			};
			const key = pageKey(owner, page);
			return retryBriefly(() => this.memory.update(this.map, key, emptied, EMPTY_SECONDS)) && unchanged;
		});
	}
}
