import { defineChannel, defineMutators, s, StatePriority } from "../../../../src";

/** What a spec has the game's own functions do. */
export interface OddHooks {
	guard?: () => string | undefined;
	allow?: () => boolean;
	run?: () => void;
	check?: (value: unknown) => boolean;
	/** Of the document's schema. */
	rule?: (coins: number) => boolean;
}

export interface OddData {
	coins: number;
	volume: number;
	text: string;
	title: string;
	items: Array<{ id: string; amount: number; seal?: string }>;
	settings: { loud: boolean };
	levels: Map<number, number>;
	marks: Map<string, number>;
	pose: { kind: "sit"; seat: string } | { kind: "stand"; note?: string };
	place: { seat: string } | { note?: string };
	pets: Map<string, { name: string; level: number }>;
	/** Clients never see it. */
	luck: number;
}

/** A game whose functions do what a spec says. */
export function declareOddGame(hooks: OddHooks) {
	const item = s.object({ id: s.string(), amount: s.integer() });
	const sealed = s.object({ id: s.string(), amount: s.integer(), seal: s.string().optional().private() });
	const schema = s.object({
		coins: s
			.integer({ min: 0, max: 1000 })
			.refine({ name: "odd", check: (coins) => hooks.rule?.(coins) ?? true })
			.default(100),
		volume: s.number({ min: 0, max: 1 }).default(0.5).clientWritable(),
		text: s.string({ max: 20_000 }).default(""),
		title: s.string().default("new").public(),
		items: s.array(sealed),
		settings: s.object({ loud: s.boolean().default(false) }).clientWritable(),
		levels: s.map(s.integer(), s.integer()),
		marks: s.map(s.string({ max: 5 }), s.integer().clientWritable()),
		pose: s
			.union(
				s.object({ kind: s.literal("sit"), seat: s.string({ max: 5 }) }),
				s.object({ kind: s.literal("stand"), note: s.string({ max: 5 }).optional() }),
			)
			.default({ kind: "stand" })
			.clientWritable(),
		place: s
			.union(s.object({ seat: s.string({ max: 5 }) }), s.object({ note: s.string({ max: 5 }).optional() }))
			.default({ note: "here" })
			.clientWritable(),
		pets: s.map(s.string(), s.object({ name: s.string(), level: s.integer() })),
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
		addItem: {
			args: [item],
			run: (draft, given) => {
				draft.items.push(given);
			},
		},
		useItem: {
			args: [s.integer()],
			run: (draft, index) => {
				draft.items[index].amount -= 1;
			},
		},
		/** Takes its argument for its own. */
		addClamped: {
			args: [item],
			run: (draft, given) => {
				given.amount = math.min(given.amount, 3);
				draft.items.push(given);
			},
		},
		setLevel: {
			args: [s.integer(), s.integer()],
			conflicts: "server_wins",
			run: (draft, key, level) => {
				draft.levels.set(key, level);
			},
		},
		setMark: {
			args: [s.string(), s.integer()],
			conflicts: "server_wins",
			run: (draft, key, level) => {
				draft.marks.set(key, level);
			},
		},
		/** Clients think that it works. */
		tryLuck: {
			args: [],
			run: (draft, { isServer }) => {
				draft.coins += 50;
				return isServer ? "Not today." : undefined;
			},
		},
		/** Fits the document however often it is done. */
		tap: {
			args: [],
			run: (draft) => {
				draft.coins = 100 + ((draft.coins + 1) % 100);
			},
		},
		write: {
			args: [s.string()],
			run: (draft, text) => {
				draft.text = text;
			},
		},
		/** Its argument is looked at by a check of the game's. */
		checked: {
			args: [s.custom((value): value is number => hooks.check?.(value) ?? true)],
			run: (draft) => {
				draft.coins += 1;
			},
		},
		choose: {
			args: [
				s.union(
					s.string(),
					s.custom((value): value is number => hooks.check?.(value) ?? true),
				),
			],
			run: (draft) => {
				draft.coins += 1;
			},
		},
		buy: {
			args: [s.string()],
			run: (draft, id) => {
				if (draft.coins < 50) return "Too few coins.";
				draft.coins -= 50;
				draft.items.push({ id, amount: 1 });
				return undefined;
			},
		},
		markAndEarn: {
			args: [s.string(), s.integer()],
			conflicts: "server_wins",
			run: (draft, key, level) => {
				draft.marks.set(key, level);
				draft.coins += 1;
			},
		},
		namePet: {
			args: [s.string(), s.string()],
			conflicts: "client_wins",
			run: (draft, key, name) => {
				const pet = draft.pets.get(key);
				if (pet === undefined) return "There is no such pet.";
				pet.name = name;
				return undefined;
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
