import type { Checker } from "./checker";

/** The platform never has to queue, drop or throttle what the library asks for. */
export class WithinBudget implements Checker {
	readonly name = "within-budget";
	private queued = 0;

	constructor(
		private readonly complain: (problem: string) => void,
		private readonly requests: () => Readonly<Record<string, number>>,
	) {}

	/** A line that a server printed. */
	printed(text: string): void {
		if (text.find("DataStore request was added to queue", 1, true)[0] !== undefined) this.queued += 1;
	}

	finished(): void {
		if (this.queued > 0) this.complain(`${this.queued} requests had to wait in the platform's queue`);
		for (const [name, count] of pairs(this.requests())) {
			if (name.find("(dropped)", 1, true)[0] !== undefined) this.complain(`${count} requests: ${name}`);
		}
	}
}
