import type { PlaceNode } from "../headless/host/control-api";
import type { Native } from "../headless/host/native";
import { Samples } from "./sessions/samples";
import { TradeWorld } from "./transactions/trade-world";
import { Way } from "./transactions/ways";

// The same each time, so that what is counted is round trips.
const READ_SECONDS = 0.1;
const WRITE_SECONDS = 0.2;
const PLAYERS = 10;
const RHYTHM = 5;
const TRADE_SECONDS = 15;
const COINS = 3;

/** How long a trade takes until the game may say that it is stored, by how long one UpdateAsync takes in the same game. */
export interface LatencyFigures {
	readonly trades: number;
	readonly updateSeconds: number;
	/** Round trips: in the middle and at most. */
	readonly p50: number;
	readonly most: number;
}

export function benchTradeLatency(native: Native, place: PlaceNode, way: Way, trades: number): LatencyFigures {
	const latency = { readSeconds: [READ_SECONDS, READ_SECONDS], writeSeconds: [WRITE_SECONDS, WRITE_SECONDS] } as const;
	const trading = new TradeWorld(native, place, way, { seed: 61, rhythm: RHYTHM, cloud: { latency } });
	const { world } = trading;
	const random = world.universe.random.derive("trades");
	const server = trading.startFull(PLAYERS);
	const [updates, seconds] = [new Samples(), new Samples()];
	for (let index = 0; index < trades; index += 1) {
		const at = world.now() + (index + random.nextNumber()) * TRADE_SECONDS;
		const giver = 1 + 2 * (index % (PLAYERS / 2));
		world.at(at, () => trading.trade(server, giver, giver + 1, COINS, (done) => done && seconds.add(world.now() - at)));
		const probeAt = world.now() + (index + random.nextNumber()) * TRADE_SECONDS;
		world.at(probeAt, () => trading.probe(server, () => updates.add(world.now() - probeAt)));
	}
	world.runFor((trades + 10) * TRADE_SECONDS);
	if (seconds.count() !== trades) error(`${way}: only ${seconds.count()} of ${trades} trades came about`);
	const updateSeconds = updates.percentile(0.5)!;
	return {
		trades,
		updateSeconds,
		p50: seconds.percentile(0.5)! / updateSeconds,
		most: seconds.percentile(1)! / updateSeconds,
	};
}
