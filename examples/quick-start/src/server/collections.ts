import { defineCollection } from "@rbxts/holdfast/out/server";

import { playerSchema } from "../shared/player-schema";

/** The documents of this game: one for each player. */
export const players = defineCollection({ name: "Players", schema: playerSchema });

export function playerKey(player: Player): string {
	return `player_${player.UserId}`;
}
