import type { PublishConfig } from "../../../src/server";
import type { SeededRandom } from "../../../src/testing";
import type { LatencyRange } from "../../headless/host/control-api";

/** What one seed's world of clients is like. */
export interface ClientPlan {
	readonly servers: number;
	readonly players: number;
	/** Virtual seconds of play; then everything is calm. */
	readonly seconds: number;
	/** Seconds from one side to the other. */
	readonly latency: LatencyRange;
	readonly config: Partial<PublishConfig>;
	/** Share of Holdfast's messages that are lost, each way. */
	readonly loss: number;
	/** Share of the game's own unreliable messages that are lost. */
	readonly unreliableLoss: number;
	/** Seconds between what one client asks for and the next, about. */
	readonly askEvery: number;
	/** Seconds between what a server does by itself and the next, about. */
	readonly actEvery: number;
	/** Seconds that a player stays, about. */
	readonly stay: number;
}

// The longest way of a message: half a second.
const LATENCY_MAX = 0.5;

/** Mostly small worlds, since many of them find more than few large ones; now and then one with thirty players. */
function drawPlayers(random: SeededRandom): number {
	const size = random.nextNumber();
	if (size < 0.82) return random.nextInteger(1, 5);
	return size < 0.97 ? random.nextInteger(6, 12) : random.nextInteger(13, 30);
}

/** Some are throttled: their tokens are few. */
function drawConfig(random: SeededRandom): Partial<PublishConfig> {
	const tight = random.chance(0.4);
	return {
		tokensPerSecond: tight ? random.pick([4, 8]) : 40,
		tokensMax: tight ? random.pick([6, 15]) : 80,
		intentsPerFrame: random.pick([1, 8]),
		chunkBytes: random.pick([400, 3000, 12000]),
		recentChanges: random.pick([2, 64]),
		hashSeconds: random.pick([2, 5]),
	};
}

export function drawClientPlan(random: SeededRandom): ClientPlan {
	const players = drawPlayers(random);
	const quickest = random.nextNumber() * LATENCY_MAX;
	const slowest = random.chance(0.5) ? quickest : quickest + random.nextNumber() * (LATENCY_MAX - quickest);
	return {
		servers: random.nextInteger(1, 2),
		players,
		seconds: random.nextInteger(10, players > 12 ? 14 : 25),
		latency: [quickest, slowest],
		config: drawConfig(random),
		loss: random.pick([0, 0, 0.03, 0.15]),
		unreliableLoss: random.pick([0.05, 0.3]),
		askEvery: random.pick([0.2, 0.5, 1]),
		actEvery: random.pick([0.3, 1, 2]),
		stay: random.pick([6, 15, 60]),
	};
}
