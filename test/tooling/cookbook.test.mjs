import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { root, runTool } from "../../scripts/toolchain/run-tool.mjs";
import { ToolFailure } from "../../scripts/toolchain/tool-failure.mjs";
import { runScript, scratchFolder } from "./support.mjs";

const cookbook = path.join(root, "examples", "cookbook");

/** @param {string[]} args */
function cook(args = []) {
	const run = runScript("cookbook.mjs", args);
	assert.equal(run.code, 0, run.out + run.err);
	return run.lines.map((line) => line.replace(/^[\d:.]+ server 1 {3}/, ""));
}

test("every recipe of the cookbook does what it says", () => {
	const lines = cook();
	assert.deepEqual(lines.slice(0, -1), [
		"playtime: 1 visit, 5 seconds played",
		lines[1],
		"backup-and-restore: 5 backups kept, restored as here, closed and by time",
		"batch-work: 20 documents changed, 0 the second time",
		"achievements: 3 achievements, 175 coins earned, 100 spent",
		"every-error: 31 kinds met: alarm 3, ignore 3, refuse 6, rejoin 2, report 11, tryAgain 6",
		"cookbook: 6 of 6 recipes done",
	]);
	assert.match(lines[1], /^weapon-rules: 3 errors found, 6 mended, e\.g\. damage: expected .*, got 500 \(max\)$/);
});

test("every file of a recipe is run, under its own name", () => {
	const files = readdirSync(path.join(cookbook, "src", "server", "recipes"));
	const names = files.map((file) => file.replace(/\.ts$/, ""));
	const cooked = cook().slice(0, names.length);
	assert.deepEqual(cooked.map((line) => line.split(":")[0]).sort(), names.sort());
});

test("the cookbook does not depend on the seed", () => {
	for (const seed of ["2", "3", "4"]) assert.equal(cook(["--seed", seed]).at(-2), "cookbook: 6 of 6 recipes done");
});

test("the advice about errors compiles only with every kind", (context) => {
	const advice = readFileSync(path.join(cookbook, "src", "server", "error-advice.ts"), "utf8");
	cook();
	/** @param {string} source */
	const compile = (source) => {
		const compilerOptions = {
			noEmit: true,
			rootDir: ".",
			typeRoots: [path.join(root, "node_modules", "@rbxts")],
			paths: { "@rbxts/*": [path.join(cookbook, "node_modules", "@rbxts", "*")] },
		};
		const folder = scratchFolder(context, {
			"error-advice.ts": source,
			"tsconfig.json": JSON.stringify({
				extends: path.join(cookbook, "tsconfig.json"),
				compilerOptions,
				include: ["*.ts"],
			}),
		});
		runTool("tsc", ["-p", "."], folder);
	};
	compile(advice);
	assert.ok(advice.includes('case "busy":'));
	assert.throws(
		() => compile(advice.replace('case "busy":', "")),
		(problem) => problem instanceof ToolFailure && /not assignable to parameter of type 'never'/.test(problem.output),
	);
});

test("the cookbook refuses bad arguments with exit code 2", () => {
	const run = runScript("cookbook.mjs", ["dessert"]);
	assert.equal(run.code, 2);
	assert.match(run.err, /There is nothing to name here/);
});
