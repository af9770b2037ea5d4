/** Measured values of one kind. */
export class Samples {
	private readonly values = new Array<number>();

	add(value: number): void {
		this.values.push(value);
		this.values.sort();
	}

	count(): number {
		return this.values.size();
	}

	/** The least value that this share of all are not above; nil where there is none. */
	percentile(share: number): number | undefined {
		return this.values[math.max(0, math.ceil(this.values.size() * share) - 1)];
	}

	/** What there is to say of them in short. */
	summary(): { readonly count: number; readonly p50?: number; readonly p99?: number; readonly most?: number } {
		const at = (share: number) => this.percentile(share);
		return { count: this.count(), p50: at(0.5), p99: at(0.99), most: at(1) };
	}
}
