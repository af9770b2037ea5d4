import type { PlaceNode } from "../headless/host/control-api";
import type { Native } from "../headless/host/native";
import { HoldfastClientSide } from "./client/holdfast-way";
import { LiveGame } from "./client/live-game";
import { FRAME_SECONDS } from "./client/stage";
import type { Way } from "./client/ways";
import { Samples } from "./sessions/samples";

/** Seconds one way. */
export const LATENCIES = [0, 0.05, 0.15, 0.3] as const;

const LOOK_SECONDS = 0.001;
const WAIT_SECONDS_MAX = 5;
const PAUSE_SECONDS = 1;

/** Frames of a sixtieth of a second from the moment of asking, in the middle of several and at most. */
export interface Frames {
	readonly p50: number;
	readonly most: number;
}

export interface ConvergeFigures {
	readonly latencySeconds: number;
	/** Until the player sees what they have asked for. */
	readonly seen: Frames;
	/** Until all that is seen is what the server has, and the client knows it. */
	readonly accepted: Frames;
	/** The same after a guess that the server does not follow. None where nobody guesses. */
	readonly rejected?: Frames;
}

function framesOf(seconds: Samples): Frames {
	const at = (share: number) => seconds.percentile(share)! / FRAME_SECONDS;
	return { p50: at(0.5), most: at(1) };
}

/** Asks at other moments within a frame each time, so that the machines' rhythm is no luck. */
class Stopwatch {
	private asked = 0;

	constructor(
		private readonly live: LiveGame,
		private readonly times: number,
	) {}

	/** Asks, and looks until it is so. */
	measure(ask: () => void, isSo: () => boolean): Samples {
		const { stage } = this.live;
		const seconds = new Samples();
		for (let index = 0; index < this.times; index += 1) {
			this.asked += 1;
			stage.runFor(PAUSE_SECONDS + ((this.asked * 0.618 * FRAME_SECONDS) % FRAME_SECONDS));
			const began = stage.universe.scheduler.now;
			this.live.onClient(ask);
			while (!isSo()) {
				stage.runFor(LOOK_SECONDS);
				if (stage.universe.scheduler.now - began > WAIT_SECONDS_MAX) error(`${this.live.way}: it did not come about`);
			}
			seconds.add(stage.universe.scheduler.now - began);
		}
		return seconds;
	}
}

/** How long a client that asks for something is out of step with its server, in virtual time. */
export function benchConverge(
	native: Native,
	place: PlaceNode,
	way: Way,
	latencySeconds: number,
	times: number,
): ConvergeFigures {
	const live = new LiveGame(native, place, way, [latencySeconds, latencySeconds]);
	live.show();
	const { client } = live;
	const watch = new Stopwatch(live, times);
	let items = client.read()!.inventory.size();
	const buy = () => {
		items += 1;
		client.buy("sword");
	};
	const isSeen = () => client.read()!.inventory.size() === items;
	const seen = framesOf(watch.measure(buy, isSeen));
	if (!(client instanceof HoldfastClientSide)) return { latencySeconds, seen, accepted: seen };
	const isSettled = () => client.state.getStatus() === "confirmed";
	const accepted = framesOf(watch.measure(buy, () => isSeen() && isSettled()));
	const coins = client.read()!.coins;
	const wish = () => client.state.mutate.wish();
	const rejected = framesOf(watch.measure(wish, () => client.read()!.coins === coins && isSettled()));
	return { latencySeconds, seen, accepted, rejected };
}
