import { LatencyRange } from "../cloud-options";
import { SeededRandom } from "../seeded-random";
import { Timeline } from "../timeline";
import { Fault } from "./fault";
import { DataStoreFaults, MemoryFaults } from "./fault-plan";
import { OutageWindows } from "./outage-windows";

/** Every fault that a service may have in its plan; a service draws those it knows. */
export type AnyServiceFaults = Partial<DataStoreFaults & MemoryFaults>;

/** What can happen to a request at all: only an update can find that somebody else has written. */
export interface Susceptibility {
	/** It writes, or may. */
	readonly writes: boolean;
	/** It is the writing half of an update. */
	readonly compares: boolean;
	/** It can be begun again from its start. */
	readonly restarts: boolean;
}

const LATE_SECONDS: LatencyRange = [1, 40];
const SLOW_SECONDS: LatencyRange = [1, 15];
const OUTAGE_SECONDS: LatencyRange = [5, 120];

/** Draws the faults of one service from a stream of its own. */
export class ServiceFaultSource {
	private readonly windows: OutageWindows;

	constructor(
		private readonly plan: AnyServiceFaults,
		private readonly random: SeededRandom,
		private readonly timeline: Timeline,
	) {
		const seconds = plan.outageSeconds ?? OUTAGE_SECONDS;
		this.windows = new OutageWindows(random.derive("outages"), plan.outagesPerHour ?? 0, seconds, timeline.now());
	}

	isDown(): boolean {
		return this.windows.isDown(this.timeline.now());
	}

	draw(request: Susceptibility): Fault | undefined {
		if (this.isDown()) return { kind: "outage" };
		const plan = this.plan;
		let rest = this.random.nextNumber();
		// Each kind has a piece of 0 to 1 of its own, so that one number decides.
		const hit = (probability: number | undefined) => {
			rest -= probability ?? 0;
			return rest < 0;
		};
		if (hit(plan.failed)) return { kind: "failed" };
		if (hit(plan.slow)) return { kind: "slow", seconds: this.between(plan.slowSeconds ?? SLOW_SECONDS) };
		if (hit(plan.throttled)) return { kind: "throttled" };
		if (hit(plan.queueFull)) return { kind: "queueFull" };
		if (hit(plan.evicted)) return { kind: "evicted" };
		if (request.writes && hit(plan.unanswered)) return { kind: "unanswered" };
		if (request.writes && hit(plan.late)) return { kind: "late", seconds: this.between(plan.lateSeconds) };
		if (request.compares && hit(plan.conflict)) return { kind: "conflict" };
		if (request.restarts && hit(plan.lateTransform)) {
			return { kind: "lateTransform", seconds: this.between(plan.lateSeconds) };
		}
		return undefined;
	}

	private between([min, max]: LatencyRange = LATE_SECONDS): number {
		return min + (max - min) * this.random.nextNumber();
	}
}
