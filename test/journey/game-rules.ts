/** What a player can press. */
export type Press = { readonly kind: "mine" } | { readonly kind: "buy"; readonly item: string };

/** What a player has. */
export interface Belongings {
	readonly coins: number;
	readonly items: ReadonlyMap<string, number>;
}

// Written down a second time on purpose: the model must not take its truth from the game that it checks.
const COINS_PER_ORE = 10;
const PRICES = new ReadonlyMap([
	["torch", 20],
	["pickaxe", 60],
	["sword", 150],
]);

export const ITEMS: ReadonlyArray<string> = ["torch", "pickaxe", "sword"];

export const NOTHING: Belongings = { coins: 0, items: new ReadonlyMap() };

/** What a player has after a press, by the rules of the quick-start game. */
export function afterPress(before: Belongings, press: Press): Belongings {
	if (press.kind === "mine") return { coins: before.coins + COINS_PER_ORE, items: before.items };
	const price = PRICES.get(press.item);
	if (price === undefined || before.coins < price) return before;
	const items = new Map<string, number>([...before.items]);
	items.set(press.item, (items.get(press.item) ?? 0) + 1);
	return { coins: before.coins - price, items };
}

export function sameBelongings(a: Belongings, b: Belongings): boolean {
	if (a.coins !== b.coins) return false;
	return ITEMS.every((item) => (a.items.get(item) ?? 0) === (b.items.get(item) ?? 0));
}

export function describeBelongings(belongings: Belongings): string {
	const items = ITEMS.filter((item) => (belongings.items.get(item) ?? 0) > 0);
	return [`${belongings.coins} coins`, ...items.map((item) => `${belongings.items.get(item)} ${item}`)].join(", ");
}

/** Reads a document of the game as it is stored; undefined if it is none, or holds the same item twice. */
export function readStored(data: unknown): Belongings | undefined {
	if (data === undefined) return NOTHING;
	if (!typeIs(data, "table")) return undefined;
	const { coins, inventory } = data as { coins?: unknown; inventory?: Array<{ id?: unknown; amount?: unknown }> };
	if (!typeIs(coins, "number") || !typeIs(inventory, "table")) return undefined;
	const items = new Map<string, number>();
	for (const entry of inventory) {
		if (!typeIs(entry.id, "string") || !typeIs(entry.amount, "number") || items.has(entry.id)) return undefined;
		items.set(entry.id, entry.amount);
	}
	return { coins, items };
}
