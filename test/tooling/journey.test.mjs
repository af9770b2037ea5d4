import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { root, runEngine, runTool } from "../../scripts/toolchain/run-tool.mjs";
import { runScript, scratchFolder } from "./support.mjs";

/** @param {string[]} args */
function start(args) {
	const run = runScript("start.mjs", ["--quiet", "--minutes", "6", ...args]);
	const [word, json] = /^(summary): (.*)$/.exec(run.lines.at(-1) ?? "")?.slice(1) ?? [];
	assert.equal(word, "summary", run.out + run.err);
	return { code: run.code, summary: JSON.parse(json), run };
}

test("the journey ends well, and is the same again for the same seed", () => {
	const first = start(["--seed", "11"]);
	assert.equal(first.code, 0, first.run.out + first.run.err);
	assert.equal(first.summary.checks.failed, 0);
	assert.equal(first.summary.crashes, 1);
	assert.equal(first.summary.shutdowns, 1);
	assert.ok(first.summary.opens > 12 && first.summary.hops > 0 && first.summary.checks.views > 0);
	const { shown, confirmed, rejected, refusedAtOnce, story } = first.summary.predictions;
	assert.ok(shown >= confirmed + rejected && confirmed > 100 && rejected > 0 && refusedAtOnce > 0);
	assert.match(story, /sees at once: .* s later the server says "Sold out\.", and .* sees: /);
	assert.ok(first.run.out.includes(story));
	assert.equal(start(["--seed", "11"]).summary.trace, first.summary.trace);
	assert.notEqual(start(["--seed", "12"]).summary.trace, first.summary.trace);
});

test("the journey refuses bad arguments with exit code 2", () => {
	const run = runScript("start.mjs", ["--servers", "1"]);
	assert.equal(run.code, 2);
	assert.match(run.err, /--servers takes a whole number from 2 to 50, not "1"/);
});

/**
 * Builds the game with one thing in it broken on purpose, and plays it.
 * @param {import("node:test").TestContext} context @param {string} file @param {string} sound @param {string} broken
 */
async function playBroken(context, file, sound, broken) {
	const folder = path.join(scratchFolder(context), "game");
	cpSync(path.join(root, "examples", "quick-start"), folder, { recursive: true });
	const source = readFileSync(path.join(folder, file), "utf8");
	assert.ok(source.includes(sound), `${file} has no ${sound} to break`);
	writeFileSync(path.join(folder, file), source.replace(sound, broken));
	const place = path.join(folder, "broken.rbxl");
	runTool("rojo", ["build", folder, "-o", place]);
	/** @type {string[]} */
	const lines = [];
	const args = ["journey", place, "--minutes", "6", "--quiet", "true", "--seed", "3"];
	const code = await runEngine(args, { onLine: (line) => lines.push(line), quiet: true });
	return { code, summary: JSON.parse((lines.at(-1) ?? "").replace(/^summary: /, "")) };
}

const LIBRARY = "node_modules/@rbxts/holdfast/out";
const SESSION = `${LIBRARY}/server/session`;

/** @type {Array<{ what: string, file: string, sound: string, broken: string }>} */
const sabotage = [
	{
		what: "a shop that gives without taking",
		file: "out/shared/player-state.luau",
		sound: "draft.coins -= price",
		broken: "draft.coins -= 0",
	},
	{
		what: "a library that forgets to write the data with the last save",
		file: `${SESSION}/save-transform.luau`,
		sound: "local writes = request.data ~= nil",
		broken: "local writes = request.data ~= nil and request.releaseFrom == nil",
	},
	{
		what: "a library that saves at the end but keeps the lock",
		file: `${SESSION}/save-transform.luau`,
		sound: "if request.releaseFrom ~= nil then",
		broken: "if false then",
	},
	{
		what: "a library that opens every document as a new one",
		file: `${SESSION}/find-document.luau`,
		sound: "record.data",
		broken: "nil",
	},
	{
		what: "a game whose clients guess what does not become true",
		file: "out/shared/player-state.luau",
		sound: "draft.coins += COINS_PER_ORE",
		broken: "draft.coins += if _param.isServer then COINS_PER_ORE else COINS_PER_ORE + 1",
	},
	{
		what: "a client on which a rejected guess stays",
		file: `${LIBRARY}/client/predicted-view.luau`,
		sound: 'if step.kind ~= "whole" and #done.confirmed == 0 and #done.rejected == 0 then',
		broken: 'if step.kind ~= "whole" then',
	},
	{
		what: "a client that shows nothing before it is confirmed",
		file: `${LIBRARY}/client/synchronizer.luau`,
		sound: "made = if options.predict then",
		broken: "made = if false then",
	},
];

for (const { what, file, sound, broken } of sabotage) {
	test(`the journey finds ${what}`, async (context) => {
		const { code, summary } = await playBroken(context, file, sound, broken);
		assert.equal(code, 1);
		assert.ok(summary.checks.failed > 0);
	});
}
