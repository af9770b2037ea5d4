/**
 * `npm run bench -- <name> [--json]`: what things cost, on this machine, now. `--quick` does little of everything, where a
 * benchmark knows it: its figures say little.
 */
import { buildBenchPlace, buildEngine, buildExample } from "./build/targets.mjs";
import { engineArguments, readArguments } from "./toolchain/arguments.mjs";
import { runEngine } from "./toolchain/run-tool.mjs";
import { runMain, UserError } from "./toolchain/user-error.mjs";

// What each is measured on, besides the engine itself.
const PLACES = {
	update: () => [],
	schema: () => [buildBenchPlace()],
	headless: () => [buildExample("quick-start")],
	sessions: () => [buildBenchPlace()],
	transactions: () => [buildBenchPlace()],
	client: () => [buildBenchPlace()],
};
const NAMES = Object.keys(PLACES);
const USAGE = `npm run bench -- <${NAMES.join(" | ")}> [--json] [--quick]`;

await runMain(async () => {
	const { values, positionals } = readArguments({ json: { kind: "flag" }, quick: { kind: "flag" } }, USAGE);
	if (positionals.length !== 1 || !NAMES.includes(positionals[0]))
		throw new UserError(`Name one benchmark. Usage: ${USAGE}`);
	buildEngine();
	const places = PLACES[/** @type {keyof typeof PLACES} */ (positionals[0])]();
	return runEngine(["bench", positionals[0], ...places, ...engineArguments(values)]);
});
