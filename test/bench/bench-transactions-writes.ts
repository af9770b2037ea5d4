import type { PlaceNode } from "../headless/host/control-api";
import type { Native } from "../headless/host/native";
import type { Server } from "../headless/universe/server";
import { RequestMeter } from "./sessions/request-meter";
import { TradeWorld } from "./transactions/trade-world";
import { Way } from "./transactions/ways";

export const TRADE_RHYTHM = 5;
export const SLOT_SECONDS = 1800;
// Longer than markers may stay.
export const SETTLE_SECONDS = 2400;
export const BURST_DOCUMENTS = 6;
export const BURST_TRADES = 60;
const LOOK_SECONDS = 5;
const COINS = 3;

export type TradesKind = "single" | "burst";

/** What trades add to what is asked of the DataStore anyway. */
export interface WritesFigures {
	readonly trades: number;
	/** Of the whole game, with them and without. */
	readonly writesWith: number;
	readonly writesWithout: number;
	readonly writesPerTrade: number;
	readonly readsWith: number;
	readonly readsWithout: number;
	readonly readsPerTrade: number;
	/** Seconds from the last trade until no record has anything of one. */
	readonly markersGoneSeconds: number;
	readonly markersLeft: number;
}

interface Played {
	readonly trades: number;
	readonly writes: number;
	readonly reads: number;
	readonly markersGoneSeconds: number;
	readonly markersLeft: number;
}

/** How much of it is played. */
export interface WritesCounts {
	/** Times that everybody trades. */
	readonly slots: number;
	readonly players: number;
}

type Plan = (random: () => number, trade: (at: number, from: number, to: number) => void) => void;

/** Each pair of players trades once in a slot, far from its other trades. */
function planSingle({ slots, players }: WritesCounts): Plan {
	return (random, trade) => {
		for (let slot = 0; slot < slots; slot += 1) {
			for (let giver = 1; giver < players; giver += 2) trade((slot + random()) * SLOT_SECONDS, giver, giver + 1);
		}
	};
}

/** Once in a slot a few players make many trades at one moment. */
function planBurst({ slots }: WritesCounts): Plan {
	return (random, trade) => {
		for (let slot = 0; slot < slots; slot += 1) {
			const at = (slot + random()) * SLOT_SECONDS;
			for (let index = 0; index < BURST_TRADES; index += 1) {
				const giver = index % BURST_DOCUMENTS;
				const step = 1 + math.floor(random() * (BURST_DOCUMENTS - 1));
				trade(at, giver + 1, ((giver + step) % BURST_DOCUMENTS) + 1);
			}
		}
	};
}

function markersIn(trading: TradeWorld, players: number): number {
	let count = 0;
	for (let userId = 1; userId <= players; userId += 1) if (trading.stored(userId).isMarked) count += 1;
	return count;
}

function play(native: Native, place: PlaceNode, way: Way, counts: WritesCounts, plan?: Plan): Played {
	const trading = new TradeWorld(native, place, way, { seed: 51, rhythm: TRADE_RHYTHM });
	const { world } = trading;
	const { slots, players } = counts;
	const random = world.universe.random.derive("trades");
	const meter = new RequestMeter(world.universe);
	const server: Server = trading.startFull(players);
	const began = world.now();
	const before = meter.now();
	let [asked, trades, last] = [0, 0, began];
	plan?.(
		() => random.nextNumber(),
		(at, from, to) => {
			asked += 1;
			last = math.max(last, began + at);
			world.at(began + at, () => trading.trade(server, from, to, COINS, (done) => (trades += done ? 1 : 0)));
		},
	);
	const endsAt = began + slots * SLOT_SECONDS + SETTLE_SECONDS;
	let marked = last;
	while (world.now() < endsAt) {
		world.runFor(LOOK_SECONDS);
		if (markersIn(trading, players) > 0) marked = world.now();
	}
	if (trades !== asked) error(`${way}: only ${trades} of ${asked} trades came about`);
	const { writes, reads } = meter.since(before);
	return { trades, writes, reads, markersGoneSeconds: marked - last, markersLeft: markersIn(trading, players) };
}

/** The same hours with trades and without: what is more is theirs. */
export function benchTradeWrites(
	native: Native,
	place: PlaceNode,
	way: Way,
	counts: WritesCounts,
): Record<TradesKind, WritesFigures> {
	const without = play(native, place, way, counts);
	const compare = (plan: Plan): WritesFigures => {
		const { trades, writes, reads, markersGoneSeconds, markersLeft } = play(native, place, way, counts, plan);
		return {
			trades,
			writesWith: writes,
			writesWithout: without.writes,
			writesPerTrade: (writes - without.writes) / trades,
			readsWith: reads,
			readsWithout: without.reads,
			readsPerTrade: (reads - without.reads) / trades,
			markersGoneSeconds,
			markersLeft,
		};
	};
	return { single: compare(planSingle(counts)), burst: compare(planBurst(counts)) };
}
