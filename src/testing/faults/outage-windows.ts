import { LatencyRange } from "../cloud-options";
import { SeededRandom } from "../seeded-random";

const HOUR_SECONDS = 3600;

/** When a service is down: times drawn from the seed one after the other, as the clock gets there. */
export class OutageWindows {
	private begins: number;
	private ends: number;

	constructor(
		private readonly random: SeededRandom,
		private readonly perHour: number,
		private readonly seconds: LatencyRange,
		now: number,
	) {
		this.begins = now;
		this.ends = now;
		this.drawNext();
	}

	isDown(now: number): boolean {
		while (now >= this.ends) this.drawNext();
		return now >= this.begins;
	}

	/** The gaps are those of chance events: exponentially distributed. */
	private drawNext(): void {
		const [min, max] = this.seconds;
		if (this.perHour <= 0) {
			this.begins = math.huge;
			this.ends = math.huge;
		} else {
			this.begins = this.ends - (math.log(1 - this.random.nextNumber()) * HOUR_SECONDS) / this.perHour;
			this.ends = this.begins + min + (max - min) * this.random.nextNumber();
		}
	}
}
