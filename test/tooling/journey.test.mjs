import assert from "node:assert/strict";
import { test } from "node:test";

import { runScript } from "./support.mjs";

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
	assert.equal(start(["--seed", "11"]).summary.trace, first.summary.trace);
	assert.notEqual(start(["--seed", "12"]).summary.trace, first.summary.trace);
});

test("the journey refuses bad arguments with exit code 2", () => {
	const run = runScript("start.mjs", ["--servers", "1"]);
	assert.equal(run.code, 2);
	assert.match(run.err, /--servers takes a whole number from 2 to 50, not "1"/);
});
