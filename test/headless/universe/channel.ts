import type { SeededRandom } from "../../../src/testing/seeded-random";
import type { Realm } from "../engine/realm";
import type { LatencyRange } from "../host/control-api";

/** One direction of a connection between a server and a client: slow, but without loss and, unless told otherwise, in order. */
export class Channel {
	private lastArrival = 0;

	constructor(
		private readonly target: Realm,
		private readonly random: SeededRandom,
		private readonly latency: LatencyRange,
	) {}

	/** Runs `deliver` on the other side, before or after whatever else was sent: for unreliable remotes. */
	sendUnordered(deliver: () => void): void {
		this.target.schedule(this.arrival(), deliver);
	}

	/** Runs `deliver` on the other side, after everything that was sent before. */
	send(deliver: () => void): void {
		this.lastArrival = math.max(this.lastArrival, this.arrival());
		this.target.schedule(this.lastArrival, deliver);
	}

	private arrival(): number {
		const [low, high] = this.latency;
		return this.target.scheduler.now + low + (high - low) * this.random.nextNumber();
	}
}
