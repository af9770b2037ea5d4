import { Infer, s } from "@rbxts/holdfast";

import { FIRST_STOCK } from "./catalog";

/** What the shop sells. */
export const itemId = s.literal("torch", "pickaxe", "sword");

/** What the game keeps of a player. */
export const playerSchema = s.object({
	coins: s.integer({ min: 0 }).default(0),
	inventory: s.array(s.object({ id: itemId, amount: s.integer({ min: 1 }) }), { max: 3 }),
	/** How many things the shop still has for this player. The shop does not tell: it is not sent to clients. */
	stock: s.integer({ min: 0 }).default(FIRST_STOCK).private(),
	/** Ores since the last delivery to the shop. */
	ores: s.integer({ min: 0 }).default(0).private(),
});

export type PlayerData = Infer<typeof playerSchema>;
