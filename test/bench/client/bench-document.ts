export interface BenchItem {
	readonly id: string;
	readonly amount: number;
}

/** The document of the workload that peers were measured on: see the tables' notes. */
export interface BenchDocument {
	readonly coins: number;
	readonly inventory: ReadonlyArray<BenchItem>;
}

export const ITEM_COUNT = 100;
/** The item whose amount changes, from 1 on. */
export const CHANGED_ITEM = 57;
/** What is put in at the head. */
export const NEW_ITEM: BenchItem = table.freeze({ id: "sword_101", amount: 4 });
export const PRICE = 10;

export function createBenchDocument(): BenchDocument {
	const inventory = new Array<BenchItem>();
	for (let index = 1; index <= ITEM_COUNT; index += 1) inventory.push({ id: "sword_%03d".format(index), amount: 4 });
	return { coins: 1000, inventory };
}

/** A copy of the items with another one at the head. */
export function withHead(inventory: ReadonlyArray<BenchItem>, item: BenchItem): Array<BenchItem> {
	return [item, ...inventory];
}

/** A copy of the items with another amount of one of them, by its index from 0 on. */
export function withAmount(inventory: ReadonlyArray<BenchItem>, index: number, amount: number): Array<BenchItem> {
	const copy = table.clone(inventory as Array<BenchItem>);
	copy[index] = { ...copy[index], amount };
	return copy;
}
