/**
 * The runner of the specs must fail on what TestEZ lets pass in silence; each case is a place with the real runner and
 * one spec in it. Needs the test place to have been compiled, as `npm test` does before.
 */
import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";

import { root, runEngine, runTool } from "../../scripts/toolchain/run-tool.mjs";
import { scratchFolder } from "./support.mjs";

const folder = path.join(root, "test");
const PROJECT = JSON.stringify({
	name: "runner-case",
	tree: {
		$className: "DataModel",
		ReplicatedStorage: {
			rbxts_include: {
				$path: path.join(folder, "include"),
				node_modules: {
					$className: "Folder",
					"@rbxts": {
						$className: "Folder",
						testez: { $path: path.join(root, "node_modules", "@rbxts", "testez") },
					},
				},
			},
		},
		ServerScriptService: { runner: { $path: path.join(folder, "out", "test", "runner") } },
		ServerStorage: { specs: { $path: "specs" } },
	},
});

/** @param {import("node:test").TestContext} context @param {string} spec the source of a spec module */
async function runSpec(context, spec) {
	const scratch = scratchFolder(context, { "default.project.json": PROJECT, "specs/case.spec.luau": spec });
	const place = path.join(scratch, "place.rbxl");
	runTool("rojo", ["build", scratch, "-o", place]);
	/** @type {string[]} */
	const lines = [];
	const code = await runEngine(["tests", place], { onLine: (line) => lines.push(line) });
	return { code, out: lines.join("\n"), last: lines.at(-1) };
}

/** @param {string} body of one test, beside one that passes */
const specWith = (body) =>
	`return function() it("passes", function() expect(1).to.equal(1) end) it("is watched", function() ${body} end) end`;

test("a run in which everything holds passes", async (context) => {
	const run = await runSpec(context, specWith("task.wait(1) expect(2).to.equal(2)"));
	assert.equal(run.last, "2 passed, 0 failed, 0 skipped");
	assert.equal(run.code, 0);
});

test("a test that is skipped is counted as skipped", async (context) => {
	const run = await runSpec(context, 'return function() it("a", function() end) itSKIP("b", function() end) end');
	assert.equal(run.last, "1 passed, 0 failed, 1 skipped");
});

/** @type {Array<{ title: string, spec: string, says: RegExp, last?: string }>} */
const failing = [
	{ title: "a failing assertion", spec: specWith("expect(1).to.equal(2)"), says: /Expected value "2"/ },
	{
		title: "a spec that does not load",
		spec: 'error("no such thing") return function() end',
		says: /spec does not load[\s\S]*specs\.case/,
		last: "0 passed, 2 failed, 0 skipped",
	},
	{
		title: "a spec that is no function",
		spec: "return 5",
		says: /does not return a function/,
		last: "0 passed, 1 failed, 0 skipped",
	},
	{
		title: "a spec whose planning fails",
		spec: 'return function() it("a", function() end) error("half planned") end',
		says: /spec does not plan[\s\S]*half planned/,
	},
	{
		title: "a spec without a test",
		spec: "return function() end",
		says: /spec without a test/,
		last: "0 passed, 1 failed, 0 skipped",
	},
	{
		title: "an error in a thread that a test has started",
		spec: specWith('task.spawn(function() error("from a thread") end)'),
		says: /error in a thread, during: .*is watched[\s\S]*from a thread/,
		last: "2 passed, 1 failed, 0 skipped",
	},
	{
		title: "an error in a thread after the last test",
		spec: specWith('task.delay(0.1, function() error("late") end)'),
		says: /error in a thread[\s\S]*late/,
		last: "2 passed, 1 failed, 0 skipped",
	},
	{
		title: "a rejection that nobody handles",
		spec: specWith('require(game.ReplicatedStorage.rbxts_include.Promise).reject("lost")'),
		says: /unhandled rejection[\s\S]*lost/,
		last: "2 passed, 1 failed, 0 skipped",
	},
	{
		title: "a test that is still pending when nothing is left to happen",
		spec: specWith("coroutine.yield()"),
		says: /is watched[\s\S]*still pending/,
	},
	{
		title: "a test that is still pending while something else goes on",
		spec: specWith("task.spawn(function() while true do task.wait(1) end end) coroutine.yield()"),
		says: /is watched[\s\S]*still pending/,
	},
	{
		title: "an async test whose assertion fails",
		spec: specWith(
			"return require(game.ReplicatedStorage.rbxts_include.Promise).delay(0.1):andThen(function() expect(1).to.equal(3) end)",
		),
		says: /is watched[\s\S]*Expected value "3"/,
	},
	{
		title: "a hook that is still pending when nothing is left to happen",
		spec: 'return function() afterEach(function() coroutine.yield() end) it("a", function() end) end',
		says: /still pending/,
		last: "0 passed, 1 failed, 0 skipped",
	},
	{
		title: "a focused test",
		spec: 'return function() itFOCUS("a", function() end) it("b", function() end) end',
		says: /focused test/,
		last: "1 passed, 1 failed, 1 skipped",
	},
	{
		title: "a hook that fails",
		spec: 'return function() afterEach(function() error("in the hook") end) it("a", function() end) end',
		says: /in the hook/,
		last: "0 passed, 1 failed, 0 skipped",
	},
];

for (const { title, spec, says, last = "1 passed, 1 failed, 0 skipped" } of failing) {
	test(`${title} fails the run`, async (context) => {
		const run = await runSpec(context, spec);
		assert.match(run.out, says);
		assert.equal(run.last, last, run.out);
		assert.equal(run.code, 1);
	});
}

test("a run that stops before its last line fails", async (context) => {
	const scratch = scratchFolder(context, {
		"default.project.json": JSON.stringify({
			name: "silent",
			tree: { $className: "DataModel", ServerScriptService: { $path: "server" } },
		}),
		"server/main.server.luau": "coroutine.yield()",
	});
	const place = path.join(scratch, "place.rbxl");
	runTool("rojo", ["build", scratch, "-o", place]);
	/** @type {string[]} */
	const lines = [];
	assert.equal(await runEngine(["tests", place], { onLine: (line) => lines.push(line) }), 1);
	assert.match(lines.at(-1) ?? "", /stopped before its last line/);
});
