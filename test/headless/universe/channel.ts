import type { SeededRandom } from "../../../src/testing/seeded-random";
import type { Realm } from "../engine/realm";
import type { LatencyRange } from "../host/control-api";

/** One direction of a connection between a server and a client: slow, but in order and without loss. */
export class Channel {
	private lastArrival = 0;

	constructor(
		private readonly target: Realm,
		private readonly random: SeededRandom,
		private readonly latency: LatencyRange,
	) {}

	/** Runs `deliver` on the other side, after everything that was sent before. */
	send(deliver: () => void): void {
		const [low, high] = this.latency;
		const arrival = this.target.scheduler.now + low + (high - low) * this.random.nextNumber();
		this.lastArrival = math.max(this.lastArrival, arrival);
		this.target.schedule(this.lastArrival, deliver);
	}
}
