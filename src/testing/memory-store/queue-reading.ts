import { MemoryBackend } from "./memory-backend";
import { MemoryItem, Place } from "./memory-item";

/** What one look at a queue found. */
export interface QueueReading {
	readonly items: ReadonlyArray<MemoryItem>;
	/** What RemoveAsync takes; nil when nothing was found. */
	readonly id?: string;
}

/** True while a queue's item was read and its invisibility has not lapsed. */
export function isHidden(item: MemoryItem, now: number): boolean {
	return item.hiddenUntil > now;
}

/**
 * Takes the first visible items and hides them for `invisibilitySeconds`. With fewer than `count` of them it takes those,
 * or none if it is to be all or nothing. Its own unit is charged already; each item after the first costs another.
 */
export function readQueue(
	backend: MemoryBackend,
	place: Place,
	count: number,
	allOrNothing: boolean,
	invisibilitySeconds: number,
): QueueReading {
	const now = backend.timeline.now();
	const found = new Array<MemoryItem>();
	for (const item of backend.list(place)) {
		if (found.size() >= count) break;
		if (!isHidden(item, now)) found.push(item);
	}
	if (found.isEmpty() || (allOrNothing && found.size() < count)) return { items: [] };
	const id = backend.newId();
	for (const item of found) {
		item.hiddenUntil = now + invisibilitySeconds;
		item.readId = id;
	}
	backend.units.charge(place, found.size() - 1);
	return { items: found, id };
}

/** Removes what a reading has hidden, except what is visible again or has been read anew since. */
export function removeReading(backend: MemoryBackend, place: Place, id: string): void {
	const now = backend.timeline.now();
	const removed = backend.list(place).filter((item) => item.readId === id && isHidden(item, now));
	for (const item of removed) backend.drop(item);
}
