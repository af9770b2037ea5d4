import { runBench } from "../commands/run-bench";
import { runJourney } from "../commands/run-journey";
import { runHeadless } from "../commands/run-place";
import { runSweep } from "../commands/run-sweep";
import { runTests } from "../commands/run-tests";
import type { Native } from "./native";

/** Called by the boot file; returns the exit code. */
export function main(native: Native, command: string, args: ReadonlyArray<string>): number {
	if (command === "place") return runHeadless(native, args);
	if (command === "journey") return runJourney(native, args);
	if (command === "bench") return runBench(native, args);
	if (command === "tests") return runTests(native, args);
	if (command === "sweep") return runSweep(native, args);
	native.complain(`unknown command ${command}`);
	return 2;
}
