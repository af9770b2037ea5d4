import { Session } from "@rbxts/holdfast/out/server";

import { PlayerData } from "../shared/player-schema";

/** Shows everybody how many coins a player has, in the engine's own list of players. */
export function addLeaderstats(player: Player, session: Session<PlayerData>): void {
	const leaderstats = new Instance("Folder");
	leaderstats.Name = "leaderstats";
	const coins = new Instance("IntValue");
	coins.Name = "Coins";
	coins.Value = session.data.coins;
	coins.Parent = leaderstats;
	leaderstats.Parent = player;
	session.committed.subscribe((commit) => {
		coins.Value = commit.data.coins;
	});
}
