import { StateManager } from "@rbxts/holdfast/out/client";
import { Players } from "@rbxts/services";

import { PlayerData } from "../shared/player-data";
import { answerRemote, buyRemote, mineRemote, stateRemote } from "../shared/remotes";

const player = Players.LocalPlayer;
const buttons = script.Parent!.Parent!.WaitForChild("buttons");
const mineButton = buttons.WaitForChild("mine") as BindableEvent<() => void>;
const buyButton = buttons.WaitForChild("buy") as BindableEvent<(item: string) => void>;

const state = new StateManager<PlayerData>();
let requests = 0;

/** The head-up display of this game: attributes of the player, for whatever UI shows them. */
state.changed.subscribe((data) => {
	player.SetAttribute("Coins", data.coins);
	player.SetAttribute("Items", data.inventory.map((item) => `${item.id} x${item.amount}`).join(", "));
});

stateRemote.OnClientEvent.Connect((message) => {
	if (message.kind === "snapshot") {
		state.hydrate(message);
		player.SetAttribute("Ready", true);
	} else if (state.apply(message.patch) === "gap") {
		warn(`missed a change before revision ${message.patch.from}`);
	}
});

answerRemote.OnClientEvent.Connect((request, refusal) => {
	player.SetAttribute("LastRefusal", refusal);
	player.SetAttribute("Answered", request);
});

mineButton.Event.Connect(() => {
	requests += 1;
	mineRemote.FireServer(requests);
});

buyButton.Event.Connect((item) => {
	requests += 1;
	buyRemote.FireServer(requests, item);
});
