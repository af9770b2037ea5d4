import { MemoryItem } from "./memory-item";

// Entries of items that are gone are thrown out when they are more than the living ones, and this many.
const DEAD_MAX = 64;

/** Which item expires next: a binary heap. Nothing is scheduled, so an idle cloud stays idle. */
export class ExpiryIndex {
	private heap = new Array<MemoryItem>();
	private living = 0;

	add(item: MemoryItem): void {
		this.living += 1;
		const heap = this.heap;
		let index = heap.size();
		heap.push(item);
		while (index > 0) {
			const parent = (index - 1) >> 1;
			if (heap[parent].expiresAt <= item.expiresAt) break;
			heap[index] = heap[parent];
			index = parent;
		}
		heap[index] = item;
	}

	/** An item is no longer live; its entry stays until it is due or the dead are too many. */
	dropped(): void {
		this.living -= 1;
		if (this.heap.size() <= this.living * 2 + DEAD_MAX) return;
		// Sorted, it is a heap already.
		this.heap = this.heap.filter((item) => item.live).sort((a, b) => a.expiresAt < b.expiresAt);
	}

	/** Takes out one item whose time has come, dead or alive; nil when there is none. */
	takeDue(now: number): MemoryItem | undefined {
		const first = this.heap[0] as MemoryItem | undefined;
		if (first === undefined || first.expiresAt > now) return undefined;
		const last = this.heap.pop()!;
		if (last !== first) this.sink(last);
		return first;
	}

	private sink(item: MemoryItem): void {
		const heap = this.heap;
		const size = heap.size();
		let index = 0;
		while (true) {
			let child = index * 2 + 1;
			if (child >= size) break;
			if (child + 1 < size && heap[child + 1].expiresAt < heap[child].expiresAt) child += 1;
			if (heap[child].expiresAt >= item.expiresAt) break;
			heap[index] = heap[child];
			index = child;
		}
		heap[index] = item;
	}
}
