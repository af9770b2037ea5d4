import type { PlaceNode } from "../headless/host/control-api";
import type { Native } from "../headless/host/native";
import { CrowdGame } from "./client/crowd-game";
import { medianOf } from "./client/median";
import { ByWay, forEachWay, Way } from "./client/ways";

export const CROWDS = [1, 10, 50, 100] as const;
export const UPDATES = ["idle", "number", "hundred"] as const;
export type Update = (typeof UPDATES)[number];

/** How many are timed together: of what takes long, one, so that what else the machine does is in few of them. */
const BATCH: Readonly<Record<Update, number>> = { idle: 10, number: 10, hundred: 1 };
const ENGINE_BATCH = 10;

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

function newEngine(): { readonly connecting: Array<number>; readonly disconnecting: Array<number> } {
	return { connecting: [], disconnecting: [] };
}

/** One way, with one crowd after the other. */
class Trial {
	private readonly crowd: CrowdGame;
	/** What the stand-in takes for Reflex's connection to the heartbeat: the engine's own work. */
	private engine = newEngine();
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
		this.engine = newEngine();
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
		const { connecting, disconnecting } = this.engine;
		const none = update === "idle" || connecting.isEmpty();
		const [connect, disconnect] = none ? [0, 0] : [medianOf(connecting), medianOf(disconnecting)];
		// What is left may be less than the clock can tell.
		const micros = (seconds: ReadonlyArray<number>, engine: number) => math.max(medianOf(seconds) - engine, 0) * 1e6;
		return {
			change: micros(change, connect),
			frame: micros(frame, disconnect),
			sum: micros(sum, connect + disconnect),
		};
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
		const batch = BATCH[update];
		const endsAt = clock() + seconds;
		do {
			let [changing, framing] = [0, 0];
			for (let index = 0; index < batch; index += 1) {
				const began = clock();
				this.change(update);
				const changed = clock();
				crowd.frame();
				framing += clock() - changed;
				changing += changed - began;
			}
			timed[update].change.push(changing / batch);
			timed[update].frame.push(framing / batch);
			timed[update].sum.push((changing + framing) / batch);
		} while (clock() < endsAt);
	}

	private measureEngine(): void {
		const { engine, crowd } = this;
		const clock = this.native.realClock;
		for (let batch = 0; batch < ENGINE_BATCH; batch += 1) {
			let [connecting, disconnecting] = [0, 0];
			for (let index = 0; index < ENGINE_BATCH; index += 1) {
				const began = clock();
				const disconnect = crowd.connectOnce();
				const connected = clock();
				disconnect();
				disconnecting += clock() - connected;
				connecting += connected - began;
			}
			engine.connecting.push(connecting / ENGINE_BATCH);
			engine.disconnecting.push(disconnecting / ENGINE_BATCH);
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
