import type { PlaceNode } from "../headless/host/control-api";
import type { Native } from "../headless/host/native";
import { RequestMeter } from "./sessions/request-meter";
import { START_COINS, TradeWorld } from "./transactions/trade-world";
import { Way } from "./transactions/ways";

export const RATE_PLAYERS = 20;
const RHYTHM = 10;
const COINS = 1;
// A trade that was refused is not asked for again in the same frame.
const AGAIN_SECONDS = 1;

/**
 * Who trades: each pair alone, the same where the limits that all servers share do not hold, each pair with ten trades at
 * once, or everybody with their neighbour in a ring.
 */
export const CROWDS = ["pairs", "pairsAlone", "pairs10", "ring"] as const;
export type Crowd = (typeof CROWDS)[number];

/** For how long. */
export interface RateCounts {
	/** What a server has saved up of its budget is to be gone then. */
	readonly warmSeconds: number;
	readonly seconds: number;
}

/** What came about of trades that were asked for again as soon as they were done. */
export interface RateFigures {
	readonly tradesPerSecond: number;
	readonly writesPerTrade: number;
	readonly writesPerSecond: number;
	readonly refused: number;
	/** Coins that were not there at the end, or there were too many. */
	readonly coinsOff: number;
}

type Trader = readonly [from: number, to: number];

function tradersOf(crowd: Crowd): ReadonlyArray<Trader> {
	const traders = new Array<Trader>();
	for (let userId = 1; userId <= RATE_PLAYERS; userId += 1) {
		if (crowd === "ring") traders.push([userId, (userId % RATE_PLAYERS) + 1]);
		else if (userId % 2 === 1) traders.push([userId, userId + 1]);
	}
	if (crowd !== "pairs10") return traders;
	const many = new Array<Trader>();
	for (let index = 0; index < 10; index += 1) for (const trader of traders) many.push(trader);
	return many;
}

/** Nil for ProfileStore that saves by the clock alone: no trade waits for anything, so nothing bounds it. */
export function benchTradeRate(
	native: Native,
	place: PlaceNode,
	way: Way,
	crowd: Crowd,
	{ warmSeconds, seconds }: RateCounts,
): RateFigures | undefined {
	if (way === "ProfileStore") return undefined;
	const limits = { experienceLimits: crowd !== "pairsAlone" };
	const trading = new TradeWorld(native, place, way, { seed: 71, rhythm: RHYTHM, cloud: { limits } });
	const { world } = trading;
	const meter = new RequestMeter(world.universe);
	const server = trading.startFull(RATE_PLAYERS);
	let [trades, refused, stopped] = [0, 0, false];
	const go = (from: number, to: number): void => {
		if (stopped) return;
		trading.trade(server, from, to, COINS, (done) => {
			if (done) trades += 1;
			else refused += 1;
			world.universe.scheduler.after(done ? 0 : AGAIN_SECONDS, undefined, () => go(from, to));
		});
	};
	for (const [from, to] of tradersOf(crowd)) go(from, to);
	world.runFor(warmSeconds);
	trades = 0;
	const before = meter.now();
	world.runFor(seconds);
	const { writes } = meter.since(before);
	const measured = trades;
	stopped = true;
	world.runFor(60);
	let coins = 0;
	for (let userId = 1; userId <= RATE_PLAYERS; userId += 1) coins += trading.look(server, userId)!;
	return {
		tradesPerSecond: measured / seconds,
		writesPerTrade: writes / measured,
		writesPerSecond: writes / seconds,
		refused,
		coinsOff: coins - RATE_PLAYERS * START_COINS,
	};
}
