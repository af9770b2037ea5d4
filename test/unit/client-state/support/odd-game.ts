import { defineChannel, defineMutators, s, StatePriority } from "../../../../src";

/** What a spec has the game's own functions do. */
export interface OddHooks {
	guard?: () => string | undefined;
	allow?: () => boolean;
	run?: () => void;
}

export interface OddData {
	coins: number;
	volume: number;
	text: string;
	/** Clients never see it. */
	luck: number;
}

/** A game whose functions do what a spec says. */
export function declareOddGame(hooks: OddHooks) {
	const schema = s.object({
		coins: s.integer({ min: 0, max: 1000 }).default(100),
		volume: s.number({ min: 0, max: 1 }).default(0.5).clientWritable(),
		text: s.string({ max: 20_000 }).default(""),
		luck: s.integer({ max: 10 }).default(7).private(),
	});
	const mutators = defineMutators(schema, {
		earn: {
			args: [s.integer({ min: 1, max: 1000 })],
			run: (draft, amount) => {
				draft.coins += amount;
			},
		},
		/** Clients do not see by what it fails. */
		pray: {
			args: [],
			predict: false,
			run: (draft) => {
				draft.luck += 5;
			},
		},
		odd: {
			args: [],
			predict: false,
			guard: () => hooks.guard?.(),
			allow: () => hooks.allow?.() ?? true,
			run: (draft, { isServer }) => {
				draft.coins += 1;
				if (isServer) hooks.run?.();
			},
		},
		costly: {
			args: [],
			cost: 60,
			run: (draft) => {
				draft.coins += 1;
			},
		},
		dial: {
			args: [s.number({ min: 0, max: 1 })],
			conflicts: "client_wins",
			priority: StatePriority.LOW,
			coalesce: true,
			run: (draft, volume) => {
				draft.volume = volume;
			},
		},
	});
	return { schema, channel: defineChannel("odd", mutators) };
}

export type OddGame = ReturnType<typeof declareOddGame>;
