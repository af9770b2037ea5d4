import { ServiceLocator } from "@rbxts/holdfast";
import { Mutation, registerClient, stateClientToken } from "@rbxts/holdfast/out/client";
import { Players } from "@rbxts/services";

import { ItemId } from "../shared/catalog";
import { playerChannel } from "../shared/player-state";

const player = Players.LocalPlayer;
const buttons = script.Parent!.Parent!.WaitForChild("buttons");
const mineButton = buttons.WaitForChild("mine") as BindableEvent<() => void>;
const buyButton = buttons.WaitForChild("buy") as BindableEvent<(item: ItemId) => void>;

const locator = new ServiceLocator();
registerClient(locator, { channels: [playerChannel] });
const state = locator.resolve(stateClientToken).state(playerChannel);
let requests = 0;

/** The head-up display of this game: attributes of the player, for whatever UI shows them. */
state.subscribe((data) => {
	player.SetAttribute("Coins", data.coins);
	player.SetAttribute("Items", data.inventory.map((item) => `${item.id} x${item.amount}`).join(", "));
	player.SetAttribute("Ready", true);
});

/** What was asked for is in view when `ask` is called; whether it stays there, its answer says. */
function follow(ask: () => Mutation): void {
	requests += 1;
	const request = requests;
	const { settled } = ask();
	player.SetAttribute("Asked", request);
	const result = settled.expect();
	player.SetAttribute("LastRefusal", result.ok ? undefined : result.error.message);
	player.SetAttribute("Answered", request);
}

mineButton.Event.Connect(() => follow(() => state.mutate.mine()));
buyButton.Event.Connect((item) => follow(() => state.mutate.buyItem(item)));

const started = locator.start().expect();
if (!started.ok) error(started.error.message);
