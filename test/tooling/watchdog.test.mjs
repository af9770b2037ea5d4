import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";

import { splitHeartbeats } from "../../scripts/toolchain/heartbeat.mjs";
import { runScript, scratchFolder, SERVER_PROJECT } from "./support.mjs";

/** @param {import("node:test").TestContext} context @param {Record<string, string>} scripts @param {string} seconds */
function runWith(context, scripts, seconds, args = ["--players", "0"]) {
	const folder = scratchFolder(context, { "default.project.json": SERVER_PROJECT, ...scripts });
	const env = { ...process.env, HOLDFAST_WATCHDOG_SECONDS: seconds };
	return runScript("headless.mjs", [path.join(folder, "default.project.json"), ...args], env);
}

test("a script that never yields and never calls the engine is stopped with its process, and named", (context) => {
	const run = runWith(
		context,
		{
			"server/a.server.luau": 'print("before")',
			"server/b.server.luau": "task.wait(1)\nlocal n = 0\nwhile true do n += 1 end",
		},
		"3",
	);
	assert.equal(run.code, 1, run.out + run.err);
	assert.match(run.out, /before/);
	assert.match(run.err, /^Stopped: the headless engine has been silent for 3 s.*server 1, ServerScriptService\.b:1\b/);
	assert.equal(run.err.trim().split("\n").length, 1, run.err);
});

test("a script that never yields but calls the engine dies alone, of the engine's own error", (context) => {
	const run = runWith(
		context,
		{
			"server/a.server.luau": "local function spin()\n\twhile true do\n\t\tlocal _ = os.clock()\n\tend\nend\nspin()",
			"server/b.server.luau": 'task.wait(1)\nprint("still here")',
		},
		"60",
	);
	assert.equal(run.code, 1, run.out + run.err);
	assert.match(run.out, /✗ ServerScriptService\.a:3: Script timeout: exhausted allowed execution time/);
	assert.match(run.out, /still here/);
	assert.equal(run.err, "");
});

test("waiting in real time is no silence", (context) => {
	const args = ["--players", "0", "--realtime", "--minutes", "0.08"];
	const run = runWith(context, { "server/a.server.luau": 'task.wait(4.5) print("done")' }, "3", args);
	assert.equal(run.code, 0, run.out + run.err);
	assert.match(run.out, /done/);
});

test("a watchdog without a sensible time is refused with one sentence and exit code 2", (context) => {
	const run = runWith(context, { "server/a.server.luau": "" }, "soon");
	assert.equal(run.code, 2);
	assert.match(run.err, /HOLDFAST_WATCHDOG_SECONDS takes a whole number of seconds/);
	assert.equal(run.err.trim().split("\n").length, 1);
});

test("heartbeats never reach the output, whatever the pieces it comes in, and nothing else gets lost", () => {
	const stream = "one\n\u0001heartbeat server 1, a:1\nheartbeat of a game\n\n\u0001heartbeat b\ntwo";
	for (let size = 1; size <= stream.length; size += 1) {
		/** @type {string[]} */
		const lines = [];
		/** @type {string[]} */
		const beats = [];
		const split = splitHeartbeats(
			(line) => lines.push(line),
			(doing) => beats.push(doing),
		);
		for (let at = 0; at < stream.length; at += size) split.write(stream.slice(at, at + size));
		split.end();
		assert.deepEqual(lines, ["one", "heartbeat of a game", "", "two"]);
		assert.deepEqual(beats, ["server 1, a:1", "b"]);
	}
});
