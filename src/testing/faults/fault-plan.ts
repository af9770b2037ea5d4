import { LatencyRange } from "../cloud-options";
import { MessagingSwitches } from "../messaging/messaging-switches";

/** Probabilities, 0 to 1, that a request meets this fault; at most one fault meets a request. See `Fault`. */
export interface ServiceFaults {
	readonly failed: number;
	readonly unanswered: number;
	readonly slow: number;
	/** How many seconds more a slow one takes. */
	readonly slowSeconds: LatencyRange;
	/** Times in which every request fails: how many an hour, and how long each. */
	readonly outagesPerHour: number;
	readonly outageSeconds: LatencyRange;
}

/** The same for what writes, too. */
export interface StoreFaults extends ServiceFaults {
	readonly late: number;
	readonly lateSeconds: LatencyRange;
	readonly conflict: number;
	readonly throttled: number;
}

export interface DataStoreFaults extends StoreFaults {
	readonly lateTransform: number;
	readonly queueFull: number;
}

export interface MemoryFaults extends StoreFaults {
	readonly evicted: number;
}

/** What goes wrong, by service. What is not given does not happen. */
export interface FaultPlan {
	readonly dataStores?: Partial<DataStoreFaults>;
	readonly memory?: Partial<MemoryFaults>;
	readonly messages?: Partial<ServiceFaults>;
	/** What becomes of messages on their way; overrides the options' `messaging`. */
	readonly delivery?: Partial<MessagingSwitches>;
}

/**
 * A plan in which everything happens. With an intensity of 1 about one DataStore request in eight meets a fault; the rates
 * are those of `peers.md`'s comparison: 5 % failed, 5 % applied but reported as failed, 2 % late.
 */
export function everyFault(intensity = 1): FaultPlan {
	const service: ServiceFaults = {
		failed: 0.05 * intensity,
		unanswered: 0.05 * intensity,
		slow: 0.01 * intensity,
		slowSeconds: [1, 15],
		outagesPerHour: intensity,
		outageSeconds: [5, 120],
	};
	const store: StoreFaults = {
		...service,
		late: 0.02 * intensity,
		lateSeconds: [1, 40],
		conflict: 0.02 * intensity,
		throttled: 0.01 * intensity,
	};
	return {
		dataStores: { ...store, lateTransform: 0.01 * intensity, queueFull: 0.005 * intensity },
		memory: { ...store, evicted: 0.002 * intensity },
		messages: service,
		delivery: { loss: math.min(0.2 * intensity, 0.9), duplication: math.min(0.1 * intensity, 0.9), reordering: 1 },
	};
}
