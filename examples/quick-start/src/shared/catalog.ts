/** What the shop sells, and for how many coins. */
export const PRICES = {
	torch: 20,
	pickaxe: 60,
	sword: 150,
} as const;

export type ItemId = keyof typeof PRICES;

export const COINS_PER_ORE = 10;

/** What the shop has for a new player, whatever they take of it. */
export const FIRST_STOCK = 3;

/** After so many ores the shop can make one thing more. */
export const ORES_PER_DELIVERY = 7;
