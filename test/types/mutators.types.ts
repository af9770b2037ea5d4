/**
 * Compile-time tests: this file passes by compiling. Each `@ts-expect-error` is an error that the types must report.
 */
import { defineMutators, s, Visible } from "../../src";
import { Equal, Expect } from "./expect";

const schema = s.object({
	coins: s.integer({ min: 0 }),
	luck: s.number().private(),
	guild: s.string().private().optional(),
	items: s.array(s.object({ id: s.string(), seed: s.integer().private() })),
});

type Seen = { coins: number; items: Array<{ id: string }> };
export type ClientsSeeNothingPrivate = Expect<Equal<Visible<typeof schema>, Seen>>;

export const mutators = defineMutators(schema, {
	buy: {
		args: [s.enum(["torch", "sword"]), s.integer()],
		guard: (item, amount) => (amount > 3 ? item : undefined),
		allow: (data, item, amount, { userId }) => data.luck > amount && item !== "torch" && userId > 0,
		run: (draft, item, amount, { userId }) => {
			type Item = Expect<Equal<typeof item, "torch" | "sword">>;
			type Draft = Expect<Equal<typeof draft, Seen>>;
			const typed: [Item, Draft] = [true, true];
			if (!typed[0]) return "no";
			draft.coins -= amount * userId;
			// @ts-expect-error – private: the client that guesses does not have it
			draft.luck = 1;
			return undefined;
		},
	},
	roll: {
		args: [],
		predict: false,
		run: (draft, { isServer }) => {
			if (isServer) draft.coins += draft.luck;
		},
	},
});

type Args = NonNullable<(typeof mutators)["_args"]>;
export type RollTakesNothing = Expect<Equal<Args["roll"], []>>;
export type BuyTakesTwo = Expect<Equal<Args["buy"]["length"], 2>>;

defineMutators(schema, {
	// @ts-expect-error – the argument is a string
	wrong: { args: [s.string()], run: (draft, amount: number) => (draft.coins = amount) },
});
