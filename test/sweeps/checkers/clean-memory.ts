import type { MemoryItem } from "../../../src/testing";
import type { Checker } from "./checker";

/** Servers that have closed in peace leave nothing behind in the MemoryStore. */
export class CleanMemory implements Checker {
	readonly name = "clean-memory";
	private readonly unlisted = new Set<string>();

	constructor(
		private readonly complain: (problem: string) => void,
		private readonly items: () => ReadonlyArray<MemoryItem>,
	) {}

	/** A server whose entry in the list is lost is cleaned up after by nobody but the expiry. */
	evicted(map: string, key: string): void {
		if (map.find("/servers$")[0] !== undefined) this.unlisted.add(key);
	}

	finished(): void {
		for (const item of this.items()) {
			if (this.unlisted.has(item.key.match("^([^/]+)")[0] as string)) continue;
			this.complain(`the MemoryStore still holds ${item.structure.place.name}/${item.key}`);
		}
	}
}
