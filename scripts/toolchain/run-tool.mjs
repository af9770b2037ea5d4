import { spawn, spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { silenceMessage, splitHeartbeats, watchdogSeconds, watchHeartbeats } from "./heartbeat.mjs";
import { findLune } from "./lune.mjs";
import { ToolFailure } from "./tool-failure.mjs";

const resolve = createRequire(import.meta.url).resolve;

/** The project's own folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");

const TOOLS = {
	rbxtsc: path.join(path.dirname(resolve("roblox-ts/package.json")), "out", "CLI", "cli.js"),
	rojo: path.join(path.dirname(resolve("rojo/package.json")), "dist", "main.js"),
	tsc: resolve("typescript/bin/tsc"),
	eslint: path.join(path.dirname(resolve("eslint/package.json")), "bin", "eslint.js"),
	prettier: path.join(path.dirname(resolve("prettier/package.json")), "bin", "prettier.cjs"),
};

/**
 * Runs one of the npm packages' commands to its end; quiet unless it fails.
 * @param {keyof typeof TOOLS} tool @param {string[]} args @param {string} cwd
 */
export function runTool(tool, args, cwd = root) {
	const run = spawnSync(process.execPath, [TOOLS[tool], ...args], { cwd, encoding: "utf8", maxBuffer: 1 << 26 });
	if (run.status === 0) return run.stdout;
	throw new ToolFailure(`${tool} ${args.join(" ")}`, `${run.stdout ?? ""}${run.stderr ?? ""}${run.error ?? ""}`);
}

/**
 * Starts the headless engine.
 * @param {string[]} args after the boot file's own
 * @param {{ onLine?: (line: string) => void, quiet?: boolean }} [options] `onLine` gets each line of its output instead of the
 * terminal, and `quiet` keeps its complaints from it
 * @returns {Promise<number>} its exit code
 */
export async function runEngine(args, options = {}) {
	const lune = await findLune();
	const host = path.join(root, "test", "headless", "out");
	const boot = [
		path.join(root, "test", "headless", "boot.luau"),
		path.join(host, "host.rbxl"),
		path.join(host, "enums.json"),
	];
	const seconds = watchdogSeconds(process.env);
	const input = options.onLine === undefined ? "inherit" : "ignore";
	const child = spawn(lune.command, [...lune.prefix, "run", ...boot, ...args], {
		stdio: [input, "pipe", options.quiet === true ? "ignore" : "inherit"],
		env: { ...process.env, HOLDFAST_HEARTBEAT: "1" },
	});
	const watch = watchHeartbeats(seconds, (doing) => {
		child.kill("SIGKILL");
		console.error(silenceMessage(seconds, doing));
	});
	const lines = splitHeartbeats(options.onLine ?? ((line) => process.stdout.write(`${line}\n`)), watch.beat);
	child.stdout.setEncoding("utf8").on("data", lines.write).on("end", lines.end);
	return new Promise((done, failed) => {
		child.on("error", failed);
		child.on("close", (code) => {
			watch.stop();
			done(code ?? 1);
		});
	});
}
