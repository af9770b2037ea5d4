/** One request as it leaves a server: what a fault is decided by. */
export interface CloudRequest {
	readonly service: "DataStoreService" | "MemoryStoreService" | "MessagingService";
	/**
	 * The method, named as in `cloud.requests`. An UpdateAsync is two: its reading half has the method's name, its writing
	 * half `… (write)`.
	 */
	readonly operation: string;
	/** What it is about: `store/scope/key` of a DataStore's key, a topic; empty where there is no such thing. */
	readonly target: string;
	/** The server that sent it: 1 is the first that was connected to the cloud. */
	readonly server: number;
}

/** What may go wrong with one request (design.md 9). */
export type Fault =
	/** An error, and nothing has happened. `text` replaces the service's own words. */
	| { readonly kind: "failed"; readonly text?: string }
	/** The same during a time in which every request fails. */
	| { readonly kind: "outage" }
	/** It takes effect, and its sender is told that it failed. */
	| { readonly kind: "unanswered"; readonly text?: string }
	/** Its sender is told that it failed; so many seconds later it takes effect. A writing half keeps its compare-and-set. */
	| { readonly kind: "late"; readonly seconds: number }
	/** Of an UpdateAsync: the sender is told that it failed; so many seconds later it reads, transforms and writes. */
	| { readonly kind: "lateTransform"; readonly seconds: number }
	/** Of an UpdateAsync's writing half: it finds that somebody else has written, and the transform runs again. */
	| { readonly kind: "conflict" }
	/** Refused for a limit: of the experience, of the key or of the request queue. */
	| { readonly kind: "throttled" }
	| { readonly kind: "queueFull" }
	/** It takes so many seconds more. */
	| { readonly kind: "slow"; readonly seconds: number }
	/** Of memory stores: something that they hold is gone before its time. */
	| { readonly kind: "evicted" };

export type FaultKind = Fault["kind"];
