/** The simulated cloud's own clock: what is scheduled on it happens even if the server that asked has died since. */
export interface Timeline {
	/** Unix time in seconds, with a fraction. */
	now(): number;
	/** Calls back once, `seconds` from now, never before this call has returned. */
	schedule(seconds: number, callback: () => void): void;
}

/** One server's connection to the simulated cloud: how its threads wait for an answer. */
export interface ServerLink {
	/**
	 * Suspends the calling thread until `wake` is called, and returns what it was called with. `begin` runs at once, in
	 * the calling thread; `wake` is never called before `begin` has returned. If the server dies, nothing happens.
	 */
	suspend<T>(begin: (wake: (value: T) => void) => void): T;
}
