import { Unsubscribe } from "../../shared/emitter";
import { Result } from "../../shared/result";

/** A DataStore request that did not report success. It may have been applied all the same. */
export interface StoreFailure {
	/** The service's own words. */
	readonly message: string;
	/** False when no repetition can help: a bad key, a value that cannot be stored, no access. */
	readonly retryable: boolean;
}

/** What a transform wants written, with what the platform clears if it is not passed again at each write. */
export interface StoreWrite {
	readonly value: object;
	/** Whose data this is: for erasure requests. */
	readonly userIds: ReadonlyArray<number>;
}

/**
 * Decides on a write from what is stored. May run several times for one update and must not yield; undefined leaves the
 * store as it is.
 */
export type StoreTransform = (stored: unknown) => StoreWrite | undefined;

/** DataStores, as far as Holdfast uses them: every write is one UpdateAsync. Calls yield. */
export interface DataStorePort {
	update(store: string, key: string, transform: StoreTransform): Result<void, StoreFailure>;
}

export interface ClockPort {
	/** Seconds on this server's own clock, for durations. */
	now(): number;
	/** Unix seconds, for display only: nothing is decided by it. */
	unixSeconds(): number;
}

export interface PlayersPort {
	isHere(userId: number): boolean;
	onLeaving(listener: (userId: number) => void): Unsubscribe;
}

export interface LifecyclePort {
	/** The server waits for the callback to return, 30 s at most. There is no way to take it back. */
	onClose(callback: () => void): void;
}

/** Everything that Holdfast asks of the world around it. */
export interface CloudPorts {
	readonly stores: DataStorePort;
	readonly clock: ClockPort;
	readonly players: PlayersPort;
	readonly lifecycle: LifecyclePort;
	/** A new name that nobody has had before. */
	createId(): string;
	readonly placeId: number;
}
