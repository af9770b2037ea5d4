import { defineCollection } from "@rbxts/holdfast/out/server";

import { PlayerData } from "../shared/player-data";

/** The documents of this game: one for each player. */
export const players = defineCollection({
	name: "Players",
	defaults: (): PlayerData => ({ coins: 0, inventory: [] }),
});

export function playerKey(player: Player): string {
	return `player_${player.UserId}`;
}
