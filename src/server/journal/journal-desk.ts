import { deepFreeze } from "../../shared/data/deep-freeze";
import { fail, Result, succeed } from "../../shared/result";
import type { MemoryPort, StoreFailure } from "../cloud/ports";
import type { Ledger } from "../commit/ledger";
import type { ServerRegistry } from "../liveness/server-registry";
import type { JournalAccess } from "../protect/journal-access";
import { isRecord } from "../store/record";
import { foldEntry } from "./fold-entry";
import type { JournalEntry } from "./journal-entry";
import type { JournalReader } from "./journal-reader";
import { pageKey, readPage } from "./page";
import { decodeChanges, StoredChanges } from "./stored-changes";

// As long as a page is kept at all.
const KEPT_SECONDS = 24 * 3600;

/** Finds and takes away what journals have of one document, for those who recover or erase it. Everything here yields. */
export class JournalDesk implements JournalAccess {
	constructor(
		private readonly memory: MemoryPort,
		private readonly registry: ServerRegistry,
		private readonly reader: JournalReader,
		private readonly map: string,
	) {}

	/** What the journal of its owner leads to; of what is no record, only an entry that has the whole document is of use. */
	recover(collection: string, key: string, stored: unknown): ReturnType<JournalAccess["recover"]> {
		if (isRecord(stored)) {
			if (stored.lock === undefined) return succeed(undefined);
			const entries = this.reader.entriesOf(stored.lock.owner, collection, key);
			if (!entries.ok) return entries;
			const fold = foldEntry(stored, entries.value);
			if (fold.kind !== "folded") return succeed(undefined);
			const { schema, readableFrom } = stored;
			return succeed({ data: fold.data, ledger: fold.ledger, revision: fold.revision, schema, readableFrom });
		}
		const found = this.entriesEverywhere(collection, key);
		if (!found.ok) return found;
		let best: JournalEntry | undefined;
		for (const entry of found.value) {
			if (wholeOf(entry.changes) !== undefined && (best === undefined || entry.to > best.to)) best = entry;
		}
		if (best === undefined) return succeed(undefined);
		const ledger = best.ledger !== undefined ? (wholeOf(best.ledger) as Ledger | undefined) : undefined;
		return succeed({ data: wholeOf(best.changes)!, ledger, revision: best.to, schema: best.schema });
	}

	/** Pages that hold the document are written again without it, under the same number. */
	erase(collection: string, key: string): Result<number, StoreFailure> {
		const servers = this.registry.list();
		if (!servers.ok) return servers;
		let erased = 0;
		for (const { owner } of servers.value) {
			const found = this.reader.read(owner);
			if (!found.ok) return found;
			for (const { page, entries } of found.value.pages) {
				if (!entries.some((entry) => isOf(entry, collection, key))) continue;
				const removed = this.memory.update(
					this.map,
					pageKey(owner, page),
					(stored) => {
						const now = readPage(stored);
						if (now === undefined || !now.unreadable.isEmpty()) return undefined;
						const { format, seq } = now;
						const kept = now.entries.filter((entry) => !isOf(entry, collection, key));
						return { format, owner, page, seq, entries: kept };
					},
					KEPT_SECONDS,
				);
				if (!removed.ok) return fail(removed.error);
				erased += 1;
			}
		}
		return succeed(erased);
	}

	private entriesEverywhere(collection: string, key: string): Result<ReadonlyArray<JournalEntry>, StoreFailure> {
		const servers = this.registry.list();
		if (!servers.ok) return servers;
		const all = new Array<JournalEntry>();
		for (const { owner } of servers.value) {
			const found = this.reader.entriesOf(owner, collection, key);
			if (!found.ok) return found;
			for (const entry of found.value) all.push(entry);
		}
		return succeed(all);
	}
}

function isOf(entry: JournalEntry, collection: string, key: string): boolean {
	return entry.collection === collection && entry.key === key;
}

/** The whole that changes assign, if they do. */
function wholeOf(stored: StoredChanges): object | undefined {
	const changes = decodeChanges(stored);
	const [first] = changes ?? [];
	if (first === undefined || changes!.size() > 1 || !first.path.isEmpty() || !typeIs(first.value, "table")) {
		return undefined;
	}
	return deepFreeze(first.value as object);
}
