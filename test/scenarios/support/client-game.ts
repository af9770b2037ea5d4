import type * as Holdfast from "../../../src";

/** What a player's document holds in the stories about clients. */
export interface GameData {
	coins: number;
	title: string;
	bio: string;
	settings: { volume: number; music: boolean };
	inventory: Array<{ id: string; amount: number }>;
	stats: Map<string, number>;
	nickname?: string;
	note: string;
	look: { hat: string; colour: number };
	labels: Map<string, string>;
	/** Clients never see what follows. */
	luck: number;
	diary: string;
}

const PRICES: Readonly<Record<string, number>> = { torch: 20, sword: 150 };

/** The shared half of a game, declared as each side's own copy of the library has it. */
export function declareGame({ s, defineChannel, defineMutators, StatePriority }: typeof Holdfast) {
	const schema = s.object({
		coins: s.integer({ min: 0 }).default(100),
		title: s.string({ max: 20 }).public().default("new"),
		bio: s.string({ max: 100 }).default(""),
		settings: s.object({
			volume: s.number({ min: 0, max: 1 }).default(0.5).clientWritable(),
			music: s.boolean().default(true).clientWritable(),
		}),
		inventory: s.array(s.object({ id: s.string({ max: 30 }), amount: s.integer({ min: 1 }) }), { max: 5000 }),
		stats: s.map(s.string({ max: 20 }), s.integer()),
		nickname: s.string({ max: 20 }).optional().clientWritable(),
		note: s.string().default(""),
		look: s
			.object({ hat: s.string({ max: 20 }), colour: s.integer() })
			.default({ hat: "", colour: 0 })
			.clientWritable(),
		labels: s.map(s.string({ max: 5 }), s.string({ max: 20 }).clientWritable()),
		luck: s.integer().default(7).private(),
		diary: s.string().default("").private(),
	});
	const mutators = defineMutators(schema, {
		buyItem: {
			args: [s.string({ max: 30 })],
			guard: (item) => (item in PRICES ? undefined : "The shop does not sell that."),
			run: (draft, item) => {
				if (draft.coins < PRICES[item]) return "Too few coins.";
				draft.coins -= PRICES[item];
				draft.inventory.unshift({ id: item, amount: 1 });
				return undefined;
			},
		},
		earn: {
			args: [s.integer({ min: 1, max: 1000 })],
			run: (draft, amount) => {
				draft.coins += amount;
			},
		},
		/** Both sides know another outcome. */
		gamble: {
			args: [],
			run: (draft, { isServer }) => {
				draft.coins += isServer ? 1 : 5;
			},
		},
		/** The client thinks that it works. */
		tryLuck: {
			args: [],
			run: (draft, { isServer }) => {
				draft.coins += 50;
				return isServer ? "Not today." : undefined;
			},
		},
		roll: {
			args: [],
			predict: false,
			run: (draft) => {
				draft.coins += draft.luck;
			},
		},
		rename: {
			args: [s.string({ max: 20 })],
			conflicts: "server_wins",
			run: (draft, title) => {
				draft.title = title;
			},
		},
		describe: {
			args: [s.string({ max: 100 })],
			conflicts: "client_wins",
			run: (draft, bio) => {
				draft.bio = bio;
			},
		},
		count: {
			args: [s.string({ max: 20 }), s.integer()],
			run: (draft, name, by) => {
				draft.stats.set(name, (draft.stats.get(name) ?? 0) + by);
			},
		},
		clear: {
			args: [],
			allow: (data) => data.luck > 100,
			run: (draft) => {
				draft.inventory.clear();
			},
		},
		dial: {
			args: [s.number({ min: 0, max: 1 })],
			priority: StatePriority.LOW,
			coalesce: true,
			run: (draft, volume) => {
				draft.settings.volume = volume;
			},
		},
		expensive: {
			args: [],
			cost: 40,
			run: (draft) => {
				draft.coins += 1;
			},
		},
		keep: {
			args: [s.object({ id: s.string({ max: 30 }), amount: s.integer({ min: 1, max: 9 }) })],
			run: (draft, item) => {
				draft.inventory.push(item);
			},
		},
		/** Of any length. */
		write: {
			args: [s.string()],
			run: (draft, note) => {
				draft.note = note;
			},
		},
		broken: { args: [], run: (_draft, { isServer }) => (isServer ? error("the game's own mistake") : undefined) },
		waits: {
			args: [],
			run: (_draft, { isServer }) => {
				if (isServer) task.wait(1);
			},
		},
	});
	return { schema, channel: defineChannel("player", mutators) };
}

export type Game = ReturnType<typeof declareGame>;
