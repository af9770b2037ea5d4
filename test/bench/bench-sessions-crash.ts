import type { PlaceNode } from "../headless/host/control-api";
import type { Native } from "../headless/host/native";
import { BenchWorld, keyOf } from "./sessions/bench-world";
import { LibraryName } from "./sessions/libraries";
import { Samples } from "./sessions/samples";

const SEEDS = 4;
const CRASHES_PER_SEED = 10;
const PLAYERS_PER_SERVER = 2;
const FIRST_CRASH = 30;
// As long as the peers wait from one save to the next.
const CRASHING_SECONDS = 300;
export const CRASH_RHYTHM = 0.25;
// Longer than any of their locks lives.
const GIVE_UP_SECONDS = 40 * 60;

/** What a crash of its server does to a player who joins another one at once. */
export interface CrashFigures {
	readonly crashes: number;
	/** Seconds until their document is open again, later calls included where the first was refused. */
	readonly seconds: Samples;
	/** Seconds of play that are gone. */
	readonly lost: Samples;
	/** Players whose first call was refused. */
	readonly refused: number;
	readonly never: number;
}

/** Servers crash one after the other, some minutes after they began; their players go to one that lives. */
export function benchCrash(native: Native, place: PlaceNode, library: LibraryName): CrashFigures {
	const [seconds, lost] = [new Samples(), new Samples()];
	let [refused, never] = [0, 0];
	for (let seed = 1; seed <= SEEDS; seed += 1) {
		const world = new BenchWorld(native, place, { library, seed: 100 + seed, rhythm: CRASH_RHYTHM });
		const random = world.universe.random.derive("bench");
		const refuge = world.startServer();
		const crashedAt = new Map<number, number>();
		const playedUntil = new Map<number, number>();
		let nextPlayer = 1;
		for (let index = 0; index < CRASHES_PER_SEED; index += 1) {
			const server = world.startServer();
			const players = new Array<number>();
			for (let count = 0; count < PLAYERS_PER_SERVER; count += 1) {
				players.push(nextPlayer);
				nextPlayer += 1;
			}
			world.at(1 + random.nextNumber() * 10, () => players.forEach((player) => world.join(server, player)));
			world.at(FIRST_CRASH + random.nextNumber() * CRASHING_SECONDS, () => {
				server.crash();
				for (const player of players) {
					crashedAt.set(player, world.now());
					playedUntil.set(player, world.played.get(keyOf(player))!);
					world.join(refuge, player);
				}
			});
		}
		world.runFor(FIRST_CRASH + CRASHING_SECONDS);
		const back = (player: number) => world.firstOpen(refuge, keyOf(player), crashedAt.get(player)!);
		world.runUntil(() => [...crashedAt].every(([player]) => back(player) !== undefined), GIVE_UP_SECONDS);
		for (const [player, at] of crashedAt) {
			const opened = back(player);
			if (world.refusalsOf(keyOf(player)) > 0) refused += 1;
			if (opened === undefined) {
				never += 1;
				continue;
			}
			seconds.add(opened.at - at);
			lost.add(playedUntil.get(player)! - (opened.playedUntil ?? 0));
		}
	}
	return { crashes: SEEDS * CRASHES_PER_SEED, seconds, lost, refused, never };
}
