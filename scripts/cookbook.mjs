/** `npm run cookbook`: builds `examples/cookbook` and runs all of its recipes headless, with one player. */
import { buildEngine, buildExample } from "./build/targets.mjs";
import { engineArguments, readArguments } from "./toolchain/arguments.mjs";
import { runEngine } from "./toolchain/run-tool.mjs";
import { runMain, UserError } from "./toolchain/user-error.mjs";

const USAGE = "npm run cookbook -- [--seed N]";
// Of virtual time: what a request that fails again and again takes is most of it.
const MINUTES = "3";

await runMain(async () => {
	const { values, positionals } = readArguments({ seed: { kind: "integer", min: 0, max: 2 ** 31 } }, USAGE);
	if (positionals.length > 0) throw new UserError(`There is nothing to name here. Usage: ${USAGE}`);
	buildEngine();
	const place = buildExample("cookbook");
	return runEngine(["place", place, "--shown-as", "cookbook", "--minutes", MINUTES, ...engineArguments(values)]);
});
