import type { PlaceNode } from "../headless/host/control-api";
import type { Native } from "../headless/host/native";
import { BenchWorld, keyOf } from "./sessions/bench-world";
import { LibraryName } from "./sessions/libraries";
import { Samples } from "./sessions/samples";

const SEEDS = 8;
const PLAYERS = 15;
const GIVE_UP_SECONDS = 90;

/** How long it takes to open a document that another server has open, where its player still is. */
export interface HandOffFigures {
	readonly seconds: Samples;
	/** Opens that had not come through after 90 s. */
	readonly never: number;
	/** Opens whose first call was refused. */
	readonly refused: number;
}

/** Ten players on one server, each of whose documents a second server wants while the first plays on with it. */
export function benchHandOff(native: Native, place: PlaceNode, library: LibraryName): HandOffFigures {
	const seconds = new Samples();
	let [never, refused] = [0, 0];
	for (let seed = 1; seed <= SEEDS; seed += 1) {
		const world = new BenchWorld(native, place, { library, seed, rhythm: 1 });
		const random = world.universe.random.derive("bench");
		const [a, b] = [world.startServer(), world.startServer()];
		world.runFor(10);
		for (let player = 1; player <= PLAYERS; player += 1) world.join(a, player);
		const wantedAt = new Map<number, number>();
		for (let player = 1; player <= PLAYERS; player += 1) {
			const at = 60 + random.nextNumber() * 60;
			wantedAt.set(player, at);
			world.at(at, () => world.join(b, player));
		}
		const isOpenThere = (player: number) => world.firstOpen(b, keyOf(player), 0) !== undefined;
		world.runFor(110);
		world.runUntil(() => [...wantedAt].every(([player]) => isOpenThere(player)), GIVE_UP_SECONDS);
		for (const [player, at] of wantedAt) {
			const opened = world.firstOpen(b, keyOf(player), 0);
			if (opened !== undefined) seconds.add(opened.at - at);
			else never += 1;
			if (world.refusalsOf(keyOf(player)) > 0) refused += 1;
		}
	}
	return { seconds, never, refused };
}
