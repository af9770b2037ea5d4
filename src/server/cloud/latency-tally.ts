import { PRIORITIES, Priority } from "./scheduled-request";

/** How long requests took from their submission to their answer. */
export interface Latency {
	readonly count: number;
	readonly meanSeconds: number;
	readonly maxSeconds: number;
}

/** Latencies by the priority that was asked for. */
export class LatencyTally {
	private readonly totals = new Map<Priority, { count: number; seconds: number; maxSeconds: number }>();

	add(priority: Priority, seconds: number): void {
		const total = this.totals.get(priority) ?? { count: 0, seconds: 0, maxSeconds: 0 };
		total.count += 1;
		total.seconds += seconds;
		total.maxSeconds = math.max(total.maxSeconds, seconds);
		this.totals.set(priority, total);
	}

	summary(): Readonly<Record<Priority, Latency>> {
		const summary = {} as Record<Priority, Latency>;
		for (const priority of PRIORITIES) {
			const { count, seconds, maxSeconds } = this.totals.get(priority) ?? { count: 0, seconds: 0, maxSeconds: 0 };
			summary[priority] = { count, meanSeconds: count > 0 ? seconds / count : 0, maxSeconds };
		}
		return summary;
	}
}
