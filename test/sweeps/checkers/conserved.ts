import type { Checker, StoredDocument } from "./checker";

/** What each document begins with. */
export const COINS = 100;
export const ITEMS = 3;

/** At the end there are as many coins as came into the world, and each item is in one place. */
export class Conserved implements Checker {
	readonly name = "conserved";

	constructor(
		private readonly complain: (problem: string) => void,
		private readonly keys: () => ReadonlyArray<string>,
		private readonly stored: (key: string) => StoredDocument | undefined,
	) {}

	finished(): void {
		let [coins, documents] = [0, 0];
		const places = new Map<string, string>();
		for (const key of this.keys()) {
			const data = this.stored(key)?.data;
			if (data === undefined) continue;
			documents += 1;
			coins += data.coins;
			for (const [item, count] of pairs(data.items)) {
				const other = places.get(item as string);
				if (other !== undefined || count !== 1) this.complain(`${item} is in ${other ?? key} and in ${key}`);
				places.set(item as string, key);
			}
		}
		if (coins !== COINS * documents) this.complain(`${coins} coins in ${documents} documents`);
		if (places.size() !== ITEMS * documents) this.complain(`${places.size()} items in ${documents} documents`);
	}
}
