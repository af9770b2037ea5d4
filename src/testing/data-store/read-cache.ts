import { Timeline } from "../timeline";
import { Entry } from "./backend";
import { KeyAddress } from "./key-address";

const CACHE_SECONDS = 4;

interface Cached {
	/** nil: it is known that there is nothing. */
	readonly entry: Entry | undefined;
	readonly until: number;
}

// An object with AllScopes has keys of several scopes; none of those has a slash in it.
function nameOf(address: KeyAddress): string {
	return `${address.scope}/${address.key}`;
}

/**
 * GetAsync's memory: four seconds per key and DataStore object, begun again by every read that reached the backend and by
 * every write through the same object (platform.md 1, Cache).
 */
export class ReadCache {
	private readonly cached = new Map<string, Cached>();

	constructor(private readonly timeline: Timeline) {}

	/** nil when the backend has to be asked. */
	find(address: KeyAddress): Cached | undefined {
		const key = nameOf(address);
		const found = this.cached.get(key);
		if (found === undefined || found.until > this.timeline.now()) return found;
		this.cached.delete(key);
		return undefined;
	}

	keep(address: KeyAddress, entry: Entry | undefined): void {
		this.cached.set(nameOf(address), { entry, until: this.timeline.now() + CACHE_SECONDS });
	}
}
