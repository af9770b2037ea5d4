import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { runScript, scratchFolder, SERVER_PROJECT } from "./support.mjs";

/** @param {string} text */
const oneSentence = (text) => assert.equal(text.trim().split("\n").length, 1, text);

test("headless runs any place, and prefixes what it prints with virtual time and place", (context) => {
	const folder = scratchFolder(context, {
		"default.project.json": SERVER_PROJECT,
		"server/main.server.luau": 'task.wait(90)\nprint("hello", game.PlaceId > 0)\nwarn("careful")',
	});
	const run = runScript("headless.mjs", [path.join(folder, "default.project.json"), "--minutes", "2"]);
	assert.equal(run.code, 0, run.out + run.err);
	assert.match(run.lines[0], /^01:30\.\d{3} server 1 {3}hello true$/);
	assert.match(run.lines[1], /^01:30\.\d{3} server 1 ! careful$/);
});

test("headless shows a script's error with its full name and traceback, and exits with 1", (context) => {
	const folder = scratchFolder(context, {
		"default.project.json": SERVER_PROJECT,
		"server/game/main.server.luau": 'local function inner()\n\terror("boom")\nend\n\ninner()',
	});
	const run = runScript("headless.mjs", [path.join(folder, "default.project.json")]);
	assert.equal(run.code, 1);
	assert.match(run.out, /✗ ServerScriptService\.game\.main:2: boom/);
	assert.match(run.out, /ServerScriptService\.game\.main:5/);
});

test("headless boots as many servers and players as it is told", (context) => {
	const folder = scratchFolder(context, {
		"default.project.json": SERVER_PROJECT,
		"server/main.server.luau": 'game.Players.PlayerAdded:Connect(function(p) print("joined", p.Name) end)',
	});
	const args = ["--servers", "2", "--players", "3", "--minutes", "0.2"];
	const run = runScript("headless.mjs", [path.join(folder, "default.project.json"), ...args]);
	const joined = run.lines.filter((line) => line.includes("joined"));
	assert.equal(joined.length, 3, run.out);
	assert.equal(joined.filter((line) => line.includes("server 2")).length, 1);
});

test("headless finds a place by the folder that the person stands in, also with a space in its name", (context) => {
	const folder = scratchFolder(context, {
		"my game/default.project.json": SERVER_PROJECT,
		"my game/server/main.server.luau": 'print("found")',
	});
	const env = { ...process.env, INIT_CWD: path.join(folder, "my game") };
	const run = runScript("headless.mjs", ["default.project.json"], env);
	assert.equal(run.code, 0, run.out + run.err);
	assert.match(run.out, /found/);
});

test("headless names the module that failed, and the script that required it", (context) => {
	const folder = scratchFolder(context, {
		"default.project.json": SERVER_PROJECT,
		"server/broken.luau": "local function load()\n\terror('no data')\nend\nload()\nreturn {}",
		"server/slow.luau": "task.wait(2)\nreturn 'slow'",
		"server/main.server.luau": "print(require(script.Parent.slow))\nrequire(script.Parent.broken)",
	});
	const run = runScript("headless.mjs", [path.join(folder, "default.project.json")]);
	assert.equal(run.code, 1);
	assert.match(run.out, /slow/);
	assert.match(run.out, /✗ ServerScriptService\.broken:2: no data/);
	assert.match(run.out, /ServerScriptService\.broken:4/);
	assert.match(run.out, /✗ Requested module experienced an error while loading[\s\S]*ServerScriptService\.main:2/);
});

test("headless in real time takes as long as it says", (context) => {
	const folder = scratchFolder(context, {
		"default.project.json": SERVER_PROJECT,
		"server/main.server.luau": 'task.wait(1.5) print("done")',
	});
	const began = performance.now();
	const args = ["--minutes", "0.03", "--players", "0", "--realtime"];
	const run = runScript("headless.mjs", [path.join(folder, "default.project.json"), ...args]);
	assert.match(run.out, /done/);
	assert.ok(performance.now() - began >= 1500);
});

test("the same seed gives the same trace in two processes, and another seed another", (context) => {
	const folder = scratchFolder(context, {
		"default.project.json": SERVER_PROJECT,
		"server/main.server.luau": [
			"game.Players.PlayerAdded:Connect(function(player)",
			"	for i = 1, 20 do task.wait(math.random()) print(player, math.random(), {}, os.clock()) end",
			"end)",
		].join("\n"),
	});
	/** @param {string} seed */
	const traceOf = (seed) => {
		const args = ["--players", "3", "--seed", seed];
		return runScript("headless.mjs", [path.join(folder, "default.project.json"), ...args]).lines.at(-1);
	};
	const first = traceOf("5");
	assert.match(first ?? "", /^trace [0-9a-f]{64}$/);
	assert.equal(traceOf("5"), first);
	assert.notEqual(traceOf("6"), first);
});

test("headless refuses bad arguments with one clear sentence and exit code 2", (context) => {
	const folder = scratchFolder(context, {
		"corrupt.rbxl": "no place at all",
		"place.txt": "",
		"model.project.json": '{ "name": "model", "tree": { "$className": "Folder" } }',
		"broken.project.json": "{",
	});
	const cases = [
		{ args: [], says: /Name one place/ },
		{ args: ["a.rbxl", "b.rbxl"], says: /Name one place/ },
		{ args: [path.join(folder, "missing.rbxl")], says: /missing\.rbxl does not exist/ },
		{ args: [path.join(folder, "corrupt.rbxl")], says: /corrupt\.rbxl is not a Roblox place file/ },
		{ args: [path.join(folder, "place.txt")], says: /neither a \.rbxl nor a \.project\.json/ },
		{ args: [path.join(folder, "broken.project.json")], says: /Rojo cannot build/ },
		{
			args: [path.join(folder, "model.project.json")],
			says: /model\.project\.json is a Folder and not a place: the root of its tree has to be a DataModel/,
		},
		{ args: ["a.rbxl", "--servers", "0"], says: /--servers takes a whole number from 1 to 100, not "0"/ },
		{ args: ["a.rbxl", "--minutes", "soon"], says: /--minutes takes a number/ },
		{ args: ["a.rbxl", "--speed", "9"], says: /--speed/ },
	];
	for (const { args, says } of cases) {
		const run = runScript("headless.mjs", args);
		assert.equal(run.code, 2, args.join(" "));
		assert.match(run.err, says);
		oneSentence(run.err);
	}
});

test("where Lune cannot be started, one sentence says what to do", (context) => {
	const folder = scratchFolder(context, { "default.project.json": SERVER_PROJECT, "server/a.server.luau": "" });
	writeFileSync(path.join(folder, "lune"), "not a program");
	const env = { ...process.env, LUNE: path.join(folder, "lune") };
	const run = runScript("headless.mjs", [path.join(folder, "default.project.json")], env);
	assert.equal(run.code, 2);
	assert.match(run.err, /LUNE is set to .*, which does not run as Lune/);
	oneSentence(run.err);
});
