/** What the shop sells, and for how many coins. */
export const PRICES = {
	torch: 20,
	pickaxe: 60,
	sword: 150,
} as const;

export type ItemId = keyof typeof PRICES;

export const COINS_PER_ORE = 10;

export function isItemId(value: unknown): value is ItemId {
	return typeIs(value, "string") && value in PRICES;
}
