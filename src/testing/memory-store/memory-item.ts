import { SortKey } from "./check-arguments";
import { MemoryStructure } from "./memory-structure";

/** Which of the three primitive structures. */
export type StructureKind = "HashMap" | "SortedMap" | "Queue";

/** Where an item is: structures of different kinds share no names. */
export interface Place {
	readonly kind: StructureKind;
	readonly name: string;
}

/** What is to be stored, checked already. */
export interface Draft {
	readonly key: string;
	/** Deeply frozen. */
	readonly value: unknown;
	readonly valueSize: number;
	readonly expirationSeconds: number;
	readonly sortKey?: SortKey;
	/** Of a queue's item. */
	readonly priority?: number;
}

/** An item as the backend keeps it: another one takes its place when its key is written. */
export interface MemoryItem extends Draft {
	readonly structure: MemoryStructure;
	/** Bytes that it takes of the quota. */
	readonly size: number;
	/** Unix seconds; from then on it is gone. */
	readonly expiresAt: number;
	/** Goes up with every write to any item: what compare-and-set compares, and a queue's order of addition. */
	readonly version: number;
	/** Of a hash map's item. */
	readonly partition: number;
	/** False once it is removed, replaced, expired or evicted. */
	live: boolean;
	/** A queue's item that was read cannot be read again before this time. */
	hiddenUntil: number;
	/** The reading that hid it. */
	readId?: string;
}
