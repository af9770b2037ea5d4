import { DirectedStep } from "./migration-step";
import { showVersion } from "./schema-version";

interface Total {
	readonly runs: number;
	readonly seconds: number;
}

function nameOf({ from, to }: DirectedStep): string {
	return `${showVersion(from)} → ${showVersion(to)}`;
}

/** How long each step has taken on this server so far. */
export class StepTimes {
	private readonly totals = new Map<string, Total>();

	/** `now` is a clock in seconds. */
	constructor(private readonly now: () => number) {}

	/** Begins to measure a run; what it gives ends it. */
	measure(step: DirectedStep): () => void {
		const began = this.now();
		return () => {
			const seconds = math.max(0, this.now() - began);
			const before = this.totals.get(nameOf(step));
			this.totals.set(nameOf(step), {
				runs: (before?.runs ?? 0) + 1,
				seconds: (before?.seconds ?? 0) + seconds,
			});
		};
	}

	/** The mean of a step's runs; undefined while it has never run. */
	meanOf(step: DirectedStep): number | undefined {
		const total = this.totals.get(nameOf(step));
		return total !== undefined ? total.seconds / total.runs : undefined;
	}

	/** The sum of the means; undefined while one of them has never run. */
	estimate(steps: ReadonlyArray<DirectedStep>): number | undefined {
		let sum = 0;
		for (const step of steps) {
			const mean = this.meanOf(step);
			if (mean === undefined) return undefined;
			sum += mean;
		}
		return sum;
	}
}
