import type { Native } from "../host/native";
import type { Universe } from "../universe/universe";

/** Lets virtual time pass as fast as it goes, or no faster than the real clock. */
export function runPaced(native: Native, universe: Universe, untilSeconds: number, realtime: boolean): void {
	if (!realtime) {
		universe.scheduler.runUntil(untilSeconds);
		return;
	}
	const scheduler = universe.scheduler;
	const began = native.realClock() - scheduler.now;
	let nextTime = scheduler.nextTime();
	while (nextTime !== undefined && nextTime <= untilSeconds) {
		const ahead = nextTime - (native.realClock() - began);
		if (ahead > 0) {
			native.realSleep(math.min(ahead, 1));
			native.heartbeat.beat();
			continue;
		}
		scheduler.step();
		nextTime = scheduler.nextTime();
	}
}
