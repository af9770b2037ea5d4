import type { PlaceNode } from "../headless/host/control-api";
import type { Native } from "../headless/host/native";
import { ITEM_COUNT } from "./sample-document";
import { CpuWorld } from "./sessions/cpu-world";
import { ByLibrary, forEachLibrary } from "./sessions/libraries";

const ROUNDS = 11;
const ROUND_SECONDS = 0.03;

/** Microseconds, of the best round: what a machine shows that has nothing else to do. */
export interface CpuFigures {
	increment: number;
	field: number;
	whole: number;
	/** By the clock: nobody waits for it. What the stand-in takes for the engine's own calls is in neither. */
	autosave: number;
	/** Asked for, with a promise of its success where the library gives one. */
	save: number;
}

/** Seconds of one operation, of as many as fit into a round. */
function timeRound(clock: () => number, operation: (iteration: number) => void): number {
	let [spent, count] = [0, 0];
	while (spent < ROUND_SECONDS) {
		const began = clock();
		for (let index = 0; index < 10; index += 1) operation(count + index);
		spent += clock() - began;
		count += 10;
	}
	return spent / count;
}

/**
 * What the libraries make the processor do with documents of 10 KB, on a DataStore that answers at once. They take turns,
 * so that what else the machine does meets all of them.
 */
export function benchCpu(native: Native, place: PlaceNode): ByLibrary<CpuFigures> {
	const middle = ITEM_COUNT / 2;
	const worlds = forEachLibrary((library) => new CpuWorld(native, place, library));
	const best = forEachLibrary(() => {
		const none = math.huge;
		return { increment: none, field: none, whole: none, save: none, autosave: none, update: none, look: none };
	});
	for (let round = 1; round <= ROUNDS; round += 1) {
		forEachLibrary((library) => {
			const [{ session, engine }, least] = [worlds[library], best[library]];
			const timed = (operation: (iteration: number) => void) => timeRound(native.realClock, operation);
			// Values that were not there before: a change that changes nothing would look very fast.
			const fresh = (iteration: number) => round * 1_000_000 + iteration;
			least.increment = math.min(
				least.increment,
				timed(() => session.bump()),
			);
			least.field = math.min(
				least.field,
				timed((iteration) => session.changeItem(middle, fresh(iteration))),
			);
			least.whole = math.min(
				least.whole,
				timed((iteration) => session.rewrite(middle, fresh(iteration) + 0.5)),
			);
			least.update = math.min(
				least.update,
				timed(() => engine.update()),
			);
			least.look = math.min(
				least.look,
				timed(() => engine.look()),
			);
			for (const how of ["save", "autosave"] as const) {
				const saved = worlds[library].saveAll(how);
				const ofEngine = least.update + saved.looks * least.look;
				least[how] = math.min(least[how], saved.seconds - saved.idleSeconds - ofEngine);
			}
		});
	}
	return forEachLibrary((library) => {
		const { increment, field, whole, save, autosave } = best[library];
		return {
			increment: increment * 1e6,
			field: field * 1e6,
			whole: whole * 1e6,
			save: save * 1e6,
			autosave: autosave * 1e6,
		};
	});
}
