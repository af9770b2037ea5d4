import { HeadlessControl } from "../host/control";
import type { OutputLine } from "../host/control-api";
import type { Native } from "../host/native";
import { Universe } from "../universe/universe";
import { Options } from "./options";
import { runPaced } from "./pace";

const HOURS_MAX = 6;
const RESULT = "^(%d+) passed, (%d+) failed, %d+ skipped$";

/**
 * Runs a test place on one server without players, and prints its output as it is. The run fails if its last word is
 * missing, says that something failed, or if any thread died of an error that the place itself did not count.
 */
export function runTests(native: Native, args: ReadonlyArray<string>): number {
	const options = new Options(args);
	const [place, problem] = native.loadPlace(options.words[0]);
	if (place === undefined) {
		native.complain(`${options.words[0]} ${problem}`);
		return 2;
	}
	let result: string | undefined;
	const universe = new Universe(native, {
		seed: options.number("seed", 1),
		onOutput: (line: OutputLine) => {
			if (line.kind === "print" && line.text.match(RESULT)[0] !== undefined) result = line.text;
			native.writeLine(line.text);
		},
	});
	const server = universe.startServer(place);
	if (!options.flag("studio-like")) {
		(server.scripts.globals._G as Map<string, unknown>).set("headless", new HeadlessControl(native, place));
		server.world.service("TestService")!.attributes.set("Headless", true);
	}
	server.runScripts();
	const endTime = HOURS_MAX * 3600;
	while (result === undefined && universe.scheduler.nextTime() !== undefined && universe.scheduler.now < endTime) {
		runPaced(native, universe, universe.scheduler.nextTime()!, options.flag("studio-like"));
	}
	if (result === undefined) {
		native.writeLine("the test run stopped before its last line: nothing was left to happen");
		return 1;
	}
	const [, failed] = result.match(RESULT);
	return failed === "0" && universe.errors.isEmpty() ? 0 : 1;
}
