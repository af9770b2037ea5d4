import { Timeline } from "../timeline";
import { Entry } from "./backend";

const CACHE_SECONDS = 4;

interface Cached {
	readonly entry: Entry | undefined;
	readonly until: number;
}

/** GetAsync's memory: four seconds per DataStore object; its own writes refresh it (platform.md 1, Cache). */
export class ReadCache {
	private readonly cached = new Map<string, Cached>();

	constructor(private readonly timeline: Timeline) {}

	find(key: string): Cached | undefined {
		const found = this.cached.get(key);
		if (found === undefined || found.until > this.timeline.now()) return found;
		this.cached.delete(key);
		return undefined;
	}

	keep(key: string, entry: Entry | undefined): void {
		this.cached.set(key, { entry, until: this.timeline.now() + CACHE_SECONDS });
	}
}
