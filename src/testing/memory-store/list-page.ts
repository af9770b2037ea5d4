import { copyImage } from "../data-store/copy-image";
import { MemoryBackend } from "./memory-backend";
import { MemoryItem, Place } from "./memory-item";

/** A key and its value, as a page of a listing has them. */
export interface HashMapEntry {
	readonly key: string;
	readonly value: unknown;
}

/** One page of a hash map, as it was when it was read. */
export interface HashMapPage {
	readonly entries: Array<HashMapEntry>;
	/** Where the next page goes on; nil when this is the last. */
	readonly last?: MemoryItem;
}

/**
 * The next items of a hash map, partition by partition. It costs a unit for each partition looked at and each item found,
 * one of
 * them is the request's own and charged already; what is written meanwhile may or may not be on a later page (platform.md 3, ListItems).
 */
export function listPage(
	backend: MemoryBackend,
	place: Place,
	after: MemoryItem | undefined,
	count: number,
): HashMapPage {
	const structure = backend.structureAt(place);
	let first = after !== undefined ? structure.indexOf(after) : 0;
	if (after !== undefined && structure.ordered[first]?.key === after.key) first += 1;
	const entries = new Array<HashMapEntry>();
	let last: MemoryItem | undefined;
	for (let index = first; index < structure.ordered.size() && entries.size() < count; index += 1) {
		last = structure.ordered[index];
		entries.push({ key: last.key, value: copyImage(last.value) });
	}
	const finished = first + entries.size() >= structure.ordered.size();
	const lastPartition = finished ? backend.switches.hashMapPartitions - 1 : last!.partition;
	const partitions = lastPartition - (after?.partition ?? 0) + 1;
	backend.units.charge(place, partitions + entries.size() - 1);
	return { entries, last: finished ? undefined : last };
}
