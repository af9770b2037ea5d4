const WEIGHT = 1 / 8;
const FIRST_SECONDS = 0.25;
const PATIENCE_SECONDS_MIN = 1;
const PATIENCE_ROUND_TRIPS = 4;

/** How long the server takes to answer, of late. */
export class RoundTrip {
	private known?: number;

	add(seconds: number): void {
		this.known = this.known === undefined ? seconds : this.known + (seconds - this.known) * WEIGHT;
	}

	seconds(): number {
		return this.known ?? FIRST_SECONDS;
	}

	/** After this long, what was not answered may be lost. */
	patience(): number {
		return math.max(PATIENCE_SECONDS_MIN, PATIENCE_ROUND_TRIPS * this.seconds());
	}
}
