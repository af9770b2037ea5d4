/** `npm run headless -- <place.rbxl | x.project.json> [options]`: runs any place that Rojo built. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { buildEngine } from "./build/targets.mjs";
import { engineArguments, readArguments } from "./toolchain/arguments.mjs";
import { runEngine, runTool } from "./toolchain/run-tool.mjs";
import { ToolFailure } from "./toolchain/tool-failure.mjs";
import { runMain, UserError } from "./toolchain/user-error.mjs";

const USAGE =
	"npm run headless -- <place.rbxl | x.project.json> [--seed N] [--servers N] [--players N] [--minutes N] [--faults N] [--realtime]";

/** @param {string} named as the person wrote it @param {string} scratch */
function placeOf(named, scratch) {
	// npm runs this in the project's folder; the person may stand elsewhere.
	const file = path.resolve(process.env.INIT_CWD ?? process.cwd(), named);
	if (!existsSync(file)) throw new UserError(`${named} does not exist. Usage: ${USAGE}`);
	if (file.endsWith(".rbxl")) return file;
	if (!file.endsWith(".project.json"))
		throw new UserError(`${named} is neither a .rbxl nor a .project.json. Usage: ${USAGE}`);
	const place = path.join(scratch, "place.rbxl");
	try {
		// Rojo writes any project into a place file: what is no place would run nothing and say nothing.
		const { className } = JSON.parse(runTool("rojo", ["sourcemap", file, "--include-non-scripts"]));
		if (className !== "DataModel")
			throw new UserError(`${named} is a ${className} and not a place: the root of its tree has to be a DataModel.`);
		runTool("rojo", ["build", file, "-o", place]);
	} catch (problem) {
		if (!(problem instanceof ToolFailure)) throw problem;
		const reason = problem.output
			.trim()
			.split("\n")
			.filter((line) => line !== "")
			.map((line) => line.trim())
			.join(" ");
		throw new UserError(`Rojo cannot build ${named}: ${reason}`);
	}
	return place;
}

await runMain(async () => {
	const { values, positionals } = readArguments(
		{
			seed: { kind: "integer", min: 0, max: 2 ** 31 },
			servers: { kind: "integer", min: 1, max: 100 },
			players: { kind: "integer", min: 0, max: 1000 },
			minutes: { kind: "number", min: 0.01, max: 100_000 },
			// What everyFault() takes: at 5 almost nine requests in ten meet a fault, and more there cannot be.
			faults: { kind: "number", min: 0, max: 5 },
			realtime: { kind: "flag" },
		},
		USAGE,
	);
	if (positionals.length !== 1) throw new UserError(`Name one place to run. Usage: ${USAGE}`);
	const scratch = mkdtempSync(path.join(os.tmpdir(), "holdfast-"));
	try {
		const place = placeOf(positionals[0], scratch);
		buildEngine();
		return await runEngine(["place", place, "--shown-as", positionals[0], ...engineArguments(values)]);
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
});
