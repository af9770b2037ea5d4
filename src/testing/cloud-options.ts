import { VersionSwitches } from "./data-store/version-switches";
import { FaultPlan } from "./faults/fault-plan";
import { LimitSwitches } from "./limits/limit-switches";
import { MemorySwitches } from "./memory-store/memory-switches";
import { MessagingSwitches } from "./messaging/messaging-switches";
import { Timeline } from "./timeline";

/** Seconds, least and most; each request draws its own in between. */
export type LatencyRange = readonly [min: number, max: number];

/** How long requests take, there and back. The way there and the way back are drawn apart, half of it each. */
export interface CloudLatency {
	/** Reads, and the reading half of an UpdateAsync. Default 0.03 to 0.2. */
	readonly readSeconds: LatencyRange;
	/** Writes, and the writing half of an UpdateAsync. Default 0.06 to 0.4. */
	readonly writeSeconds: LatencyRange;
}

/** Where it is not known what the platform does (platform.md 11). The default is the harsher reading. */
export interface CloudSwitches extends Partial<VersionSwitches> {
	/**
	 * What UpdateAsync does when its transform throws or yields: `"throws"` (default) passes the error on to the caller;
	 * `"returnsNil"` warns, and the call returns nil as if the transform had cancelled it. Either way nothing is written.
	 */
	readonly transformFailure: "throws" | "returnsNil";
	/** User ids that one key may carry; the platform has a limit (code 512) and does not say which. Default 4. */
	readonly userIdsMax: number;
}

/** How a cloud behaves. What is not given has the default written beside it. */
export interface SimulatedCloudOptions {
	/** A whole number: everything random comes from it. Default 1. */
	readonly seed?: number;
	/** The clock that requests travel on. Default: the machine's own, so that the cloud works in Studio. */
	readonly timeline?: Timeline;
	readonly latency?: Partial<CloudLatency>;
	readonly switches?: Partial<CloudSwitches>;
	readonly memory?: Partial<MemorySwitches>;
	/** How good "best effort" is: delays, loss, duplicates, order. */
	readonly messaging?: Partial<MessagingSwitches>;
	/** How DataStore requests are limited, where that is not known. */
	readonly limits?: Partial<LimitSwitches>;
	/** What goes wrong. Default: nothing but what `messaging` says. */
	readonly faults?: FaultPlan;
}

// The platform promises nothing. These are a good day's figures, from tens of milliseconds to a few tenths of a second.
/** What {@link SimulatedCloudOptions.latency} is when it is not given. */
export const DEFAULT_LATENCY: CloudLatency = { readSeconds: [0.03, 0.2], writeSeconds: [0.06, 0.4] };

/** What {@link SimulatedCloudOptions.switches} are when they are not given. */
export const DEFAULT_SWITCHES: CloudSwitches = { transformFailure: "throws", userIdsMax: 4 };
