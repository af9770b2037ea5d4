import { Timeline } from "../timeline";
import { RollingMinute } from "./rolling-minute";

// With more of them than this, those that stand still are put away.
const KEPT_MAX = 64;

/** A {@link RollingMinute} for each of any number of names. */
export class Meters {
	private readonly byName = new Map<string, RollingMinute>();
	private kept = 0;

	constructor(private readonly timeline: Timeline) {}

	of(name: string): RollingMinute {
		let meter = this.byName.get(name);
		if (meter === undefined) {
			if (this.kept >= KEPT_MAX) this.putAway();
			meter = new RollingMinute(this.timeline);
			this.byName.set(name, meter);
			this.kept += 1;
		}
		return meter;
	}

	private putAway(): void {
		for (const [name, meter] of [...this.byName]) {
			if (meter.used() > 0) continue;
			this.byName.delete(name);
			this.kept -= 1;
		}
	}
}
