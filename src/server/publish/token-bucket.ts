/** What somebody may spend: it fills up evenly, to a limit. What was promised beyond it is filled up first. */
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
		this.fill(now);
		const asked = math.min(cost, this.max);
		if (this.left < asked) return (asked - this.left) / this.perSecond;
		this.left -= asked;
		return 0;
	}

	/** Spends so much whether or not it is there. Seconds until it will be, after what was promised before. */
	promise(cost: number, now: number): number {
		this.fill(now);
		this.left -= math.min(cost, this.max);
		return math.max(0, -this.left / this.perSecond);
	}

	private fill(now: number): void {
		this.left = math.min(this.max, this.left + (now - this.asOf) * this.perSecond);
		this.asOf = now;
	}
}
