import { Timeline } from "../timeline";
import type { AppliedWrite } from "./backend";
import { KeyAddress } from "./key-address";

/** What a key of an OrderedDataStore holds. */
export interface OrderedEntry {
	readonly key: string;
	readonly value: number;
	/** Another one for every write: what compare-and-set compares. */
	readonly counter: number;
}

/** By value, and by key where values are the same. */
function isBefore(a: OrderedEntry, b: OrderedEntry): boolean {
	return a.value < b.value || (a.value === b.value && a.key < b.key);
}

/** What OrderedDataStores hold, on the platform's side: numbers alone, without versions and tombstones (platform.md 1). */
export class OrderedBackend {
	/** By store and scope, a slash between them: a scope has none, so the last one parts them. */
	private readonly tables = new Map<string, Map<string, OrderedEntry>>();
	private writes = 0;

	constructor(
		private readonly timeline: Timeline,
		private readonly tell: (write: AppliedWrite) => void,
	) {}

	read({ store, scope, key }: KeyAddress): OrderedEntry | undefined {
		return this.tables.get(`${store}/${scope}`)?.get(key);
	}

	write(address: KeyAddress, value: number): OrderedEntry {
		const previous = this.read(address)?.value;
		this.writes += 1;
		const name = `${address.store}/${address.scope}`;
		const entries = this.tables.get(name) ?? new Map<string, OrderedEntry>();
		this.tables.set(name, entries);
		const entry = { key: address.key, value, counter: this.writes };
		entries.set(address.key, entry);
		this.report(address, previous, value);
		return entry;
	}

	/** Applies a write if nobody wrote since an entry with this counter was read; nil if somebody did. */
	compareAndSet(address: KeyAddress, expected: number | undefined, value: number): OrderedEntry | undefined {
		return this.read(address)?.counter === expected ? this.write(address, value) : undefined;
	}

	/** Takes the key out for good, and returns what it held. */
	remove(address: KeyAddress): OrderedEntry | undefined {
		const before = this.read(address);
		if (before === undefined) return undefined;
		const name = `${address.store}/${address.scope}`;
		const entries = this.tables.get(name)!;
		entries.delete(address.key);
		if (entries.isEmpty()) this.tables.delete(name);
		this.report(address, before.value, undefined);
		return before;
	}

	/** All entries with values from `min` to `max`, sorted. */
	sorted(store: string, scope: string, ascending: boolean, min: number, max: number): Array<OrderedEntry> {
		const found = new Array<OrderedEntry>();
		for (const [, entry] of this.tables.get(`${store}/${scope}`) ?? new Map<string, OrderedEntry>()) {
			if (entry.value >= min && entry.value <= max) found.push(entry);
		}
		return found.sort((a, b) => (ascending ? isBefore(a, b) : isBefore(b, a)));
	}

	private report(address: KeyAddress, previous: unknown, value: unknown): void {
		this.tell({ ...address, time: this.timeline.now(), previous, value, version: "", ordered: true });
	}
}
