import { ServiceLocator } from "@rbxts/holdfast";
import { dataManagerToken, registerServer, Session } from "@rbxts/holdfast/out/server";
import { Players } from "@rbxts/services";

import { PlayerData } from "../shared/player-data";
import { answerRemote, buyRemote, mineRemote, stateRemote } from "../shared/remotes";
import { buy, mine, Refusal } from "./actions";
import { playerKey, players } from "./collections";
import { RequestLimit } from "./request-limit";

const locator = new ServiceLocator();
registerServer(locator);
const manager = locator.resolve(dataManagerToken);
const limit = new RequestLimit();

function showTo(player: Player, session: Session<PlayerData>): void {
	const leaderstats = new Instance("Folder");
	leaderstats.Name = "leaderstats";
	const coins = new Instance("IntValue");
	coins.Name = "Coins";
	coins.Value = session.data.coins;
	coins.Parent = leaderstats;
	leaderstats.Parent = player;

	stateRemote.FireClient(player, { kind: "snapshot", revision: session.revision, data: session.data as PlayerData });
	session.committed.subscribe((commit) => {
		coins.Value = commit.data.coins;
		stateRemote.FireClient(player, { kind: "patch", patch: commit.patch });
	});
}

function welcome(player: Player): void {
	const opened = manager.open(players, playerKey(player), { player }).expect();
	if (opened.ok) {
		showTo(player, opened.value);
	} else if (opened.error.kind !== "playerLeft" && opened.error.kind !== "shuttingDown") {
		player.Kick(`Your data could not be loaded (${opened.error.kind}). Please join again in a minute.`);
	}
}

function answer(player: Player, request: unknown, action: (session: Session<PlayerData>) => Refusal): void {
	const session = manager.get(players, playerKey(player));
	if (!typeIs(request, "number") || session === undefined || !limit.allows(player)) return;
	answerRemote.FireClient(player, request, action(session));
}

const started = locator.start().expect();
if (!started.ok) error(started.error.message);

mineRemote.OnServerEvent.Connect((player, request) => answer(player, request, mine));
buyRemote.OnServerEvent.Connect((player, request, item) => answer(player, request, (session) => buy(session, item)));
Players.PlayerRemoving.Connect((player) => limit.forget(player));
Players.PlayerAdded.Connect(welcome);
for (const player of Players.GetPlayers()) task.spawn(welcome, player);
