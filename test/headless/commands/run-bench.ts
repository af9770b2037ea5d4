import { benchBackups } from "../../bench/bench-backups";
import { benchClient } from "../../bench/bench-client";
import { benchHeadless } from "../../bench/bench-headless";
import { benchSchema } from "../../bench/bench-schema";
import { benchSessions } from "../../bench/bench-sessions";
import { benchTransactions } from "../../bench/bench-transactions";
import { benchUpdate, sampleSize } from "../../bench/bench-update";
import type { PlaceNode } from "../host/control-api";
import type { Native } from "../host/native";
import { Options } from "./options";

function loadPlace(native: Native, path: string): PlaceNode {
	const [place, problem] = native.loadPlace(path);
	return place ?? error(`${path} ${problem}`, 0);
}

function runUpdate(native: Native, _placePath: string): object {
	const bytes = sampleSize(native);
	native.writeLine(`update: µs for one change of a document of ${bytes} bytes of JSON (median of rounds; best round)`);
	const figures: Record<string, number> = { documentBytes: bytes };
	for (const result of benchUpdate(native)) {
		native.writeLine("  %-36s %9.2f   %9.2f".format(result.name, result.microseconds, result.best));
		figures[result.name] = math.round(result.microseconds * 100) / 100;
	}
	return { update: figures };
}

function runSchema(native: Native, placePath: string): object {
	native.writeLine(
		"schema: µs for one document, beside the same schema by hand in @rbxts/t (median of rounds; best round)",
	);
	const { figures, missed } = benchSchema(native);
	const backups = benchBackups(native, loadPlace(native, placePath));
	native.writeLine(missed.isEmpty() ? "every figure reaches what it is to" : `MISSED: ${missed.join("; ")}`);
	return { schema: { ...figures, ...backups, missed } };
}

function runSessions(native: Native, placePath: string): object {
	native.writeLine("sessions: Holdfast beside ProfileStore, ProfileService and Lapis as npm delivers them");
	const { figures, missed } = benchSessions(native, loadPlace(native, placePath));
	native.writeLine("");
	native.writeLine(missed.isEmpty() ? "every figure reaches what it is to" : `MISSED: ${missed.join("; ")}`);
	return { sessions: { ...figures, missed } };
}

function runTransactions(native: Native, placePath: string, options: Options): object {
	native.writeLine("transactions: trades by Holdfast beside two plain updates through ProfileStore as npm delivers it");
	const { figures, missed } = benchTransactions(native, loadPlace(native, placePath), options.flag("quick"));
	native.writeLine("");
	native.writeLine(missed.isEmpty() ? "every figure reaches what it is to" : `MISSED: ${missed.join("; ")}`);
	return { transactions: { ...figures, missed } };
}

function runClient(native: Native, placePath: string, options: Options): object {
	native.writeLine("client: a document on its way to players, beside Reflex as npm delivers it and two ways by hand");
	const { figures, missed, worse } = benchClient(native, loadPlace(native, placePath), options.flag("quick"));
	native.writeLine("");
	native.writeLine(worse.isEmpty() ? "nothing does better in anything" : `others do better in: ${worse.join("; ")}`);
	native.writeLine(missed.isEmpty() ? "every figure reaches what it is to" : `MISSED: ${missed.join("; ")}`);
	return { client: { ...figures, missed, worse } };
}

function runHeadless(native: Native, placePath: string): object {
	const place = loadPlace(native, placePath);
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
	const runs = {
		client: runClient,
		headless: runHeadless,
		schema: runSchema,
		sessions: runSessions,
		transactions: runTransactions,
		update: runUpdate,
	};
	const figures = runs[name as keyof typeof runs](native, placePath, options);
	if (options.flag("json")) native.writeLine(native.jsonEncode(figures));
	return 0;
}
