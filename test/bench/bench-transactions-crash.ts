import type { PlaceNode } from "../headless/host/control-api";
import type { Native } from "../headless/host/native";
import { RequestMeter } from "./sessions/request-meter";
import { CrashingPair, CrashOdds, CrashTally } from "./transactions/crashing-pair";
import { START_COINS, TradeWorld } from "./transactions/trade-world";
import { Way } from "./transactions/ways";

const PAIRS = 10;
const RHYTHM = 5;
const FIRST_SEED = 81;
const LEAVE_SECONDS = 120;

export type CrashKind = "around" | "within";

/** Some seconds around one trade of a hundred; and while one of ten is being saved. */
export const CRASH_ODDS: Record<CrashKind, CrashOdds> = {
	around: { chance: 0.01, seconds: [-2, 3] },
	within: { chance: 0.1, seconds: [0, 1] },
};

/** How much of it is played. */
export interface CrashCounts {
	readonly seeds: number;
	/** Of each seed. */
	readonly trades: number;
}

/** What is left of the coins of players whose servers crash as they trade. */
export interface TradeCrashFigures extends Readonly<CrashTally> {
	readonly seeds: ReadonlyArray<number>;
	/** Seeds after which coins were missing, or there were too many. */
	readonly wrongSeeds: ReadonlyArray<number>;
	/** Coins in the DataStore at the end, less what there were at first. */
	readonly storedOff: number;
	readonly markersLeft: number;
	/** Of the game with all that was in it. */
	readonly writes: number;
}

export function benchTradeCrash(
	native: Native,
	place: PlaceNode,
	way: Way,
	kind: CrashKind,
	{ seeds, trades }: CrashCounts,
): TradeCrashFigures {
	const tally: CrashTally = { trades: 0, crashes: 0, created: 0, lost: 0, torn: 0, neither: 0, refused: 0 };
	const [played, wrongSeeds] = [new Array<number>(), new Array<number>()];
	let [storedOff, markersLeft, writes] = [0, 0, 0];
	for (let seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed += 1) {
		const trading = new TradeWorld(native, place, way, { seed, rhythm: RHYTHM });
		const { world } = trading;
		const meter = new RequestMeter(world.universe);
		const before = meter.now();
		const tornBefore = tally.torn;
		const pairsOf = new Array<CrashingPair>();
		for (let index = 0; index < PAIRS; index += 1) {
			const random = world.universe.random.derive(`pair ${index}`);
			pairsOf.push(new CrashingPair(trading, random, tally, CRASH_ODDS[kind], 1 + 2 * index, trades / PAIRS));
		}
		while (!pairsOf.every((pair) => pair.isDone())) world.runFor(60);
		// Long enough for the last crash of all to be over.
		world.runFor(LEAVE_SECONDS);
		pairsOf.forEach((pair) => pair.leave());
		world.runFor(LEAVE_SECONDS);
		let off = 0;
		for (let userId = 1; userId <= 2 * PAIRS; userId += 1) {
			const { coins, isMarked } = trading.stored(userId);
			off += coins - START_COINS;
			if (isMarked) markersLeft += 1;
		}
		storedOff += off;
		writes += meter.since(before).writes;
		played.push(seed);
		if (off !== 0 || tally.torn > tornBefore) wrongSeeds.push(seed);
	}
	return { ...tally, seeds: played, wrongSeeds, storedOff, markersLeft, writes };
}
