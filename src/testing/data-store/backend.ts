import { Timeline } from "../timeline";
import { Attributes, NO_ATTRIBUTES } from "./check-attributes";
import { JsonImage } from "./json-image";
import { KeyAddress } from "./key-address";
import { SimulatedKeyInfo } from "./key-info";
import { versionId } from "./version-id";

/** What a key holds now. A removed key keeps its place as a tombstone without a value. */
export interface Entry {
	/** Goes up with every write: what compare-and-set compares. */
	readonly counter: number;
	/** Deeply frozen. */
	readonly value: unknown;
	readonly info: SimulatedKeyInfo;
}

/** A write that was applied, for whoever watches the cloud. Frozen, the values too. */
export interface AppliedWrite {
	/** Unix seconds on the cloud's clock. */
	readonly time: number;
	readonly store: string;
	readonly scope: string;
	readonly key: string;
	/** nil: there was nothing. */
	readonly previous: unknown;
	/** nil: the key was removed. */
	readonly value: unknown;
	readonly version: string;
}

/** The data itself, on the platform's side: shared by all servers, changed at one moment in time by each write. */
export class Backend {
	/** By store, then scope, then key. */
	private readonly stores = new Map<string, Map<string, Map<string, Entry>>>();
	private readonly observers = new Array<(write: AppliedWrite) => void>();
	private writes = 0;

	constructor(private readonly timeline: Timeline) {}

	observe(observer: (write: AppliedWrite) => void): () => void {
		// A function of its own, so that observing twice and ending one of the two leaves the other.
		const entry = (write: AppliedWrite) => observer(write);
		this.observers.push(entry);
		return () => {
			const index = this.observers.indexOf(entry);
			if (index >= 0) this.observers.remove(index);
		};
	}

	read(address: KeyAddress): Entry | undefined {
		return this.stores.get(address.store)?.get(address.scope)?.get(address.key);
	}

	/** Applies a write, whatever is there. */
	write(address: KeyAddress, image: JsonImage, attributes: Attributes): Entry {
		return this.apply(address, image.value, attributes);
	}

	/** Applies a write if nobody wrote since an entry with this counter was read; nil if somebody did. */
	compareAndSet(
		address: KeyAddress,
		expected: number | undefined,
		image: JsonImage,
		attributes: Attributes,
	): Entry | undefined {
		if (this.read(address)?.counter !== expected) return undefined;
		return this.apply(address, image.value, attributes);
	}

	/** Leaves a tombstone, and returns what was there. A key that holds nothing stays as it is. */
	remove(address: KeyAddress): Entry | undefined {
		const before = this.read(address);
		if (before?.value !== undefined) this.apply(address, undefined, NO_ATTRIBUTES);
		return before;
	}

	keys(store: string, scope: string): Array<string> {
		const keys = new Array<string>();
		for (const [key, entry] of this.stores.get(store)?.get(scope) ?? new Map<string, Entry>()) {
			if (entry.value !== undefined) keys.push(key);
		}
		return keys.sort((a, b) => a < b);
	}

	private apply(address: KeyAddress, value: unknown, attributes: Attributes): Entry {
		this.writes += 1;
		const time = this.timeline.now();
		const before = this.read(address);
		const milliseconds = math.floor(time * 1000);
		const created = before?.value !== undefined ? before.info.CreatedTime : milliseconds;
		const version = versionId(time, this.writes);
		const info = new SimulatedKeyInfo(created, milliseconds, version, attributes);
		// Every caller gets this one, and an instance's properties cannot be written either.
		table.freeze(info);
		const entry: Entry = { counter: (before?.counter ?? 0) + 1, value, info };
		this.entriesOf(address).set(address.key, entry);
		this.tell(table.freeze({ ...address, time, previous: before?.value, value, version }));
		return entry;
	}

	private tell(write: AppliedWrite): void {
		for (const observer of [...this.observers]) observer(write);
	}

	private entriesOf(address: KeyAddress): Map<string, Entry> {
		const scopes = this.stores.get(address.store) ?? new Map<string, Map<string, Entry>>();
		this.stores.set(address.store, scopes);
		const entries = scopes.get(address.scope) ?? new Map<string, Entry>();
		scopes.set(address.scope, entries);
		return entries;
	}
}
