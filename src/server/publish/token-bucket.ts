/** What somebody may spend: it fills up evenly, to a limit. */
export class TokenBucket {
	private left: number;
	private asOf: number;

	constructor(
		private readonly perSecond: number,
		private readonly max: number,
		now: number,
	) {
		this.left = max;
		this.asOf = now;
	}

	/** Seconds until so much may be spent, 0 where it has been. What costs more than there can ever be takes all there can be. */
	spend(cost: number, now: number): number {
		this.left = math.min(this.max, this.left + (now - this.asOf) * this.perSecond);
		this.asOf = now;
		const asked = math.min(cost, this.max);
		if (this.left < asked) return (asked - this.left) / this.perSecond;
		this.left -= asked;
		return 0;
	}
}
