import { Timeline } from "../timeline";
import { Attributes } from "./check-attributes";
import { SimulatedKeyInfo } from "./key-info";

/** What a key holds now. A removed key keeps its place as a tombstone without a value. */
export interface Entry {
	/** Goes up with every write: what compare-and-set compares. */
	readonly counter: number;
	readonly value: unknown;
	readonly info: SimulatedKeyInfo;
}

/** A write that was applied, for whoever watches the cloud. The values must not be changed. */
export interface AppliedWrite {
	/** Unix seconds. */
	readonly time: number;
	readonly store: string;
	readonly scope: string;
	readonly key: string;
	readonly previous: unknown;
	readonly value: unknown;
	readonly version: string;
}

/** The data itself, on the platform's side: shared by all servers, changed at one moment in time by each write. */
export class Backend {
	private readonly stores = new Map<string, Map<string, Entry>>();
	private readonly observers = new Array<(write: AppliedWrite) => void>();
	private writes = 0;

	constructor(private readonly timeline: Timeline) {}

	observe(observer: (write: AppliedWrite) => void): void {
		this.observers.push(observer);
	}

	read(store: string, scope: string, key: string): Entry | undefined {
		return this.stores.get(`${scope}/${store}`)?.get(key);
	}

	/** Applies a write; `undefined` leaves a tombstone. */
	write(store: string, scope: string, key: string, value: unknown, attributes: Attributes): Entry {
		this.writes += 1;
		const before = this.read(store, scope, key);
		const now = math.floor(this.timeline.now() * 1000);
		const version = "%016X.%010d".format(now, this.writes);
		const created = before?.value !== undefined ? before.info.CreatedTime : now;
		const info = new SimulatedKeyInfo(created, now, version, attributes);
		const entry: Entry = { counter: (before?.counter ?? 0) + 1, value, info };
		this.entriesOf(store, scope).set(key, entry);
		const time = this.timeline.now();
		for (const observer of this.observers) {
			observer({ time, store, scope, key, previous: before?.value, value, version });
		}
		return entry;
	}

	keys(store: string, scope: string): Array<string> {
		const keys = new Array<string>();
		for (const [key, entry] of this.entriesOf(store, scope)) if (entry.value !== undefined) keys.push(key);
		return keys.sort((a, b) => a < b);
	}

	private entriesOf(store: string, scope: string): Map<string, Entry> {
		const name = `${scope}/${store}`;
		let entries = this.stores.get(name);
		if (entries === undefined) {
			entries = new Map();
			this.stores.set(name, entries);
		}
		return entries;
	}
}
