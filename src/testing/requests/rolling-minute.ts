import { Timeline } from "../timeline";

const SECONDS = 60;

/** How much there was of something within the last sixty seconds, to the second: what a limit per minute looks at. */
export class RollingMinute {
	private readonly amounts = new Array<number>(SECONDS, 0);
	private second: number;
	private total = 0;

	constructor(private readonly timeline: Timeline) {
		this.second = math.floor(timeline.now());
	}

	used(): number {
		this.forget();
		return this.total;
	}

	add(amount: number): void {
		this.forget();
		this.amounts[this.second % SECONDS] += amount;
		this.total += amount;
	}

	private forget(): void {
		const second = math.floor(this.timeline.now());
		const passed = math.min(second - this.second, SECONDS);
		for (let step = 1; step <= passed; step += 1) {
			const place = (this.second + step) % SECONDS;
			this.total -= this.amounts[place];
			this.amounts[place] = 0;
		}
		this.second = math.max(this.second, second);
	}
}
