import type { PlaceNode } from "../headless/host/control-api";
import type { Native } from "../headless/host/native";
import { CrowdGame } from "./client/crowd-game";
import { medianOf } from "./client/median";
import { ByWay, forEachWay, Way } from "./client/ways";

export const CROWDS = [1, 10, 50, 100] as const;
export const UPDATES = ["idle", "number", "hundred"] as const;
export type Update = (typeof UPDATES)[number];

const BATCH = 10;

/** Microseconds of Luau, the medians of batches. */
export interface ServerFigures {
	/** For the change itself, by the way's own means. */
	readonly change: number;
	/** For what is done at the end of the frame, until all messages are handed to the engine. */
	readonly frame: number;
	readonly sum: number;
}

/** By the number of players. */
export type CrowdFigures = Record<Update, ReadonlyArray<ServerFigures>>;

/** How long is measured. */
export interface ServerCounts {
	readonly rounds: number;
	readonly roundSeconds: number;
}

interface Timed {
	readonly change: Array<number>;
	readonly frame: Array<number>;
	readonly sum: Array<number>;
}

/** One way, with one crowd after the other. */
class Trial {
	private readonly crowd: CrowdGame;
	private engine = new Array<number>();
	private timed = this.newTimed();
	private value = 5000;

	constructor(
		private readonly native: Native,
		place: PlaceNode,
		private readonly way: Way,
	) {
		this.crowd = new CrowdGame(native, place, way);
	}

	/** What was measured before is forgotten. */
	grow(players: number): void {
		this.crowd.grow(players);
		this.engine = [];
		this.timed = this.newTimed();
		this.crowd.check(() => this.change("number"));
		this.crowd.check(() => this.change("hundred"));
	}

	round(seconds: number): void {
		this.crowd.inside(() => {
			for (const update of UPDATES) this.measure(update, seconds);
			if (this.way === "Reflex") this.measureEngine();
		});
		this.crowd.rest();
	}

	figures(update: Update): ServerFigures {
		const { change, frame, sum } = this.timed[update];
		const engine = update === "idle" || this.engine.isEmpty() ? 0 : medianOf(this.engine);
		const middle = (seconds: ReadonlyArray<number>) => medianOf(seconds) * 1e6;
		// Reflex connects in the change, and disconnects at the end of the frame.
		return { change: middle(change), frame: middle(frame), sum: middle(sum) - engine * 1e6 };
	}

	private newTimed(): Record<Update, Timed> {
		const samples = (): Timed => ({ change: [], frame: [], sum: [] });
		return { idle: samples(), number: samples(), hundred: samples() };
	}

	private change(update: Update): void {
		this.value += 1;
		if (update === "number") this.crowd.side.setCoins(this.value);
		else if (update === "hundred") this.crowd.side.setEveryAmount(this.value);
	}

	private measure(update: Update, seconds: number): void {
		const { timed, crowd } = this;
		const clock = this.native.realClock;
		const endsAt = clock() + seconds;
		do {
			let [changing, framing] = [0, 0];
			for (let index = 0; index < BATCH; index += 1) {
				const began = clock();
				this.change(update);
				const changed = clock();
				crowd.frame();
				framing += clock() - changed;
				changing += changed - began;
			}
			timed[update].change.push(changing / BATCH);
			timed[update].frame.push(framing / BATCH);
			timed[update].sum.push((changing + framing) / BATCH);
		} while (clock() < endsAt);
	}

	private measureEngine(): void {
		const clock = this.native.realClock;
		for (let batch = 0; batch < BATCH; batch += 1) {
			const began = clock();
			for (let index = 0; index < BATCH; index += 1) this.crowd.connectOnce();
			this.engine.push((clock() - began) / BATCH);
		}
	}
}

/**
 * What a server does in Luau for one document that so many players see. The ways take turns, so that what else the machine
 * does meets all of them.
 */
export function benchServer(native: Native, place: PlaceNode, counts: ServerCounts): ByWay<CrowdFigures> {
	const trials = forEachWay((way) => new Trial(native, place, way));
	const figures = forEachWay(() => {
		return {
			idle: new Array<ServerFigures>(),
			number: new Array<ServerFigures>(),
			hundred: new Array<ServerFigures>(),
		};
	});
	for (const players of CROWDS) {
		forEachWay((way) => trials[way].grow(players));
		for (let round = 0; round < counts.rounds; round += 1) {
			forEachWay((way) => trials[way].round(counts.roundSeconds));
		}
		forEachWay((way) => {
			for (const update of UPDATES) figures[way][update].push(trials[way].figures(update));
		});
	}
	return figures;
}
