/** `npm run bench -- <name> [--json]`: what things cost, on this machine, now. */
import { buildEngine, buildExample } from "./build/targets.mjs";
import { engineArguments, readArguments } from "./toolchain/arguments.mjs";
import { runEngine } from "./toolchain/run-tool.mjs";
import { runMain, UserError } from "./toolchain/user-error.mjs";

const NAMES = ["update", "headless"];
const USAGE = `npm run bench -- <${NAMES.join(" | ")}> [--json]`;

await runMain(async () => {
	const { values, positionals } = readArguments({ json: { kind: "flag" } }, USAGE);
	if (positionals.length !== 1 || !NAMES.includes(positionals[0]))
		throw new UserError(`Name one benchmark. Usage: ${USAGE}`);
	buildEngine();
	const places = positionals[0] === "headless" ? [buildExample("quick-start")] : [];
	return runEngine(["bench", positionals[0], ...places, ...engineArguments(values)]);
});
