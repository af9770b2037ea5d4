/** Random universes under every fault, or with `--clients` servers and their clients, with checkers; a violation is printed with the command that replays it. */
import { buildEngine, buildSweepPlace } from "./build/targets.mjs";
import { engineArguments, readArguments } from "./toolchain/arguments.mjs";
import { runEngine } from "./toolchain/run-tool.mjs";
import { runMain, UserError } from "./toolchain/user-error.mjs";

const USAGE = "npm run sweep -- [--seeds N] [--from S] [--break NAME] [--verbose] [--key KEY] [--json] [--clients]";

await runMain(async () => {
	const { values, positionals } = readArguments(
		{
			seeds: { kind: "integer", min: 1, max: 1_000_000 },
			from: { kind: "integer", min: 0, max: 2 ** 31 },
			break: { kind: "text" },
			key: { kind: "text" },
			verbose: { kind: "flag" },
			json: { kind: "flag" },
			clients: { kind: "flag" },
		},
		USAGE,
	);
	if (positionals.length > 0) throw new UserError(`There is nothing to name here. Usage: ${USAGE}`);
	buildEngine();
	const { clients, ...others } = values;
	const command = clients === true ? "sweep-clients" : "sweep";
	return runEngine([command, buildSweepPlace(), ...engineArguments(others)]);
});
