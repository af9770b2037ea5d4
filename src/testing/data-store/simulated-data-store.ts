import { SeededRandom } from "../seeded-random";
import { ServerLink, Timeline } from "../timeline";
import { Backend, Entry } from "./backend";
import { Attributes, checkAttributes } from "./check-attributes";
import { checkKey } from "./check-key";
import { throwDataStoreError } from "./data-store-error";
import { jsonImage } from "./json-image";
import { SimulatedKeyInfo } from "./key-info";
import { ReadCache } from "./read-cache";
import { runTransform } from "./run-transform";

/** Seconds for one way between a server and the cloud, least and most. */
export type LatencyRange = readonly [min: number, max: number];

/** What a store shares with the rest of its cloud. */
export interface StoreContext {
	readonly backend: Backend;
	readonly timeline: Timeline;
	readonly link: ServerLink;
	readonly random: SeededRandom;
	readonly latency: LatencyRange;
	/** Counts a request by the method that made it. */
	readonly count: (request: string) => void;
}

type Answer = LuaTuple<[value: unknown, info: SimulatedKeyInfo | undefined]>;

interface GetOptions {
	readonly UseCache?: boolean;
}

/** One DataStore as one server sees it: the surface of the engine's GlobalDataStore. Every method yields. */
export class SimulatedDataStore {
	private readonly cache: ReadCache;

	constructor(
		private readonly context: StoreContext,
		readonly Name: string,
		private readonly scope: string,
	) {
		this.cache = new ReadCache(context.timeline);
	}

	/** The value as it was at some moment of the call, or of the last four seconds; nil when there is none. */
	GetAsync(key: string, options?: GetOptions): Answer {
		checkKey(key);
		const cached = options?.UseCache !== false ? this.cache.find(key) : undefined;
		if (cached !== undefined) return this.answer(cached.entry);
		this.context.count("GetAsync");
		const entry = this.request(() => this.read(key));
		this.cache.keep(key, entry);
		return this.answer(entry);
	}

	/** Last write wins. Returns the new version. */
	SetAsync(key: string, value: unknown, userIds?: ReadonlyArray<number>, options?: { Metadata?: unknown }): string {
		checkKey(key);
		if (value === undefined) throwDataStoreError(104, "Cannot store nil in data store.");
		const attributes = checkAttributes(userIds, options?.Metadata);
		const image = jsonImage(value);
		this.context.count("SetAsync");
		return this.write(key, image, attributes).info.Version;
	}

	/** Compare-and-set: when somebody wrote between its read and its write, the transform runs again on the new value. */
	UpdateAsync(key: string, transform: Callback): Answer {
		checkKey(key);
		this.context.count("UpdateAsync");
		let current = this.request(() => this.read(key));
		while (true) {
			const [value, info] = this.answer(current);
			const wanted = runTransform(transform, value, info);
			if (wanted.value === undefined) return $tuple(undefined, undefined);
			const attributes = checkAttributes(wanted.userIds, wanted.metadata);
			const image = jsonImage(wanted.value);
			const expected = current?.counter;
			const result = this.request(() => {
				const now = this.read(key);
				if (now?.counter !== expected) return { conflict: now, written: undefined };
				return { conflict: undefined, written: this.apply(key, image, attributes) };
			});
			if (result.written !== undefined) {
				this.cache.keep(key, result.written);
				return this.answer(result.written);
			}
			this.context.count("UpdateAsync (conflict)");
			current = result.conflict;
		}
	}

	/** Adds a whole number to one; a missing key counts as 0. */
	IncrementAsync(key: string, delta = 1, userIds?: ReadonlyArray<number>): Answer {
		checkKey(key);
		const attributes = checkAttributes(userIds, undefined);
		this.context.count("IncrementAsync");
		const entry = this.request(() => {
			const current = this.read(key)?.value ?? 0;
			if (!typeIs(current, "number") || current % 1 !== 0) return undefined;
			return this.apply(key, current + delta, attributes);
		});
		if (entry === undefined) throwDataStoreError(103, "double is not allowed in data stores.");
		this.cache.keep(key, entry);
		return this.answer(entry);
	}

	/** Leaves a tombstone; returns what was there. */
	RemoveAsync(key: string): Answer {
		checkKey(key);
		this.context.count("RemoveAsync");
		const before = this.request(() => {
			const entry = this.read(key);
			if (entry?.value !== undefined) this.apply(key, undefined, { userIds: [], metadata: {} });
			return entry;
		});
		this.cache.keep(key, undefined);
		return this.answer(before);
	}

	private write(key: string, image: unknown, attributes: Attributes): Entry {
		const entry = this.request(() => this.apply(key, image, attributes));
		this.cache.keep(key, entry);
		return entry;
	}

	private read(key: string): Entry | undefined {
		return this.context.backend.read(this.Name, this.scope, key);
	}

	private apply(key: string, value: unknown, attributes: Attributes): Entry {
		return this.context.backend.write(this.Name, this.scope, key, value, attributes);
	}

	/**
	 * Sends something to the cloud and waits for what comes back. What has been sent takes effect also when the server
	 * dies meanwhile.
	 */
	private request<T>(effect: () => T): T {
		const { timeline, link } = this.context;
		return link.suspend<T>((wake) => {
			timeline.schedule(this.oneWay(), () => {
				const result = effect();
				timeline.schedule(this.oneWay(), () => wake(result));
			});
		});
	}

	private oneWay(): number {
		const [low, high] = this.context.latency;
		return low + (high - low) * this.context.random.nextNumber();
	}

	private answer(entry: Entry | undefined): Answer {
		if (entry?.value === undefined) return $tuple(undefined, undefined);
		return $tuple(jsonImage(entry.value), entry.info);
	}
}
