/** No thread of any server, or of any client, dies of an error. */
export class NoErrors {
	readonly name = "no-errors";

	constructor(
		private readonly complain: (problem: string) => void,
		private readonly errors: () => ReadonlyArray<string>,
	) {}

	finished(): void {
		for (const text of this.errors()) this.complain(text);
	}
}
