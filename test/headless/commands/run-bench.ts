import { benchHeadless } from "../../bench/bench-headless";
import { benchUpdate, sampleSize } from "../../bench/bench-update";
import type { Native } from "../host/native";
import { Options } from "./options";

function runUpdate(native: Native): object {
	const bytes = sampleSize(native);
	native.writeLine(`update: µs for one change of a document of ${bytes} bytes of JSON (median of rounds; best round)`);
	const figures: Record<string, number> = { documentBytes: bytes };
	for (const result of benchUpdate(native)) {
		native.writeLine("  %-36s %9.2f   %9.2f".format(result.name, result.microseconds, result.best));
		figures[result.name] = math.round(result.microseconds * 100) / 100;
	}
	return { update: figures };
}

function runHeadless(native: Native, placePath: string): object {
	const [place, problem] = native.loadPlace(placePath);
	if (place === undefined) error(`${placePath} ${problem}`, 0);
	native.writeLine(
		"headless: one virtual hour of 4 servers with 25 players each, a commit every 10 s each, with saves",
	);
	const figures = benchHeadless(native, place);
	native.writeLine("  scheduler events a second        %12.0f".format(figures.eventsPerSecond));
	native.writeLine("  seconds for the virtual hour     %12.2f".format(figures.virtualHourSeconds));
	native.writeLine("  commits in it                    %12d".format(figures.commits));
	native.writeLine("  peak memory of Luau, MB          %12.1f".format(figures.peakMemoryMb));
	native.writeLine("  memory kept: last / first third %12.3f".format(figures.memoryGrowth));
	return { headless: figures };
}

/** `npm run bench -- <name>`: a table, and with `--json true` the same as the last line. */
export function runBench(native: Native, args: ReadonlyArray<string>): number {
	const options = new Options(args);
	const [name, placePath] = options.words;
	const figures = name === "headless" ? runHeadless(native, placePath) : runUpdate(native);
	if (options.flag("json")) native.writeLine(native.jsonEncode(figures));
	return 0;
}
