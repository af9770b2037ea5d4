import type { Checker, StoredDocument, SweepData } from "./checker";

/** The name of a pair of documents, the same on both sides. */
export function pairOf(a: string, b: string): string {
	return a < b ? `${a}:${b}` : `${b}:${a}`;
}

/** Nobody ever sees one side of a trade without the other. */
export class NoHalf implements Checker {
	readonly name = "no-half";

	constructor(
		private readonly complain: (problem: string) => void,
		private readonly keys: () => ReadonlyArray<string>,
		private readonly stored: (key: string) => StoredDocument | undefined,
	) {}

	/** What was there for the first is there for the second, which was looked at later. */
	peeked(
		first: { readonly key: string; readonly data?: SweepData },
		second: { readonly key: string; readonly data?: SweepData },
	): void {
		const pair = pairOf(first.key, second.key);
		const [before, after] = [first, second].map(({ data }) => data?.trades[pair] ?? 0);
		if (after < before) this.complain(`${first.key} showed ${before} trades with ${second.key}, which showed ${after}`);
	}

	finished(): void {
		// What nobody can open may have a part that nobody could resolve.
		const keys = this.keys().filter((key) => this.stored(key)?.lock === undefined);
		const count = (key: string, pair: string) => this.stored(key)?.data?.trades[pair] ?? 0;
		for (const a of keys) {
			for (const b of keys) {
				const pair = pairOf(a, b);
				const [here, there] = [count(a, pair), count(b, pair)];
				if (a < b && here !== there) this.complain(`${here} trades of ${a} with ${b}, and ${there} the other way`);
			}
		}
	}
}
