import type { Checker, StoredDocument, SweepData } from "./checker";

/** Every state that is ever seen is one that some session had: its total is the sum of its parts. */
export class WholeData implements Checker {
	readonly name = "whole-data";

	constructor(private readonly complain: (problem: string) => void) {}

	written(key: string, _: unknown, record: StoredDocument): void {
		this.check(key, record.data, "written");
	}

	opened(key: string, data: SweepData): void {
		this.check(key, data, "opened");
	}

	private check(key: string, data: SweepData | undefined, where: string): void {
		if (data === undefined) return;
		let sum = 0;
		for (const [, count] of pairs(data.seen)) sum += count;
		if (sum !== data.total) this.complain(`${key}: a total of ${data.total} and parts of ${sum} were ${where}`);
	}
}
