import type { ControlledUniverse } from "../../headless/host/control-api";

/** Lets time pass in small steps until something is so; false if it was not so in time. */
export function runUntil(universe: ControlledUniverse, isSo: () => boolean, secondsMax: number, step = 0.05): boolean {
	const deadline = universe.scheduler.now + secondsMax;
	while (!isSo()) {
		if (universe.scheduler.now >= deadline) return false;
		universe.runFor(step);
	}
	return true;
}
