import { ITEM_ORDER, Position } from "./item-order";
import { MemoryItem, Place } from "./memory-item";

/** One hash map, sorted map or queue: its items by key, and in its own order. */
export class MemoryStructure {
	readonly ordered = new Array<MemoryItem>();
	bytes = 0;
	private readonly byKey = new Map<string, MemoryItem>();

	constructor(readonly place: Place) {}

	find(key: string): MemoryItem | undefined {
		return this.byKey.get(key);
	}

	add(item: MemoryItem): void {
		this.byKey.set(item.key, item);
		this.ordered.insert(this.indexOf(item), item);
		this.bytes += item.size;
	}

	remove(item: MemoryItem): void {
		this.byKey.delete(item.key);
		this.ordered.remove(this.indexOf(item));
		this.bytes -= item.size;
	}

	/** How many items come before a position. */
	indexOf(position: Position): number {
		const precedes = ITEM_ORDER[this.place.kind];
		let [low, high] = [0, this.ordered.size()];
		while (low < high) {
			const middle = (low + high) >> 1;
			if (precedes(this.ordered[middle], position)) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
