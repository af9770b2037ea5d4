import type * as Holdfast from "../../../src";

/** What every document of this sweep holds. */
export interface ClientDocument {
	coins: number;
	/** Everybody may see it, as the badges. */
	title: string;
	badges: Array<{ name: string; level: number }>;
	/** Begins with the mark of its document, so that it is known where it may go. */
	bio: string;
	level: number;
	/** Set by clients, to the id of what they asked for. */
	aim: string;
	items: Array<{ id: string; amount: number; seal?: string }>;
	/** How often each thing that was asked for was done, by its id. */
	log: Map<string, number>;
	luck: number;
	secret: string;
}

/** In every text that must not leave a server. The wire packs letters and digits; with these signs a text crosses as it is. */
export const SECRET_MARK = "!secret!";

/** In every text that only those may see to whom the whole of a document is shown. */
export function ownMark(key: string): string {
	return `!own ${key}!`;
}

const COINS_MAX = 1_000_000;

function note(draft: { log: Map<string, number> }, id: string): void {
	draft.log.set(id, (draft.log.get(id) ?? 0) + 1);
}

/** The half of the game that both sides share, as each side's own copy of the library has it. */
export function declareRules({ s, defineChannel, defineMutators, StatePriority }: typeof Holdfast) {
	const id = s.string({ max: 40 });
	const item = s.object({ id, amount: s.integer({ min: 0 }), seal: s.string().private().optional() });
	const schema = s.object({
		coins: s.integer({ min: 0, max: COINS_MAX }),
		title: s.string().public(),
		badges: s.array(s.object({ name: s.string(), level: s.integer() })).public(),
		bio: s.string(),
		level: s.integer(),
		aim: s.string({ max: 40 }).clientWritable(),
		items: s.array(item),
		log: s.map(s.string(), s.integer()),
		luck: s.integer().private(),
		secret: s.string().private(),
	});
	const mutators = defineMutators(schema, {
		earn: {
			args: [id, s.integer({ min: 1, max: 100 })],
			run: (draft, mark, amount) => {
				note(draft, mark);
				draft.coins += amount;
			},
		},
		buy: {
			args: [id, s.integer({ min: 1, max: 200 })],
			run: (draft, mark, price) => {
				if (draft.coins < price) return "Too few coins.";
				note(draft, mark);
				draft.coins -= price;
				draft.items.unshift({ id: mark, amount: 3 });
				return undefined;
			},
		},
		consume: {
			args: [id, s.integer({ min: 0 })],
			run: (draft, mark, index) => {
				const found = draft.items[index];
				if (found === undefined) return "There is no such item.";
				note(draft, mark);
				found.amount -= 1;
				if (found.amount <= 0) draft.items.remove(index);
				return undefined;
			},
		},
		/** Each side does something else. */
		gamble: {
			args: [id],
			run: (draft, mark, { isServer }) => {
				note(draft, mark);
				draft.coins += isServer ? 1 : 5;
			},
		},
		/** The client thinks that it works. */
		tryLuck: {
			args: [id],
			run: (draft, mark, { isServer }) => {
				note(draft, mark);
				draft.coins += 50;
				return isServer ? "Not today." : undefined;
			},
		},
		/** What the client cannot guess. */
		roll: {
			args: [id],
			predict: false,
			run: (draft, mark) => {
				note(draft, mark);
				draft.coins += draft.luck;
			},
		},
		rename: {
			args: [id, s.string()],
			conflicts: "server_wins",
			run: (draft, mark, title) => {
				note(draft, mark);
				draft.title = title;
			},
		},
		describe: {
			args: [id, s.string()],
			conflicts: "client_wins",
			run: (draft, mark, bio) => {
				note(draft, mark);
				draft.bio = bio;
			},
		},
		dial: {
			args: [id, s.integer()],
			priority: StatePriority.LOW,
			coalesce: true,
			run: (draft, mark, level) => {
				note(draft, mark);
				draft.level = level;
			},
		},
		rush: {
			args: [id],
			priority: StatePriority.HIGH,
			run: (draft, mark) => {
				note(draft, mark);
				draft.level += 1;
			},
		},
		heavy: {
			args: [id],
			cost: 10,
			run: (draft, mark) => note(draft, mark),
		},
		denied: {
			args: [id],
			allow: (data) => data.luck > COINS_MAX,
			run: (draft, mark) => note(draft, mark),
		},
		/** The schema does not allow what it makes. */
		overdraw: {
			args: [id],
			run: (draft, mark, { isServer }) => {
				note(draft, mark);
				draft.coins = isServer ? -1 : draft.coins;
			},
		},
	});
	return {
		schema,
		own: defineChannel("own", mutators),
		guild: defineChannel("guild", mutators),
	};
}

export type ClientRules = ReturnType<typeof declareRules>;
