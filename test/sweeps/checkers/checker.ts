import type { StoredRecord } from "../../../src/server/store/record";
import type { AppliedWrite } from "../../../src/testing";

/** What each document begins with. */
export const START_COINS = 100;

/** The item that a document begins with. */
export function relicOf(key: string): string {
	return `relic of ${key}`;
}

/** What a commit puts into a document: how many commits each session has made, by its epoch, and their sum. */
export interface SweepData {
	total: number;
	seen: Record<string, number>;
	/** Something that takes room, so that documents differ in size. */
	filler: string;
	/** How often each purchase was given, by its id. */
	bought?: Record<string, number>;
	/** Given to others, taken from them, and traded. */
	coins: number;
	items: Record<string, string>;
	/** How often each gift came, by its mark. */
	gifts?: Record<string, number>;
	/** What the newer version of the game adds. */
	grade?: number;
	/** How many trades there were with each other document: for each pair the same number on both sides. */
	trades: Record<string, number>;
}

/** The part of a stored record that the checkers look at. */
export interface StoredDocument {
	readonly revision: number;
	readonly epoch: number;
	readonly lock?: { readonly owner: string; readonly epoch: number; readonly nonce: string };
	readonly data?: SweepData;
	readonly schema: number;
	readonly ledger?: StoredRecord["ledger"];
	readonly inbox?: StoredRecord["inbox"];
	readonly unfolded?: { readonly owner: string; readonly epoch: number; readonly nonce: string };
	readonly prepared?: StoredRecord["prepared"];
	readonly decided?: StoredRecord["decided"];
}

/** A promise that the library made about a session's commits: they are safe up to this one. */
export interface Promised {
	readonly key: string;
	readonly epoch: number;
	readonly count: number;
	readonly by: "save" | "journal";
	/** The server that promised, by the name in its locks. */
	readonly owner: string;
}

/** How long an open took. */
export interface OpenWait {
	/** Without what its own machine stood still. */
	readonly seconds: number;
	/** From its beginning to its end. */
	readonly span: number;
	/** The name of the server. */
	readonly server: string;
}

/** Looks at what happens in a universe, and complains about what must not. One idea each. */
export interface Checker {
	readonly name: string;
	/** Something was written to a document. */
	written?(key: string, write: AppliedWrite, record: StoredDocument): void;
	/** The library has promised something. */
	promised?(promise: Promised): void;
	/** A document was opened with this data. */
	opened?(key: string, data: SweepData, wait: OpenWait): void;
	/** Somebody has looked at two documents, one after the other. */
	peeked?(first: { key: string; data?: SweepData }, second: { key: string; data?: SweepData }): void;
	/** An open did not succeed. */
	refused?(key: string, kind: string, wait: OpenWait): void;
	/** An item of the MemoryStore was lost by the MemoryStore itself. */
	evicted?(map: string, key: string): void;
	/** Called once a virtual second. */
	tick?(): void;
	/** The run is over: what the store holds at the end. */
	finished?(): void;
}
