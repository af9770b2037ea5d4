import type * as Holdfast from "../../../src";
import { PRICE } from "./bench-document";

interface Draft {
	coins: number;
	inventory: Array<{ id: string; amount: number }>;
}

/** The shared half of the game, declared with a machine's own copy of the library. */
export function declareGame({ s, defineChannel, defineMutators }: typeof Holdfast) {
	const item = s.object({ id: s.string({ max: 40 }), amount: s.integer({ min: 0 }) });
	const schema = s.object({ coins: s.integer({ min: 0 }), inventory: s.array(item, { max: 1000 }) });
	const mutators = defineMutators(schema, {
		buyItem: {
			args: [s.string()],
			run: (draft: Draft, id) => {
				if (draft.coins < PRICE) return "Too few coins.";
				draft.coins -= PRICE;
				draft.inventory.unshift({ id, amount: 1 });
				return undefined;
			},
		},
		earn: {
			args: [s.integer()],
			run: (draft: Draft, amount) => {
				draft.coins += amount;
			},
		},
		/** The client thinks that it works. */
		wish: {
			args: [],
			run: (draft: Draft, { isServer }) => {
				draft.coins += 50;
				return isServer ? "No." : undefined;
			},
		},
	});
	return { schema, channel: defineChannel("player", mutators) };
}

export type Game = ReturnType<typeof declareGame>;
export type GameMutators = NonNullable<Game["channel"]["mutators"]["_args"]>;
