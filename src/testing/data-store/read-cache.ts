import { Timeline } from "../timeline";
import { Entry } from "./backend";
import { ExpiryQueue } from "./expiry-queue";
import { KeyAddress } from "./key-address";

const CACHE_SECONDS = 4;

interface Cached<E> {
	/** nil: it is known that there is nothing. */
	readonly entry: E | undefined;
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
export class ReadCache<E = Entry> {
	private readonly cached = new Map<string, Cached<E>>();
	private readonly expiries = new ExpiryQueue<string>();

	constructor(private readonly timeline: Timeline) {}

	/** nil when the backend has to be asked. */
	find(address: KeyAddress): Cached<E> | undefined {
		const key = nameOf(address);
		const found = this.cached.get(key);
		if (found === undefined || found.until > this.timeline.now()) return found;
		this.cached.delete(key);
		return undefined;
	}

	keep(address: KeyAddress, entry: E | undefined): void {
		this.forget();
		const key = nameOf(address);
		const expiry = this.timeline.now() + CACHE_SECONDS;
		this.cached.set(key, { entry, until: expiry });
		this.expiries.add(expiry, key);
	}

	/** Lets go of what nobody asks for any more, so that a long run does not keep all it ever read. */
	private forget(): void {
		const now = this.timeline.now();
		let key = this.expiries.take(now);
		while (key !== undefined) {
			const kept = this.cached.get(key);
			if (kept !== undefined && kept.until <= now) this.cached.delete(key);
			key = this.expiries.take(now);
		}
	}
}
