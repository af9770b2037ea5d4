import type { PlaceNode } from "../headless/host/control-api";
import type { Native } from "../headless/host/native";
import type { HoldfastClientSide } from "./client/holdfast-way";
import { LiveGame } from "./client/live-game";

const AT_ONCE = 3;

/** What listeners are told of guesses that were right. */
export interface NotifyFigures {
	readonly guesses: number;
	/** Each once, when it was made. */
	readonly predicted: number;
	/** Whatever else any listener was told. */
	readonly spurious: number;
	readonly spuriousPerGuess: number;
}

/** Guesses several at once, with one listener for all and one for each of the places they change. */
export function benchNotify(native: Native, place: PlaceNode, times: number): NotifyFigures {
	const live = new LiveGame(native, place, "Holdfast");
	live.show();
	const { state } = live.client as HoldfastClientSide;
	let [predicted, spurious, told] = [0, 0, 0];
	state.subscribe(() => (told += 1));
	for (const place of ["coins", "inventory"] as const) {
		state.addChangeListener([place as "coins"], (_value, _previous, changeType) => {
			if (changeType !== "predicted") spurious += 1;
		});
	}
	for (let index = 0; index < times; index += 1) {
		for (let guess = 0; guess < AT_ONCE; guess += 1) {
			live.onClient(() => state.mutate.earn(1));
			predicted += 1;
		}
		live.onClient(() => state.mutate.buyItem("sword"));
		predicted += 1;
		live.stage.runFor(0.037 * (index % AT_ONCE));
	}
	live.stage.runFor(5);
	if (state.getStatus() !== "confirmed") error("the guesses of the bench were not answered");
	if (told < predicted) error("the bench's listeners were not told of all guesses");
	spurious += told - predicted;
	return { guesses: predicted, predicted, spurious, spuriousPerGuess: spurious / predicted };
}
