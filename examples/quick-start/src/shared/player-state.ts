import { defineChannel, defineMutators } from "@rbxts/holdfast";

import { COINS_PER_ORE, ORES_PER_DELIVERY, PRICES } from "./catalog";
import { itemId, PlayerData, playerSchema } from "./player-schema";

/** What players can ask for. Clients run it on what they see, to show it at once; the server's run is the one that counts. */
const playerMutators = defineMutators(playerSchema, {
	mine: {
		args: [],
		run: (draft, { isServer }) => {
			draft.coins += COINS_PER_ORE;
			if (isServer) deliver(draft as PlayerData);
		},
	},
	buyItem: {
		args: [itemId],
		run: (draft, item, { isServer }) => {
			const price = PRICES[item];
			if (draft.coins < price) return "Too few coins.";
			// A client cannot know, so it guesses that there is one, and is corrected if there is not.
			if (isServer && !takeFromStock(draft as PlayerData)) return "Sold out.";
			draft.coins -= price;
			const owned = draft.inventory.find((entry) => entry.id === item);
			if (owned !== undefined) {
				owned.amount += 1;
			} else {
				draft.inventory.push({ id: item, amount: 1 });
			}
			return undefined;
		},
	},
});

/** A player's document as its player sees it. */
export const playerChannel = defineChannel("player", playerMutators);

/** The shop makes things of what is mined. */
function deliver(data: PlayerData): void {
	data.ores += 1;
	if (data.ores < ORES_PER_DELIVERY) return;
	data.ores = 0;
	data.stock += 1;
}

function takeFromStock(data: PlayerData): boolean {
	if (data.stock === 0) return false;
	data.stock -= 1;
	return true;
}
