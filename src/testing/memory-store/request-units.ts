import { Meters } from "../requests/meters";
import { RollingMinute } from "../requests/rolling-minute";
import { Timeline } from "../timeline";
import { MemoryStatus, throwMemoryError } from "./memory-error";
import { Place } from "./memory-item";
import { MemorySwitches } from "./memory-switches";

const BASE_UNITS = 1000;
const USER_UNITS = 120;

/**
 * 1000 request units a minute and 120 for each user who plays now, shared by all servers (platform.md 3, Requests), and as
 * many as the switch says for one sorted map or queue. A request that is refused costs nothing.
 */
export class RequestUnits {
	private readonly total: RollingMinute;
	private readonly meters: Meters;

	constructor(
		timeline: Timeline,
		private readonly users: () => number,
		private readonly switches: MemorySwitches,
	) {
		this.total = new RollingMinute(timeline);
		this.meters = new Meters(timeline);
	}

	/** Units used within the last minute. */
	used(): number {
		return this.total.used();
	}

	/** Units that may be used within a minute, with the users of now. */
	limit(): number {
		return BASE_UNITS + USER_UNITS * this.users();
	}

	/** Throws if there are not as many left. */
	check(place: Place, units: number): void {
		if (this.total.used() + units > this.limit()) this.refuse("TotalRequestsOverLimit");
		// A hash map spans partitions, and has no limit of its own.
		if (place.kind === "HashMap") return;
		const used = this.meterOf(place).used();
		if (used + units > this.switches.structureUnitsPerMinute) this.refuse("DataStructureRequestsOverLimit");
	}

	/** Uses units up, also such as are not there: what a request costs is known when it has its answer. */
	charge(place: Place, units: number): void {
		this.total.add(units);
		if (place.kind !== "HashMap") this.meterOf(place).add(units);
	}

	private refuse(status: MemoryStatus): never {
		return throwMemoryError(this.switches.throttleStatus === "client" ? "RequestThrottled" : status);
	}

	private meterOf(place: Place): RollingMinute {
		return this.meters.of(`${place.kind}/${place.name}`);
	}
}
