import {
	createSimulatedCloud,
	SimulatedCloud,
	SimulatedCloudOptions,
	SimulatedDataStore,
	SimulatedDataStoreService,
} from "../../../../src/testing";
import { ManualTimeline } from "./manual-timeline";

/** A call in a thread of its own: what it gave, once it has come back. */
export interface Call<T> {
	value?: T;
	/** The error itself, when it failed. */
	problem?: unknown;
	done: boolean;
}

// Longer than any request takes with the cloud's default latency, and shorter than the cache lives.
const FINISH_SECONDS = 1;

/** A simulated cloud on a clock that stands still until a spec moves it. */
export class SpecCloud {
	readonly timeline = new ManualTimeline();
	readonly cloud: SimulatedCloud;

	constructor(options: SimulatedCloudOptions = {}) {
		// Budgets are a law of their own, and its specs give their own limits.
		const limits = { startBurst: 10_000, experienceLimits: false, ...options.limits };
		this.cloud = createSimulatedCloud({ timeline: this.timeline, ...options, limits });
	}

	/** DataStoreService of one more server. */
	connect(): SimulatedDataStoreService {
		return this.cloud.connect(this.timeline.createLink()).DataStoreService;
	}

	/** The store called `Store`, as one more server sees it. */
	connectStore(scope?: string): SimulatedDataStore {
		return this.connect().GetDataStore("Store", scope);
	}

	/** What the store called `Store` holds. */
	stored(key = "k"): unknown {
		return this.cloud.inspect("Store", key);
	}

	/** Requests of one kind so far. */
	requests(name: string): number {
		return this.cloud.requests[name] ?? 0;
	}

	/** Starts a call; it goes on whenever the clock is moved. */
	begin<T>(body: () => T): Call<T> {
		const call: Call<T> = { done: false };
		task.spawn(() => {
			const [ok, result] = pcall(body);
			if (ok) call.value = result;
			else call.problem = result;
			call.done = true;
		});
		return call;
	}

	/** Starts a call and moves the clock until it is back. */
	finish<T>(body: () => T): Call<T> {
		const call = this.begin(body);
		this.timeline.advance(FINISH_SECONDS);
		assert(call.done, "the call is not back");
		return call;
	}

	/** What a call gives that must not fail. */
	ask<T>(body: () => T): T {
		const call = this.finish(body);
		if (call.problem !== undefined) error(`the call failed: ${call.problem}`, 2);
		return call.value as T;
	}

	/** The code that a call fails with, as in `104: Cannot store …`. */
	codeOf(body: () => unknown): string | undefined {
		return tostring(this.finish(body).problem).match("^(%d+): ")[0] as string | undefined;
	}

	/** What the backend holds, read with a request. */
	read(store: SimulatedDataStore, key = "k"): unknown {
		return this.ask(() => store.GetAsync(key, { UseCache: false })[0]);
	}
}
