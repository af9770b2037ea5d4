import { CloudLatency, LatencyRange } from "../cloud-options";
import { SeededRandom } from "../seeded-random";
import { ServerLink, Timeline } from "../timeline";

/** How one server's requests reach the cloud, and how the answers come back to its threads. */
export class RoundTrip {
	constructor(
		private readonly timeline: Timeline,
		private readonly link: ServerLink,
		private readonly random: SeededRandom,
		private readonly latency: CloudLatency,
	) {}

	/** A request that leaves everything as it is. */
	read<T>(effect: () => T): T {
		return this.send(this.latency.readSeconds, effect);
	}

	/** A request that changes something. */
	write<T>(effect: () => T): T {
		return this.send(this.latency.writeSeconds, effect);
	}

	/**
	 * Suspends the calling thread; `effect` happens at the backend after one half of the latency, its result arrives after
	 * the other. What was sent takes effect also when the server dies before: the way is on the cloud's timeline, only the
	 * waiting is on the server's link.
	 */
	private send<T>(range: LatencyRange, effect: () => T): T {
		return this.link.suspend<T>((wake) => {
			this.timeline.schedule(this.oneWay(range), () => {
				const result = effect();
				this.timeline.schedule(this.oneWay(range), () => wake(result));
			});
		});
	}

	private oneWay([min, max]: LatencyRange): number {
		return (min + (max - min) * this.random.nextNumber()) / 2;
	}
}
