/** `npm start`, the main job: the quick-start game on the embedded simulated cloud, played by bots and checked. */
import { buildEngine, buildExample } from "./build/targets.mjs";
import { engineArguments, readArguments } from "./toolchain/arguments.mjs";
import { runEngine } from "./toolchain/run-tool.mjs";
import { runMain, UserError } from "./toolchain/user-error.mjs";

const USAGE = "npm start -- [--seed N] [--servers N] [--players N] [--minutes N] [--quiet]";

await runMain(async () => {
	const { values, positionals } = readArguments(
		{
			seed: { kind: "integer", min: 0, max: 2 ** 31 },
			servers: { kind: "integer", min: 2, max: 50 },
			players: { kind: "integer", min: 1, max: 500 },
			minutes: { kind: "number", min: 4, max: 1440 },
			quiet: { kind: "flag" },
		},
		USAGE,
	);
	if (positionals.length > 0) throw new UserError(`There is nothing to name here. Usage: ${USAGE}`);
	buildEngine();
	return runEngine(["journey", buildExample("quick-start"), ...engineArguments(values)]);
});
