import { Entry } from "./backend";
import { checkAttributes } from "./check-attributes";
import { copyImage } from "./copy-image";
import { incrementKey } from "./increment-key";
import { jsonImage } from "./json-image";
import { KeyResolver, keysOfAllScopes, keysOfScope } from "./key-address";
import { SimulatedKeyInfo } from "./key-info";
import { listKeys, SimulatedKey } from "./list-keys";
import { listVersions, SimulatedVersionInfo } from "./list-versions";
import { SimulatedPages } from "./pages";
import { ReadCache } from "./read-cache";
import { readVersion, readVersionAt, removeVersion } from "./read-version";
import { sendRead, sendWrite } from "./request";
import { GetOptions, metadataOf, WriteOptions } from "./request-options";
import { StoreContext } from "./store-context";
import { updateKey } from "./update-key";

/** A value and what is known about its key; both nil when there is none. The value is the caller's own copy. */
export type KeyAnswer = LuaTuple<[value: unknown, info: SimulatedKeyInfo | undefined]>;

/**
 * What UpdateAsync calls with the value and key info that it read, both nil when the key holds nothing. It returns the new
 * value, user ids and metadata (`$tuple`), or nil to leave everything as it is. It must not yield and may run repeatedly.
 */
export type Transform<T> = (current: T, info: SimulatedKeyInfo | undefined) => unknown;

/**
 * One DataStore as one server sees it: the surface of the engine's DataStore. Every method yields, and throws the
 * engine's text (`104: Cannot store …`) for what the platform refuses (platform.md 1 and 2).
 */
export class SimulatedDataStore {
	private readonly cache: ReadCache;
	private readonly resolve: KeyResolver;

	/** Without a scope it has the keys of all of them (`AllScopes`). */
	constructor(
		private readonly context: StoreContext,
		readonly Name: string,
		private readonly scope: string | undefined,
	) {
		this.cache = new ReadCache(context.timeline);
		this.resolve = scope !== undefined ? keysOfScope(Name, scope) : keysOfAllScopes(Name);
	}

	/** The value as it was at some moment of the call, or with the cache of the last four seconds. */
	GetAsync(key: string, options?: GetOptions): KeyAnswer {
		const address = this.resolve(key);
		const cached = options?.UseCache !== false ? this.cache.find(address) : undefined;
		if (cached !== undefined) return this.answer(cached.entry);
		const sizeOf = (found: Entry | undefined) => found?.size ?? 0;
		const request = { kind: "GetAsync", address, sizeOf } as const;
		const entry = sendRead(this.context, request, () => this.context.backend.read(address));
		this.cache.keep(address, entry);
		return this.answer(entry);
	}

	/** Writes whatever is there: the last write wins. Returns the new version's id. */
	SetAsync(key: string, value: unknown, userIds?: ReadonlyArray<number>, options?: WriteOptions): string {
		const address = this.resolve(key);
		const image = jsonImage(value);
		const attributes = checkAttributes(userIds, metadataOf(options), this.context.switches.userIdsMax);
		const request = { kind: "SetAsync", address, size: image.size } as const;
		const entry = sendWrite(this.context, request, () => this.context.backend.write(address, image, attributes));
		this.cache.keep(address, entry);
		return entry.info.Version;
	}

	/** Compare-and-set: returns what was written, or nil when the transform returned nil. */
	UpdateAsync<T = unknown>(key: string, transform: Transform<T>): KeyAnswer {
		const address = this.resolve(key);
		const entry = updateKey(this.context, address, transform);
		// A cancelled update has written nothing, so the cache has nothing newer to show.
		if (entry !== undefined) this.cache.keep(address, entry);
		return this.answer(entry);
	}

	/** Adds a whole number, 1 if none is given; a key that holds nothing counts as 0. Returns the sum. */
	IncrementAsync(key: string, delta = 1, userIds?: ReadonlyArray<number>, options?: WriteOptions): KeyAnswer {
		const address = this.resolve(key);
		const attributes = checkAttributes(userIds, metadataOf(options), this.context.switches.userIdsMax);
		const entry = incrementKey(this.context, address, delta, attributes);
		this.cache.keep(address, entry);
		return this.answer(entry);
	}

	/** Leaves a tombstone; returns what was there. */
	RemoveAsync(key: string): KeyAnswer {
		const address = this.resolve(key);
		const before = sendWrite(this.context, { kind: "RemoveAsync", address }, () =>
			this.context.backend.remove(address),
		);
		this.cache.keep(address, undefined);
		return this.answer(before);
	}

	/** One version of a key, by the id that SetAsync, a key info or ListVersionsAsync gave. Never from the cache. */
	GetVersionAsync(key: string, version: string): KeyAnswer {
		return this.answer(readVersion(this.context, this.resolve(key), version));
	}

	/** The version that was current at a Unix time in milliseconds, or nil. Never from the cache. */
	GetVersionAtTimeAsync(key: string, timestamp: number): KeyAnswer {
		return this.answer(readVersionAt(this.context, this.resolve(key), timestamp));
	}

	/** A key's versions by time, ascending unless said otherwise; dates are Unix milliseconds, 0 for no bound. */
	ListVersionsAsync(
		key: string,
		sortDirection?: unknown,
		minDate?: number,
		maxDate?: number,
		pageSize?: number,
	): SimulatedPages<SimulatedVersionInfo> {
		return listVersions(this.context, this.resolve(key), { sortDirection, minDate, maxDate, pageSize });
	}

	/** The keys that begin so, by name; a page has 50, or as many as is said. Deleted ones too unless they are excluded. */
	ListKeysAsync(
		prefix?: string,
		pageSize?: number,
		cursor?: string,
		excludeDeleted?: boolean,
	): SimulatedPages<SimulatedKey> {
		const { Name: store, scope } = this;
		return listKeys(this.context, { store, scope, prefix, pageSize, cursor, excludeDeleted });
	}

	/** Takes one version out for good, without a tombstone. The platform discourages it. */
	RemoveVersionAsync(key: string, version: string): void {
		removeVersion(this.context, this.resolve(key), version);
	}

	/** Of an OrderedDataStore only: throws. */
	BatchGetAsync(): never {
		return error("BatchGetAsync is only available on OrderedDataStore.", 0) as never;
	}

	private answer(entry: Entry | undefined): KeyAnswer {
		if (entry?.value === undefined) return $tuple(undefined, undefined);
		return $tuple(copyImage(entry.value), entry.info);
	}
}
