/**
 * `npm test`: format, lint, types, compile, every spec in the headless engine, and the tests of the tools themselves.
 * The last line is `N passed, N failed, N skipped`, of all of them together.
 *
 * `--studio-like` runs the specs alone, without the headless marker and in real time, as Studio would.
 */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";

import { buildEngine, buildExample, buildPackage, buildTestPlace } from "./build/targets.mjs";
import { readArguments } from "./toolchain/arguments.mjs";
import { root, runEngine, runTool } from "./toolchain/run-tool.mjs";
import { ToolFailure } from "./toolchain/tool-failure.mjs";
import { runMain, UserError } from "./toolchain/user-error.mjs";

const RESULT = /^(\d+) passed, (\d+) failed, (\d+) skipped$/;

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @param {string} name @param {() => unknown} step @returns {Counts} a step is one check */
function check(name, step) {
	const began = performance.now();
	try {
		step();
	} catch (problem) {
		if (!(problem instanceof ToolFailure)) throw problem;
		console.log(`✗ ${name}\n${problem.output.trim()}`);
		return { passed: 0, failed: 1, skipped: 0 };
	}
	console.log(`✓ ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
	return { passed: 1, failed: 0, skipped: 0 };
}

/** @param {boolean} studioLike @returns {Promise<Counts>} */
async function runSpecs(studioLike) {
	/** @type {Counts | undefined} */
	let counts;
	const place = path.join(root, "test", "out", "test.rbxl");
	const code = await runEngine(["tests", place, "--studio-like", String(studioLike)], {
		onLine: (line) => {
			const result = RESULT.exec(line);
			if (result === null) console.log(line);
			else counts = { passed: Number(result[1]), failed: Number(result[2]), skipped: Number(result[3]) };
		},
	});
	if (counts === undefined) return { passed: 0, failed: 1, skipped: 0 };
	console.log(
		`${code === 0 ? "✓" : "✗"} specs: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`,
	);
	// An exit code that the counts do not explain is a failure of its own.
	return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** @returns {Promise<Counts>} */
async function runToolTests() {
	const folder = path.join(root, "test", "tooling");
	const files = readdirSync(folder).filter((file) => file.endsWith(".test.mjs"));
	const child = spawn(
		process.execPath,
		["--test", "--test-concurrency=1", "--test-reporter=tap", ...files.map((file) => path.join(folder, file))],
		{
			stdio: ["ignore", "pipe", "inherit"],
		},
	);
	let output = "";
	child.stdout.setEncoding("utf8").on("data", (chunk) => (output += chunk));
	const code = await new Promise((done) => child.on("close", done));
	/** @param {string} name */
	const count = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, "m").exec(output)?.[1] ?? 0);
	const counts = {
		passed: count("pass"),
		failed: count("fail") + count("cancelled"),
		skipped: count("skipped") + count("todo"),
	};
	if (code !== 0) console.log(output);
	console.log(
		`${code === 0 ? "✓" : "✗"} tools: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`,
	);
	return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** @param {boolean} studioLike @returns {Promise<Counts[]>} */
async function runAll(studioLike) {
	const builds = [check("the engine compiles", buildEngine), check("the test place compiles", buildTestPlace)];
	if (studioLike) return [...builds, await runSpecs(true)];
	const checks = [
		check("format", () => runTool("prettier", ["--check", "."])),
		check("the package compiles", buildPackage),
		check("the example compiles", () => buildExample("quick-start")),
		check("the cookbook compiles", () => buildExample("cookbook")),
		check("types", () => runTool("tsc", ["-p", "test/types"])),
		check("lint", () => runTool("eslint", [".", "--max-warnings", "0"])),
		...builds,
	];
	return [...checks, await runSpecs(false), await runToolTests()];
}

await runMain(async () => {
	const { values, positionals } = readArguments({ "studio-like": { kind: "flag" } }, "npm test [-- --studio-like]");
	if (positionals.length > 0) throw new UserError("npm test takes no names: it runs everything.");
	const all = await runAll(values["studio-like"] === true);
	/** @param {keyof Counts} part */
	const total = (part) => all.reduce((sum, counts) => sum + counts[part], 0);
	console.log(`${total("passed")} passed, ${total("failed")} failed, ${total("skipped")} skipped`);
	return total("failed") === 0 ? 0 : 1;
});
