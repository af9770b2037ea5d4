import { benchUpdate, sampleSize } from "../../bench/bench-update";
import type { Native } from "../host/native";
import { Options } from "./options";

/** `npm run bench -- <name>`: a table, and with `--json true` the same as the last line. */
export function runBench(native: Native, args: ReadonlyArray<string>): number {
	const options = new Options(args);
	const bytes = sampleSize(native);
	native.writeLine(`update: µs for one change of a document of ${bytes} bytes of JSON (median of rounds; best round)`);
	const results = benchUpdate(native);
	const figures: Record<string, number> = { documentBytes: bytes };
	for (const result of results) {
		native.writeLine("  %-36s %9.2f   %9.2f".format(result.name, result.microseconds, result.best));
		figures[result.name] = math.round(result.microseconds * 100) / 100;
	}
	if (options.flag("json")) native.writeLine(native.jsonEncode({ update: figures }));
	return 0;
}
