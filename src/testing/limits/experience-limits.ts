import { RollingMinute } from "../requests/rolling-minute";
import { Timeline } from "../timeline";
import { KeyThroughput } from "./key-throughput";
import { LimitSwitches } from "./limit-switches";
import { EXPERIENCE_RATES, RequestType } from "./request-type";

const MEGABYTE = 1024 * 1024;
// platform.md 2, Per-key throughput.
const READ_BYTES_MAX = 25 * MEGABYTE;
const WRITE_BYTES_MAX = 4 * MEGABYTE;

/** What all servers of the experience share: requests of each type a minute, and bytes of each key. */
export class ExperienceLimits {
	readonly reading: KeyThroughput;
	readonly writing: KeyThroughput;
	private readonly meters = new Map<string, RollingMinute>();

	constructor(
		private readonly timeline: Timeline,
		/** Users in the experience now. */
		private readonly users: () => number,
		private readonly switches: LimitSwitches,
	) {
		this.reading = new KeyThroughput(timeline, READ_BYTES_MAX);
		this.writing = new KeyThroughput(timeline, WRITE_BYTES_MAX);
	}

	/** A request arrives: throws if there were too many of its type in the last minute. */
	admit(requestType: RequestType, cost: number): void {
		if (!this.switches.experienceLimits) return;
		const name = throttleName(requestType);
		const meter = this.meterOf(name);
		const rate = EXPERIENCE_RATES[requestType];
		if (meter.used() + cost > rate.base + rate.perPlayer * this.users()) {
			error(`${name}ExperienceThrottled: The request was throttled by experience limits.`, 0);
		}
		meter.add(cost);
	}

	private meterOf(name: string): RollingMinute {
		const meter = this.meters.get(name) ?? new RollingMinute(this.timeline);
		this.meters.set(name, meter);
		return meter;
	}
}

/** The first half of the names of throttling errors; there is none for versions, which are removed as keys are. */
export function throttleName(requestType: RequestType): string {
	return requestType === "RemoveVersion" ? "StandardRemove" : requestType;
}
