/** What a validator has done since it was made. */
export interface ValidationStatistics {
	/** Whole values and changes that were validated. */
	readonly validations: number;
	readonly failures: number;
	/** How often each rule was broken. */
	readonly failuresByRule: ReadonlyMap<string, number>;
	/** The mean of one validation; absent before the first. */
	readonly meanMicroseconds?: number;
}

/** Counts validations. */
export class ValidationTally {
	private validations = 0;
	private failures = 0;
	private seconds = 0;
	private readonly byRule = new Map<string, number>();

	add(seconds: number, broken: ReadonlyArray<{ readonly rule: string }>): void {
		this.validations += 1;
		this.seconds += seconds;
		if (broken.isEmpty()) return;
		this.failures += 1;
		for (const { rule } of broken) this.byRule.set(rule, (this.byRule.get(rule) ?? 0) + 1);
	}

	read(): ValidationStatistics {
		const { validations, failures, seconds } = this;
		const meanMicroseconds = validations > 0 ? (seconds / validations) * 1e6 : undefined;
		return { validations, failures, failuresByRule: table.clone(this.byRule), meanMicroseconds };
	}
}
