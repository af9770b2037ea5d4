import { Timeline } from "../timeline";

const WINDOW_SECONDS = 60;
const KILOBYTE = 1024;

interface Portion {
	readonly time: number;
	readonly bytes: number;
}

/** Bytes that went to or from each key within the last sixty seconds; every request counts as whole kilobytes. */
export class KeyThroughput {
	private readonly keys = new Map<string, Array<Portion>>();
	private sweptAt: number;

	constructor(
		private readonly timeline: Timeline,
		/** Per key and minute. */
		private readonly bytesMax: number,
	) {
		this.sweptAt = timeline.now();
	}

	/** Whether a request of this size would be let through now. */
	hasRoom(target: string, size: number): boolean {
		return this.used(target) + this.rounded(size) <= this.bytesMax;
	}

	/** Counts a request; false, and nothing is counted, if there is no room for it. */
	take(target: string, size: number): boolean {
		this.sweep();
		if (!this.hasRoom(target, size)) return false;
		const portions = this.keys.get(target) ?? [];
		portions.push({ time: this.timeline.now(), bytes: this.rounded(size) });
		this.keys.set(target, portions);
		return true;
	}

	private used(target: string): number {
		const portions = this.keys.get(target);
		if (portions === undefined) return 0;
		const oldest = this.timeline.now() - WINDOW_SECONDS;
		while (!portions.isEmpty() && portions[0].time <= oldest) portions.shift();
		return portions.reduce((sum, portion) => sum + portion.bytes, 0);
	}

	private rounded(size: number): number {
		return math.max(1, math.ceil(size / KILOBYTE)) * KILOBYTE;
	}

	/** Once a minute, so that keys of long ago are not remembered. */
	private sweep(): void {
		const now = this.timeline.now();
		if (now - this.sweptAt < WINDOW_SECONDS) return;
		this.sweptAt = now;
		for (const [target] of [...this.keys]) {
			if (this.used(target) === 0) this.keys.delete(target);
		}
	}
}
