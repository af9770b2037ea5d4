import type { MemoryItem } from "../../../src/testing";
import type { Checker } from "./checker";

// A server writes its journal so often, and lists itself before it does.
const LISTED_AGAIN_SECONDS = 2;
// The run looks for servers that have crashed once a second (seed 62896).
const CRASH_SEEN_SECONDS = 1;

/** Servers that have closed in peace leave nothing behind in the MemoryStore. */
export class CleanMemory implements Checker {
	readonly name = "clean-memory";
	private readonly unlisted = new Set<string>();

	constructor(
		private readonly complain: (problem: string) => void,
		private readonly items: () => ReadonlyArray<MemoryItem>,
		/** When a server was seen to have crashed, if it has, by the clock of the cloud. */
		private readonly crashedAt: (owner: string) => number | undefined,
		/** Whether anybody was there to clean up after the dead: where the last server dies, what it leaves expires (seed 104683). */
		private readonly isServed: () => boolean,
	) {}

	/** A server whose entry in the list is lost is cleaned up after by nobody but the expiry. */
	evicted(map: string, key: string): void {
		if (map.find("/servers$")[0] !== undefined) this.unlisted.add(key);
	}

	finished(): void {
		if (!this.isServed()) return;
		for (const item of this.items()) {
			const owner = item.key.match("^([^/]+)")[0] as string;
			if (this.unlisted.has(owner) || this.isPosthumous(item, owner)) continue;
			this.complain(`the MemoryStore still holds ${item.structure.place.name}/${item.key}`);
		}
	}

	/**
	 * A write that was under way when its server stood still or died, and came after the janitor: the server did not live
	 * to list itself again or to tell anybody that it succeeded, and it expires (seeds 4901 and 5296).
	 */
	private isPosthumous(item: MemoryItem, owner: string): boolean {
		const crashedAt = this.crashedAt(owner);
		if (crashedAt === undefined) return false;
		return item.expiresAt - item.expirationSeconds > crashedAt - CRASH_SEEN_SECONDS - LISTED_AGAIN_SECONDS;
	}
}
