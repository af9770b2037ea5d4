export interface SampleItem {
	id: string;
	amount: number;
	level: number;
	bound: boolean;
}

/** A player's document of about 10 KB of JSON: 150 items beside a few numbers. */
export interface SampleDocument {
	coins: number;
	stats: { wins: number; losses: number; playSeconds: number };
	inventory: Array<SampleItem>;
	settings: { music: number; effects: number; language: string };
}

export const ITEM_COUNT = 150;

export function createSampleDocument(items = ITEM_COUNT): SampleDocument {
	const inventory = new Array<SampleItem>();
	for (let index = 1; index <= items; index += 1) {
		inventory.push({
			id: "weapon_of_light_%03d".format(index),
			amount: index,
			level: index % 40,
			bound: index % 2 === 0,
		});
	}
	return {
		coins: 1000,
		stats: { wins: 10, losses: 7, playSeconds: 36_000 },
		inventory,
		settings: { music: 0.5, effects: 0.8, language: "en" },
	};
}
