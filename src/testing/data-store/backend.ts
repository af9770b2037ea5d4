import { Timeline } from "../timeline";
import { Attributes, NO_ATTRIBUTES } from "./check-attributes";
import { Entry } from "./entry";
import { ExpiryQueue } from "./expiry-queue";
import { JsonImage } from "./json-image";
import { KeyAddress } from "./key-address";
import { KeyDirectory, ListedKey, StoreRecord } from "./key-directory";
import { SimulatedKeyInfo } from "./key-info";
import { OrderedBackend } from "./ordered-backend";
import { RETENTION_MILLISECONDS, utcHourOf } from "./retention";
import { versionId } from "./version-id";
import { VersionSwitches, versionSwitches } from "./version-switches";

export type { Entry } from "./entry";

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
	/** Empty in an OrderedDataStore, which has no versions. */
	readonly version: string;
	/** True in an OrderedDataStore: one of the same name as a DataStore has keys of its own. */
	readonly ordered?: boolean;
}

// What a removal leaves.
const NOTHING: JsonImage = { value: undefined, size: 0 };

/** The data itself, on the platform's side: shared by all servers, changed at one moment in time by each write. */
export class Backend {
	/** What OrderedDataStores hold. */
	readonly ordered: OrderedBackend;
	private readonly directory = new KeyDirectory();
	private readonly expiries = new ExpiryQueue<KeyAddress>();
	private readonly observers = new Array<(write: AppliedWrite) => void>();
	private readonly switches: VersionSwitches;
	private writes = 0;

	constructor(
		private readonly timeline: Timeline,
		switches: Partial<VersionSwitches> = {},
	) {
		this.switches = versionSwitches(switches);
		this.ordered = new OrderedBackend(timeline, (write) => this.tell(write));
	}

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
		return this.directory.find(address)?.current;
	}

	/** Applies a write, whatever is there. */
	write(address: KeyAddress, image: JsonImage, attributes: Attributes): Entry {
		return this.apply(address, image, attributes);
	}

	/** Applies a write if nobody wrote since an entry with this counter was read; nil if somebody did. */
	compareAndSet(
		address: KeyAddress,
		expected: number | undefined,
		image: JsonImage,
		attributes: Attributes,
	): Entry | undefined {
		if (this.read(address)?.counter !== expected) return undefined;
		return this.apply(address, image, attributes);
	}

	/** Leaves a tombstone, and returns what was there. A key that holds nothing stays as it is. */
	remove(address: KeyAddress): Entry | undefined {
		const before = this.read(address);
		if (before?.value !== undefined) this.apply(address, NOTHING, NO_ATTRIBUTES);
		return before;
	}

	/** Every version of a key that is there, oldest first and the current one last. */
	versions(address: KeyAddress): Array<Entry> {
		this.expire();
		return this.directory.find(address)?.versions() ?? [];
	}

	/** The version of a key that was current at a Unix time in milliseconds. */
	versionAt(address: KeyAddress, milliseconds: number): Entry | undefined {
		this.expire();
		return this.directory.find(address)?.at(milliseconds, this.switches.lostVersionAtTime === "theOneBefore");
	}

	/** Takes one version out for good, without a tombstone; false if it is not there. */
	removeVersion(address: KeyAddress, version: string): boolean {
		this.expire();
		const history = this.directory.find(address);
		const before = history?.current;
		if (history?.remove(version) !== true) return false;
		const current = history.current;
		if (history.isEmpty()) this.directory.forget(address);
		if (current === before) return true;
		const seen = { time: this.timeline.now(), previous: before?.value, value: current?.value, version };
		this.tell({ ...address, ...seen });
		return true;
	}

	/** The keys that hold something, sorted. */
	keys(store: string, scope: string): Array<string> {
		const listed = this.directory.keys(store, scope);
		return listed.filter(({ history }) => history.current?.value !== undefined).map((key) => key.name);
	}

	/** The keys that begin so, tombstones too, sorted; without a scope those of all, as `scope/key`. */
	listKeys(store: string, scope: string | undefined, prefix: string): Array<ListedKey> {
		this.expire();
		return this.directory.keys(store, scope, prefix);
	}

	/** The stores that have keys, tombstones too, and whose names begin so, sorted. */
	listStores(prefix: string): Array<StoreRecord> {
		this.expire();
		return this.directory.storesWith(prefix);
	}

	private apply(address: KeyAddress, { value, size }: JsonImage, attributes: Attributes): Entry {
		this.expire();
		this.writes += 1;
		const time = this.timeline.now();
		const now = math.floor(time * 1000);
		const history = this.directory.open(address, now);
		const before = history.current;
		const overwrites = before !== undefined && utcHourOf(before.info.UpdatedTime) === utcHourOf(now);
		const backsUp = !overwrites || (value === undefined && this.switches.removalKeepsVersion);
		const keepsId = !backsUp && this.switches.overwriteVersionId === "kept";
		const version = keepsId ? before!.info.Version : versionId(time, this.writes);
		const created = before?.value !== undefined ? before.info.CreatedTime : now;
		const info = new SimulatedKeyInfo(created, now, version, attributes);
		// Every caller gets this one, and an instance's properties cannot be written either.
		table.freeze(info);
		const entry: Entry = { counter: this.writes, value, size, info };
		history.replace(entry, backsUp);
		if (backsUp || value === undefined) this.expiries.add(now + RETENTION_MILLISECONDS, address);
		this.tell({ ...address, time, previous: before?.value, value, version });
		return entry;
	}

	/** Forgets what has expired by now: done whenever it could be seen, so that no timer has to run. */
	private expire(): void {
		const now = math.floor(this.timeline.now() * 1000);
		let address = this.expiries.take(now);
		while (address !== undefined) {
			if (this.directory.find(address)?.expire(now) === true) this.directory.forget(address);
			address = this.expiries.take(now);
		}
	}

	private tell(write: AppliedWrite): void {
		table.freeze(write);
		for (const observer of [...this.observers]) observer(write);
	}
}
