import { Unsubscribe } from "../../shared/emitter";
import { Result } from "../../shared/result";

/** A request that did not report success. It may have been applied all the same. */
export interface StoreFailure {
	/** The service's own words. */
	readonly message: string;
	/** False when no repetition can help: a bad key, a value that cannot be stored, no access. */
	readonly retryable: boolean;
	/** True when the request never left this server: nothing can have been applied. */
	readonly unsent?: boolean;
	/** True when all servers together, or all users of a key, ask for too much: it helps to wait, not to ask again. */
	readonly throttled?: "experience" | "key";
}

/** What a transform wants written, with what the platform clears if it is not passed again at each write. */
export interface StoreWrite {
	readonly value: object;
	/** Whose data this is: for erasure requests. */
	readonly userIds: ReadonlyArray<number>;
}

/**
 * Decides on a write from what is stored, and whose data that is said to be. May run several times for one update, also
 * after the update has failed, and must not yield; undefined leaves the store as it is.
 */
export type StoreTransform = (stored: unknown, userIds: ReadonlyArray<number>) => StoreWrite | undefined;

/** Some of the keys of a store, and where to go on. */
export interface KeyPage {
	readonly keys: ReadonlyArray<string>;
	/** Nil on the last page. A page may be empty and not the last. */
	readonly cursor?: string;
}

/** One of the versions of a key that the platform still has: the first write of each hour keeps what was there before. */
export interface StoreVersion {
	readonly version: string;
	/** Unix seconds of the write that made it, with a fraction. */
	readonly at: number;
	/** True where the key was removed. */
	readonly deleted: boolean;
}

/** DataStores, as far as Holdfast uses them: every write is one UpdateAsync. Calls yield. */
export interface DataStorePort {
	update(store: string, key: string, transform: StoreTransform): Result<void, StoreFailure>;
	/** What is stored, past the cache. */
	read(store: string, key: string): Result<unknown, StoreFailure>;
	/** Keys that begin so and hold something, by name, Holdfast's own among them; a page from the cursor on. */
	listKeys(store: string, prefix: string, cursor: string | undefined, pageSize: number): Result<KeyPage, StoreFailure>;
	/** The versions that were written in a time (Unix seconds, both ends included), the newest first; 1000 at most. */
	listVersions(
		store: string,
		key: string,
		range: { readonly from?: number; readonly to?: number },
	): Result<ReadonlyArray<StoreVersion>, StoreFailure>;
	/** What a version held. Nil, or a failure, if it is not there any more: the platform is not said to do either. */
	readVersion(store: string, key: string, version: string): Result<unknown, StoreFailure>;
	/** Takes a key away. The platform keeps what was there for 30 days more, as a version. */
	remove(store: string, key: string): Result<void, StoreFailure>;
	/** How many updates this server could make at once. */
	updateBudget(): number;
	/** How many reads. */
	readBudget(): number;
}

/** An item of a memory store. */
export interface MemoryItem {
	readonly key: string;
	readonly value: unknown;
}

/** Hash maps of the MemoryStore. Calls yield; none is repeated here. */
export interface MemoryPort {
	/**
	 * Compare-and-set. The transform may run several times and must not yield; undefined leaves the item as it is, and its
	 * expiry too. Gives what was written.
	 */
	update(
		map: string,
		key: string,
		transform: (stored: unknown) => unknown,
		expirySeconds: number,
	): Result<unknown, StoreFailure>;
	read(map: string, key: string): Result<unknown, StoreFailure>;
	remove(map: string, key: string): Result<void, StoreFailure>;
	/** Every item, by any number of requests. */
	list(map: string): Result<ReadonlyArray<MemoryItem>, StoreFailure>;
}

/** Messages between servers: best effort, at most 1 KB each. Calls yield. */
export interface MessagesPort {
	publish(topic: string, message: object): Result<void, StoreFailure>;
	/** The listener runs in a thread of its own for each message. */
	subscribe(topic: string, listener: (message: unknown) => void): Result<Unsubscribe, StoreFailure>;
}

export interface ClockPort {
	/** Seconds on this server's own clock, for durations. */
	now(): number;
	/** Unix seconds, for display only: nothing is decided by it. */
	unixSeconds(): number;
}

export interface PlayersPort {
	isHere(userId: number): boolean;
	count(): number;
	/** Removes a player from this server, if they are here. */
	kick(userId: number, message: string): void;
	onLeaving(listener: (userId: number) => void): Unsubscribe;
}

export interface LifecyclePort {
	/** The server waits for the callback to return, 30 s at most. There is no way to take it back. */
	onClose(callback: () => void): void;
}

/** The realm of servers in Studio. */
export const STUDIO_REALM = "studio";

/** Everything that Holdfast asks of the world around it. */
export interface CloudPorts {
	readonly stores: DataStorePort;
	readonly memory: MemoryPort;
	readonly messages: MessagesPort;
	readonly clock: ClockPort;
	readonly players: PlayersPort;
	readonly lifecycle: LifecyclePort;
	/** A new name that nobody has had before. */
	createId(): string;
	/** The same short text for the same text, on every server and at every time: for checksums. */
	readonly hash: (text: string) => string;
	readonly placeId: number;
	/**
	 * Servers of one realm see each other's MemoryStore: the live game is one, Studio another. An owner of another realm
	 * cannot be seen to live, so it is never declared dead.
	 */
	readonly realm: string;
}
