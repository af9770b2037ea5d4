import type { Checker } from "./checker";

/** No thread of any server dies of an error. */
export class NoErrors implements Checker {
	readonly name = "no-errors";

	constructor(
		private readonly complain: (problem: string) => void,
		private readonly errors: () => ReadonlyArray<string>,
	) {}

	finished(): void {
		for (const text of this.errors()) this.complain(text);
	}
}
