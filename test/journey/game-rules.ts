/** What a player can press. */
export type Press = { readonly kind: "mine" } | { readonly kind: "buy"; readonly item: string };

/** What a player has. */
export interface Belongings {
	readonly coins: number;
	readonly items: ReadonlyMap<string, number>;
}

// Written down a second time on purpose: the model must not take its truth from the game that it checks.
const COINS_PER_ORE = 10;
const FIRST_STOCK = 3;
const ORES_PER_DELIVERY = 7;
const PRICES = new ReadonlyMap([
	["torch", 20],
	["pickaxe", 60],
	["sword", 150],
]);

export const ITEMS: ReadonlyArray<string> = ["torch", "pickaxe", "sword"];

export const NOTHING: Belongings = { coins: 0, items: new ReadonlyMap() };

/**
 * What the shop still has for a player: it is told neither to players nor to this model, but nothing that was bought is
 * ever used up, so it follows from what the player has.
 */
export function stockFor({ coins, items }: Belongings): number {
	let [worth, bought] = [coins, 0];
	for (const [item, amount] of items) {
		worth += PRICES.get(item)! * amount;
		bought += amount;
	}
	return FIRST_STOCK + math.floor(worth / COINS_PER_ORE / ORES_PER_DELIVERY) - bought;
}

/** Why a press does nothing as far as the player can know, who does not know what the shop has. */
export function foreseenRefusal(before: Belongings, press: Press): string | undefined {
	if (press.kind === "mine") return undefined;
	return before.coins < PRICES.get(press.item)! ? "Too few coins." : undefined;
}

/** Why a press does nothing, by all the rules of the quick-start game; undefined if it does what it says. */
export function refusalOf(before: Belongings, press: Press): string | undefined {
	const foreseen = foreseenRefusal(before, press);
	if (foreseen !== undefined || press.kind === "mine") return foreseen;
	return stockFor(before) === 0 ? "Sold out." : undefined;
}

/** What a player has after a press that nobody refuses. */
export function carriedOut(before: Belongings, press: Press): Belongings {
	if (press.kind === "mine") return { coins: before.coins + COINS_PER_ORE, items: before.items };
	const items = new Map<string, number>([...before.items]);
	items.set(press.item, (items.get(press.item) ?? 0) + 1);
	return { coins: before.coins - PRICES.get(press.item)!, items };
}

/** What a player has after a press, by the rules of the quick-start game. */
export function afterPress(before: Belongings, press: Press): Belongings {
	return refusalOf(before, press) === undefined ? carriedOut(before, press) : before;
}

export function sameBelongings(a: Belongings, b: Belongings): boolean {
	if (a.coins !== b.coins) return false;
	return ITEMS.every((item) => (a.items.get(item) ?? 0) === (b.items.get(item) ?? 0));
}

export function describeBelongings(belongings: Belongings): string {
	const items = ITEMS.filter((item) => (belongings.items.get(item) ?? 0) > 0);
	return [`${belongings.coins} coins`, ...items.map((item) => `${belongings.items.get(item)} ${item}`)].join(", ");
}

interface StoredData {
	readonly coins?: unknown;
	readonly inventory?: Array<{ id?: unknown; amount?: unknown }>;
	readonly stock?: unknown;
}

/** Reads a document of the game as it is stored; undefined if it is none, holds an item twice, or a wrong stock. */
export function readStored(data: unknown): Belongings | undefined {
	if (data === undefined) return NOTHING;
	if (!typeIs(data, "table")) return undefined;
	const { coins, inventory, stock } = data as StoredData;
	if (!typeIs(coins, "number") || !typeIs(inventory, "table")) return undefined;
	const items = new Map<string, number>();
	for (const { id, amount } of inventory) {
		if (!typeIs(id, "string") || !PRICES.has(id) || !typeIs(amount, "number") || items.has(id)) return undefined;
		items.set(id, amount);
	}
	const belongings = { coins, items };
	return stock === stockFor(belongings) ? belongings : undefined;
}
