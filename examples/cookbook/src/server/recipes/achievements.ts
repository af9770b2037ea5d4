/** Achievements and an economy, both on events: the game only changes documents, and these listen to the commits. */
import { DeepReadonly, Infer, s } from "@rbxts/holdfast";
import { DataManager, defineCollection, Session } from "@rbxts/holdfast/out/server";

import { check, valueOf } from "../check";

const MINER = s.object({
	coins: s.integer({ min: 0, max: 1_000_000 }).default(0),
	ore: s.integer({ min: 0 }).default(0),
	tools: s.set(s.string({ min: 1, max: 20 })),
	achievements: s.set(s.string({ min: 1, max: 30 })),
});

type Miner = Infer<typeof MINER>;

interface Achievement {
	readonly id: string;
	readonly reward: number;
	readonly isEarned: (data: DeepReadonly<Miner>) => boolean;
}

const ACHIEVEMENTS: ReadonlyArray<Achievement> = [
	{ id: "first-ore", reward: 5, isEarned: (data) => data.ore >= 1 },
	{ id: "ten-ores", reward: 50, isEarned: (data) => data.ore >= 10 },
	{ id: "well-equipped", reward: 20, isEarned: (data) => data.tools.size() >= 2 },
];

/** Gives what a commit has earned: the mark and the reward together, so never one without the other. */
function watchAchievements(session: Session<Miner>, told: (id: string) => void): void {
	session.committed.subscribe(() => {
		for (const { id, reward, isEarned } of ACHIEVEMENTS) {
			// What is current, not what the commit had: an award of this very loop is a commit too.
			if (session.data.achievements.has(id) || !isEarned(session.data)) continue;
			const awarded = session.update(
				(draft) => {
					draft.achievements.add(id);
					draft.coins += reward;
				},
				{ source: "achievement" },
			);
			if (awarded.ok) told(id);
		}
	});
}

/** Where coins come from and go to, over all documents of this server: what one balances a game by. */
class CoinFlow {
	readonly earned = new Map<string, number>();
	readonly spent = new Map<string, number>();

	note(before: number, after: number, source: string): void {
		const flow = after > before ? this.earned : this.spent;
		flow.set(source, (flow.get(source) ?? 0) + math.abs(after - before));
	}
}

function watchCoins(session: Session<Miner>, flow: CoinFlow): void {
	session.committed.subscribe(({ previous, data, context }) => {
		if (previous.coins !== data.coins) flow.note(previous.coins, data.coins, tostring(context?.source ?? "unknown"));
	});
}

function mine(session: Session<Miner>): void {
	valueOf(session.increment(["ore"], 1));
}

function sellOre(session: Session<Miner>): void {
	valueOf(
		session.update(
			(draft) => {
				draft.coins += draft.ore * 10;
				draft.ore = 0;
			},
			{ source: "ore" },
		),
	);
}

/** No price is checked here: the schema lets no balance fall below zero, and a refused change has changed nothing. */
function buy(session: Session<Miner>, tool: string, price: number): boolean {
	const bought = session.update(
		(draft) => {
			draft.coins -= price;
			draft.tools.add(tool);
		},
		{ source: "shop" },
	);
	return bought.ok;
}

export function achievements(manager: DataManager): string {
	const miners = defineCollection<Miner>({ name: "Miners", schema: MINER });
	const flow = new CoinFlow();
	const told = new Array<string>();
	const session = valueOf(manager.open(miners, "miner_1").expect());
	const coins = () => session.data.coins;
	watchCoins(session, flow);
	watchAchievements(session, (id) => told.push(id));

	for (let swing = 1; swing <= 10; swing += 1) mine(session);
	check(told.join() === "first-ore, ten-ores", `the miner earned both for ore, not ${told.join()}`);
	sellOre(session);
	check(coins() === 155, "ten ores and two rewards");
	check(!buy(session, "castle", 500), "what is too dear is refused");
	check(buy(session, "pickaxe", 60) && buy(session, "lamp", 40), "two tools are bought");
	check(coins() === 75 && told.size() === 3, "the last achievement came with its reward");

	check(flow.earned.get("ore") === 100 && flow.earned.get("achievement") === 75, "every coin has a source");
	check(flow.spent.get("shop") === 100, "a refused purchase is none");
	valueOf(session.close().expect());
	return `${told.size()} achievements, 175 coins earned, 100 spent`;
}
