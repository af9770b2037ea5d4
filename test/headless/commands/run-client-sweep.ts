import { breakPlace } from "../../sweeps/breaks";
import { ClientReport, ClientRun } from "../../sweeps/clients/client-run";
import { CLIENT_BREAKS } from "../../sweeps/clients/known-client-breaks";
import type { PlaceNode } from "../host/control-api";
import type { Native } from "../host/native";
import { Options } from "./options";

// With fewer seeds a rare fault may not strike.
const ENOUGH_SEEDS = 50;

/** A sweep in which one of these never struck has not shown what it is there to show. */
const EXPECTED_FAULTS: ReadonlyArray<string> = [
	...["doubled", "lost", "throttled"].map((fate) => `message to server ${fate}`),
	"message to client lost",
	...["lost", "late"].map((fate) => `unreliable message ${fate}`),
	...["closed", "conflict", "forbidden", "invalid", "notReady", "refused", "tooMany"].map((code) => `rejected ${code}`),
	"violation tooFast",
	...["closed", "held", "hidden"].map((fate) => `document ${fate}`),
	...["hopped", "left", "rejoined"].map((move) => `player ${move}`),
	...["base damaged", "burst", "list replaced", "private change", "server change", "server freeze", "shown again"],
];

interface Totals {
	violations: number;
	clients: number;
	asks: number;
	confirmed: number;
	views: number;
}

/** `npm run sweep -- --clients`: exit code 1 if any seed has violated anything, or a kind of fault never struck. */
export function runClientSweep(native: Native, args: ReadonlyArray<string>): number {
	const options = new Options(args);
	const place = findPlace(native, options);
	const breakName = options.text("break");
	const first = options.number("from", 1);
	const seeds = options.number("seeds", 20);
	const began = native.realClock();
	const totals: Totals = { violations: 0, clients: 0, asks: 0, confirmed: 0, views: 0 };
	const faults: Record<string, number> = {};
	const caught = new Set<string>();
	for (const seed of $range(first, first + seeds - 1)) {
		const report = new ClientRun(native, place, seed, options.flag("verbose") && seeds === 1).run();
		tell(native, report, options.flag("verbose"), breakName);
		for (const violation of report.violations) caught.add(violation.match("^[^:]+")[0] as string);
		totals.violations += report.violations.size();
		for (const name of ["clients", "asks", "confirmed", "views"] as const) totals[name] += report[name];
		for (const [kind, count] of pairs(report.faults)) faults[kind] = (faults[kind] ?? 0) + count;
	}
	const missing = seeds >= ENOUGH_SEEDS ? EXPECTED_FAULTS.filter((name) => faults[name] === undefined) : [];
	sum(native, { seeds, seconds: native.realClock() - began, totals, faults, missing });
	if (breakName !== undefined) native.writeLine(`caught by: ${[...caught].sort().join(", ")}`);
	if (options.flag("json")) native.writeLine(native.jsonEncode({ clientSweep: { seeds, ...totals, faults } }));
	return totals.violations === 0 && missing.isEmpty() ? 0 : 1;
}

function findPlace(native: Native, options: Options): PlaceNode {
	const [loaded, problem] = native.loadPlace(options.words[0]);
	if (loaded === undefined) error(`${options.words[0]} ${problem}`, 0);
	const name = options.text("break");
	if (name === undefined) return loaded;
	return breakPlace(loaded, CLIENT_BREAKS[name] ?? error(`there is no break of clients named ${name}`, 0));
}

interface Sum {
	readonly seeds: number;
	readonly seconds: number;
	readonly totals: Totals;
	readonly faults: Readonly<Record<string, number>>;
	readonly missing: ReadonlyArray<string>;
}

function sum(native: Native, { seeds, seconds, totals, faults, missing }: Sum): void {
	const { clients, asks, confirmed, views, violations } = totals;
	native.writeLine(
		`${seeds} seeds in ${math.round(seconds)} s: ${clients} clients, ${asks} asked for, ${confirmed} confirmed, ${views} views compared, ${violations} violations`,
	);
	const names = new Array<string>();
	for (const [name] of pairs(faults)) names.push(name);
	names.sort();
	native.writeLine(`faults: ${names.map((name) => `${name} ${faults[name]}`).join(", ")}`);
	for (const name of missing) native.writeLine(`never struck: ${name}`);
}

function tell(native: Native, report: ClientReport, verbose: boolean, breakName: string | undefined): void {
	const { seed, clients, asks, confirmed, trace, violations } = report;
	if (verbose) native.writeLine(`seed ${seed}: ${clients} clients, ${confirmed} of ${asks} confirmed ${trace}`);
	// A broken library is expected to violate everything: its seeds are told only on request.
	if (violations.isEmpty() || (breakName !== undefined && !verbose)) return;
	const broken = breakName !== undefined ? ` --break ${breakName}` : "";
	native.writeLine(
		`seed ${seed} VIOLATED; replay: npm run sweep -- --clients --seeds 1 --from ${seed}${broken} --verbose`,
	);
	for (const violation of violations.filter((_, index) => index < 5)) native.writeLine(`  ${violation}`);
}
