import { SeededRandom } from "../seeded-random";
import { Timeline } from "../timeline";
import { ExpiryIndex } from "./expiry-index";
import { Draft, MemoryItem, Place } from "./memory-item";
import { MemoryQuota } from "./memory-quota";
import { MemoryStructure } from "./memory-structure";
import { DEFAULT_MEMORY_SWITCHES, MemorySwitches } from "./memory-switches";
import { partitionOf } from "./partition-of";
import { RequestUnits } from "./request-units";

const NUMBER_BYTES = 8;

function keyBytes(place: Place, draft: Draft): number {
	// A queue's items have no keys: theirs are only ours.
	if (place.kind === "Queue") return 0;
	const { key, sortKey } = draft;
	if (sortKey === undefined) return key.size();
	return key.size() + (typeIs(sortKey, "string") ? sortKey.size() : NUMBER_BYTES);
}

/** What a cloud's memory stores are made of. */
export interface MemoryBackendOptions {
	readonly timeline: Timeline;
	readonly random: SeededRandom;
	/** Users in the experience now: quota and request units follow them. Default: nobody. */
	readonly users?: () => number;
	readonly switches?: Partial<MemorySwitches>;
	/** Counts requests by the method that made them, conflicts and failures. */
	readonly count?: (what: string) => void;
}

/**
 * The memory stores themselves, on the platform's side: shared by all servers. What has expired is dropped at the next
 * request, so its memory is bounded by the quota.
 */
export class MemoryBackend {
	/** Told of each item that a fault has dropped. */
	onEvicted?: (item: MemoryItem) => void;
	readonly timeline: Timeline;
	readonly switches: MemorySwitches;
	readonly quota: MemoryQuota;
	readonly units: RequestUnits;
	readonly count: (what: string) => void;
	private readonly random: SeededRandom;
	private readonly structures = new Map<string, MemoryStructure>();
	private readonly expiry = new ExpiryIndex();
	private versions = 0;

	constructor(options: MemoryBackendOptions) {
		const users = options.users ?? (() => 0);
		this.timeline = options.timeline;
		this.random = options.random;
		this.switches = { ...DEFAULT_MEMORY_SWITCHES, ...options.switches };
		this.quota = new MemoryQuota(users, this.switches);
		this.units = new RequestUnits(options.timeline, users, this.switches);
		this.count = options.count ?? (() => undefined);
	}

	/** A request arrives: throws if there are too many, and charges its units. Every effect begins with it. */
	admit(place: Place, units: number): void {
		this.expire();
		if (units === 0) return;
		this.units.check(place, units);
		this.units.charge(place, units);
	}

	/** The items of a structure in its own order, not to be changed. */
	list(place: Place): ReadonlyArray<MemoryItem> {
		return this.structureAt(place).ordered;
	}

	/** The structure at a place; one that holds nothing is not remembered. */
	structureAt(place: Place): MemoryStructure {
		return this.structures.get(`${place.kind}/${place.name}`) ?? new MemoryStructure(place);
	}

	find(place: Place, key: string): MemoryItem | undefined {
		return this.structureAt(place).find(key);
	}

	/** Stores an item in the place of the one with its key, or throws if it does not fit. */
	put(place: Place, draft: Draft): MemoryItem {
		const structure = this.structureAt(place);
		const before = structure.find(draft.key);
		const size = keyBytes(place, draft) + draft.valueSize + this.switches.itemOverheadBytes;
		this.quota.check(structure, before, { size });
		this.versions += 1;
		const item: MemoryItem = {
			...draft,
			structure,
			size,
			expiresAt: this.timeline.now() + draft.expirationSeconds,
			version: this.versions,
			partition: partitionOf(draft.key, this.switches.hashMapPartitions),
			live: true,
			hiddenUntil: 0,
		};
		if (before !== undefined) this.drop(before);
		structure.add(item);
		this.structures.set(`${place.kind}/${place.name}`, structure);
		this.quota.used += size;
		this.expiry.add(item);
		return item;
	}

	/** The same if the item with that key is still the one of this version, or still absent; nil if it is not. */
	compareAndPut(place: Place, draft: Draft, version: number | undefined): MemoryItem | undefined {
		return this.find(place, draft.key)?.version === version ? this.put(place, draft) : undefined;
	}

	drop(item: MemoryItem): void {
		const structure = item.structure;
		item.live = false;
		structure.remove(item);
		this.quota.used -= item.size;
		this.expiry.dropped();
		if (structure.ordered.isEmpty()) this.structures.delete(`${structure.place.kind}/${structure.place.name}`);
	}

	/** A name that nobody can guess and no other has. */
	newId(): string {
		return this.random.guid();
	}

	/** Every item there is, in the order of their last writes. No request, and no time passes. */
	items(): Array<MemoryItem> {
		this.expire();
		const all = new Array<MemoryItem>();
		for (const [, structure] of this.structures) {
			for (const item of structure.ordered) all.push(item);
		}
		return all.sort((a, b) => a.version < b.version);
	}

	/**
	 * Drops items before their time, as a service that keeps nothing on disk may: those that match, or all of them. Returns
	 * how many.
	 */
	evict(matches: (item: MemoryItem) => boolean = () => true): number {
		const evicted = this.items().filter(matches);
		for (const item of evicted) this.drop(item);
		return evicted.size();
	}

	/** The same for one item, drawn from the seed. */
	evictOne(): void {
		const all = this.items();
		if (all.isEmpty()) return;
		const item = this.random.pick(all);
		this.drop(item);
		this.onEvicted?.(item);
	}

	private expire(): void {
		const now = this.timeline.now();
		let due = this.expiry.takeDue(now);
		while (due !== undefined) {
			if (due.live) this.drop(due);
			due = this.expiry.takeDue(now);
		}
	}
}
