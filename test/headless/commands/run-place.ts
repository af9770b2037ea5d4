import { everyFault } from "../../../src/testing/faults/fault-plan";
import type { OutputLine } from "../host/control-api";
import type { Native } from "../host/native";
import { Universe } from "../universe/universe";
import { Options } from "./options";
import { runPaced } from "./pace";

const MARK = { print: " ", warn: "!", error: "✗" };

/** One line as a person reads it: when, where, what. */
export function formatOutput(line: OutputLine): string {
	const minutes = math.floor(line.time / 60);
	const clock = "%02d:%06.3f".format(minutes, line.time - minutes * 60);
	return `${clock} ${line.realm} ${MARK[line.kind]} ${line.text}`;
}

/** How often each fault has met a request, one line a kind. */
function formatFaults(counts: Readonly<Record<string, number>>): Array<string> {
	const lines = new Array<string>();
	for (const [kind, count] of pairs(counts)) lines.push(`fault ${kind}: ${count}`);
	return lines.sort();
}

/** `npm run headless`: boots any place, joins players, lets time pass, prints what the scripts print. */
export function runHeadless(native: Native, args: ReadonlyArray<string>): number {
	const options = new Options(args);
	const [place, problem] = native.loadPlace(options.words[0]);
	if (place === undefined) {
		native.complain(`${options.text("shown-as") ?? options.words[0]} ${problem}`);
		return 2;
	}
	const intensity = options.number("faults", 0);
	const universe = new Universe(native, {
		seed: options.number("seed", 1),
		cloud: intensity > 0 ? { faults: everyFault(intensity) } : {},
		onOutput: (line) => native.writeLine(formatOutput(line)),
	});
	const serverCount = options.number("servers", 1);
	for (let index = 0; index < serverCount; index += 1) universe.startServer(place).runScripts();
	for (let index = 0; index < options.number("players", 1); index += 1) {
		const server = universe.servers[index % serverCount];
		const profile = { name: `Player${index + 1}`, userId: 1000 + index + 1 };
		universe.scheduler.at(1 + index * 0.5, server.realm, () => {
			server.join(profile);
		});
	}
	const endTime = options.number("minutes", 1) * 60;
	runPaced(native, universe, endTime, options.flag("realtime"));
	for (const server of universe.servers) server.close("DeveloperShutdown");
	runPaced(native, universe, endTime + 31, options.flag("realtime"));
	if (intensity > 0) for (const line of formatFaults(universe.cloud.faults.counts)) native.writeLine(line);
	native.writeLine(`trace ${universe.trace.hash()}`);
	return universe.errors.isEmpty() ? 0 : 1;
}
