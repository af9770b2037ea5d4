import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { root } from "../../scripts/toolchain/run-tool.mjs";

/** Runs one of the project's commands as a person would. @param {string} script @param {string[]} args */
export function runScript(script, args, env = process.env) {
	const run = spawnSync(process.execPath, [path.join(root, "scripts", script), ...args], {
		cwd: root,
		encoding: "utf8",
		env,
		maxBuffer: 1 << 26,
	});
	return { code: run.status, out: run.stdout, err: run.stderr, lines: run.stdout.trim().split("\n") };
}

/**
 * A folder that is gone after the test.
 * @param {import("node:test").TestContext} context @param {Record<string, string>} files by path
 */
export function scratchFolder(context, files = {}) {
	const folder = mkdtempSync(path.join(os.tmpdir(), "holdfast-test-"));
	context.after(() => rmSync(folder, { recursive: true, force: true }));
	for (const [name, content] of Object.entries(files)) {
		mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
		writeFileSync(path.join(folder, name), content);
	}
	return folder;
}

/** A project file whose server scripts are the files of `server`. */
export const SERVER_PROJECT = JSON.stringify({
	name: "scratch",
	tree: { $className: "DataModel", ServerScriptService: { $path: "server" } },
});
