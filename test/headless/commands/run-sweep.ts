import { Break, breakPlace } from "../../sweeps/breaks";
import { BREAKS } from "../../sweeps/known-breaks";
import { SeedReport, SweepRun } from "../../sweeps/sweep-run";
import type { PlaceNode } from "../host/control-api";
import type { Native } from "../host/native";
import { Options } from "./options";

// With fewer seeds a rare fault may not strike.
const ENOUGH_SEEDS = 50;
const ENOUGH_SAVES = 100;
const SAVES_SUCCEED = 0.999;

const EVERY_STORE = ["conflict", "failed", "late", "outage", "slow", "throttled", "unanswered"];

/** A sweep in which one of these never struck has not shown what it is there to show. */
const EXPECTED_FAULTS: ReadonlyArray<string> = [
	...EVERY_STORE.map((kind) => `DataStoreService ${kind}`),
	...EVERY_STORE.map((kind) => `MemoryStoreService ${kind}`),
	...["lateTransform", "queueFull"].map((kind) => `DataStoreService ${kind}`),
	"MemoryStoreService evicted",
	...["duplicated", "failed", "lost", "outage", "reordered", "slow", "unanswered"].map(
		(kind) => `MessagingService ${kind}`,
	),
	...["clock skew", "crash", "freeze", "shutdown"].map((kind) => `server ${kind}`),
	"player hop",
];

function add(into: Record<string, number>, counts: Readonly<Record<string, number>>): void {
	for (const [name, count] of pairs(counts)) into[name] = (into[name] ?? 0) + count;
}

function findBreak(name: string): Break {
	const found = (BREAKS as Record<string, Break | undefined>)[name];
	return found ?? error(`there is no break named ${name}`, 0);
}

/** `npm run sweep`: exit code 1 if any seed has violated anything, or a kind of fault never struck. */
export function runSweep(native: Native, args: ReadonlyArray<string>): number {
	const options = new Options(args);
	const [loaded, problem] = native.loadPlace(options.words[0]);
	if (loaded === undefined) error(`${options.words[0]} ${problem}`, 0);
	const breakName = options.text("break");
	const place: PlaceNode = breakName !== undefined ? breakPlace(loaded, findBreak(breakName)) : loaded;
	const first = options.number("from", 1);
	const seeds = options.number("seeds", 20);
	const began = native.realClock();
	const totals = {
		violations: 0,
		commits: 0,
		opens: 0,
		savesReported: 0,
		savesFailed: 0,
		journaledReported: 0,
		purchases: 0,
		trades: 0,
		tradesAcross: 0,
		tradesAborted: 0,
		peeks: 0,
		transfers: 0,
		gifts: 0,
		excused: 0,
	};
	const transient = { reported: 0, failed: 0 };
	const faults: Record<string, number> = {};
	const caught = new Set<string>();
	for (let seed = first; seed < first + seeds; seed += 1) {
		const report = new SweepRun(native, place, seed, options.text("key")).run();
		tell(native, report, options.flag("verbose"), breakName);
		for (const violation of report.violations) caught.add(violation.match("^[^:]+")[0] as string);
		totals.violations += report.violations.size();
		totals.excused += report.excused;
		for (const name of [
			"commits",
			"opens",
			"savesReported",
			"savesFailed",
			"journaledReported",
			"purchases",
			"trades",
			"tradesAcross",
			"tradesAborted",
			"peeks",
			"transfers",
			"gifts",
		] as const) {
			totals[name] += report.tally[name];
		}
		add(faults, report.faults);
		if (report.transientOnly) {
			transient.reported += report.tally.savesReported;
			transient.failed += report.tally.savesFailed;
		}
	}
	const seconds = native.realClock() - began;
	const crashes = faults["server crash"] ?? 0;
	native.writeLine(
		`${seeds} seeds in ${math.round(seconds)} s: ${totals.commits} commits, ${totals.opens} opens, ${crashes} crashes, ${totals.violations} violations`,
	);
	const asked = totals.savesReported + totals.savesFailed;
	native.writeLine(
		"saves asked for: %d, of which %d failed (%.3f %% succeeded); journaled: %d; purchases: %d; transfers: %d; gifts: %d; excused: %d".format(
			asked,
			totals.savesFailed,
			(100 * totals.savesReported) / math.max(1, asked),
			totals.journaledReported,
			totals.purchases,
			totals.transfers,
			totals.gifts,
			totals.excused,
		),
	);
	native.writeLine(
		`trades: ${totals.trades}, of which ${totals.tradesAcross} with a document wherever it was; aborted: ${totals.tradesAborted}; looked at: ${totals.peeks}`,
	);
	const share = transient.reported / math.max(1, transient.reported + transient.failed);
	native.writeLine(
		"under 5 %% transient errors: %d saves asked for, %.3f %% succeeded".format(
			transient.reported + transient.failed,
			100 * share,
		),
	);
	const names = new Array<string>();
	for (const [name] of pairs(faults)) names.push(name);
	names.sort();
	native.writeLine(`faults: ${names.map((name) => `${name} ${faults[name]}`).join(", ")}`);
	if (breakName !== undefined) {
		const checkers = [...caught].sort();
		native.writeLine(`caught by: ${checkers.join(", ")}`);
	}
	const missing = seeds >= ENOUGH_SEEDS ? EXPECTED_FAULTS.filter((name) => faults[name] === undefined) : [];
	for (const name of missing) native.writeLine(`never struck: ${name}`);
	const enough = transient.reported < ENOUGH_SAVES || share >= SAVES_SUCCEED;
	if (!enough) native.writeLine("too many saves failed under transient errors");
	if (options.flag("json")) {
		const figures = { seeds, violations: totals.violations, commits: totals.commits, crashes, faults };
		native.writeLine(native.jsonEncode({ sweep: figures }));
	}
	return totals.violations === 0 && missing.isEmpty() && enough ? 0 : 1;
}

function tell(native: Native, report: SeedReport, verbose: boolean, breakName: string | undefined): void {
	if (verbose) {
		const { commits, opens, opensRefused } = report.tally;
		native.writeLine(
			`seed ${report.seed}: ${commits} commits, ${opens} opens, ${opensRefused} refused ${report.trace}`,
		);
	}
	if (report.violations.isEmpty() || breakName !== undefined) return;
	native.writeLine(`seed ${report.seed} VIOLATED; replay: npm run sweep -- --seeds 1 --from ${report.seed} --verbose`);
	for (const violation of report.violations.filter((_, index) => index < 5)) native.writeLine(`  ${violation}`);
}
