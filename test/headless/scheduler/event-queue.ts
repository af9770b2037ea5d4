/** One thing that will happen. `owner` is asked at that moment whether it still lives. */
export interface ScheduledEvent {
	readonly time: number;
	readonly order: number;
	readonly owner: { readonly alive: boolean } | undefined;
	readonly action: () => void;
}

function precedes(a: ScheduledEvent, b: ScheduledEvent): boolean {
	return a.time < b.time || (a.time === b.time && a.order < b.order);
}

/** A binary heap: the earliest event first, and among equals the one that was scheduled first. */
export class EventQueue {
	private readonly heap = new Array<ScheduledEvent>();

	size(): number {
		return this.heap.size();
	}

	peek(): ScheduledEvent | undefined {
		return this.heap[0];
	}

	push(event: ScheduledEvent): void {
		const heap = this.heap;
		let index = heap.size();
		heap.push(event);
		while (index > 0) {
			const parent = (index - 1) >> 1;
			if (!precedes(event, heap[parent])) break;
			heap[index] = heap[parent];
			index = parent;
		}
		heap[index] = event;
	}

	pop(): ScheduledEvent | undefined {
		const heap = this.heap;
		const first = heap[0];
		const last = heap.pop();
		if (last === undefined || first === last) return first;
		const size = heap.size();
		let index = 0;
		while (true) {
			let child = 2 * index + 1;
			if (child >= size) break;
			if (child + 1 < size && precedes(heap[child + 1], heap[child])) child += 1;
			if (!precedes(heap[child], last)) break;
			heap[index] = heap[child];
			index = child;
		}
		heap[index] = last;
		return first;
	}
}
