import { runBench } from "../commands/run-bench";
import { runClientSweep } from "../commands/run-client-sweep";
import { runJourney } from "../commands/run-journey";
import { runHeadless } from "../commands/run-place";
import { runSweep } from "../commands/run-sweep";
import { runTests } from "../commands/run-tests";
import { Heartbeat } from "./heartbeat";
import type { BareNative } from "./native";

/** Called by the boot file; returns the exit code. */
export function main(bare: BareNative, command: string, args: ReadonlyArray<string>): number {
	const native = { ...bare, heartbeat: new Heartbeat(bare.tellParent, bare.realClock) };
	if (command === "place") return runHeadless(native, args);
	if (command === "journey") return runJourney(native, args);
	if (command === "bench") return runBench(native, args);
	if (command === "tests") return runTests(native, args);
	if (command === "sweep") return runSweep(native, args);
	if (command === "sweep-clients") return runClientSweep(native, args);
	native.complain(`unknown command ${command}`);
	return 2;
}
