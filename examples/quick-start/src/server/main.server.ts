import { ServiceLocator } from "@rbxts/holdfast";
import { dataManagerToken, publisherToken, registerServer } from "@rbxts/holdfast/out/server";
import { Players } from "@rbxts/services";

import { playerChannel } from "../shared/player-state";
import { playerKey, players } from "./collections";
import { addLeaderstats } from "./leaderstats";

const locator = new ServiceLocator();
registerServer(locator, { publish: { channels: [playerChannel] } });
const manager = locator.resolve(dataManagerToken);
const publisher = locator.resolve(publisherToken);

function welcome(player: Player): void {
	const opened = manager.open(players, playerKey(player), { player }).expect();
	if (opened.ok) {
		addLeaderstats(player, opened.value);
		publisher.show(playerChannel, opened.value, player);
	} else if (opened.error.kind !== "playerLeft" && opened.error.kind !== "shuttingDown") {
		player.Kick(`Your data could not be loaded (${opened.error.kind}). Please join again in a minute.`);
	}
}

publisher.violated.subscribe(({ player, kind, isOverLimit }) => {
	if (isOverLimit) player.Kick(`This client sends what the game does not (${kind}).`);
});

const started = locator.start().expect();
if (!started.ok) error(started.error.message);
Players.PlayerAdded.Connect(welcome);
for (const player of Players.GetPlayers()) task.spawn(welcome, player);
