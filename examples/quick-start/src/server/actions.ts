import { Session } from "@rbxts/holdfast/out/server";

import { COINS_PER_ORE, isItemId, PRICES } from "../shared/catalog";
import { PlayerData } from "../shared/player-data";

/** Why a player did not get what they asked for, or undefined when they did. */
export type Refusal = string | undefined;

export function mine(session: Session<PlayerData>): Refusal {
	const result = session.increment(["coins"], COINS_PER_ORE);
	return result.ok ? undefined : result.error.message;
}

/** The item comes from a client: it may be anything. */
export function buy(session: Session<PlayerData>, item: unknown): Refusal {
	if (!isItemId(item)) return "The shop does not sell that.";
	const price = PRICES[item];
	if (session.data.coins < price) return "Too few coins.";
	const result = session.update((draft) => {
		draft.coins -= price;
		const owned = draft.inventory.find((entry) => entry.id === item);
		if (owned !== undefined) {
			owned.amount += 1;
		} else {
			draft.inventory.push({ id: item, amount: 1 });
		}
	});
	return result.ok ? undefined : result.error.message;
}
