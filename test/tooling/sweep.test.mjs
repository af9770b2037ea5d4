import assert from "node:assert/strict";
import { before, test } from "node:test";

import { buildEngine, buildSweepPlace } from "../../scripts/build/targets.mjs";
import { runEngine } from "../../scripts/toolchain/run-tool.mjs";

// Two processes of half the seeds each: as many as there are cores on the smallest machine that this runs on.
const SEEDS = 150;

/** @param {...(string | number)} args */
async function sweep(...args) {
	/** @type {string[]} */
	const lines = [];
	const code = await runEngine(["sweep", buildSweepPlace(), ...args.map(String)], {
		onLine: (line) => lines.push(line),
		quiet: true,
	});
	return { code, lines };
}

before(() => {
	buildEngine();
	buildSweepPlace();
});

test(`${SEEDS} random universes under every fault violate nothing`, async () => {
	const halves = await Promise.all([sweep("--seeds", SEEDS / 2), sweep("--seeds", SEEDS / 2, "--from", SEEDS / 2 + 1)]);
	for (const { code, lines } of halves) {
		console.log(lines.filter((line) => !line.startsWith("faults: ")).join("\n"));
		assert.equal(code, 0);
	}
});

test("the same seed gives the same trace in another process, and another seed another", async () => {
	const traceOf = async (/** @type {number} */ seed) => {
		const { lines } = await sweep("--seeds", 1, "--from", seed, "--verbose", "true");
		return lines[0].split(" ").at(-1);
	};
	const [first, again, other] = await Promise.all([traceOf(7), traceOf(7), traceOf(8)]);
	assert.match(first ?? "", /^[0-9a-f]{64}$/);
	assert.equal(first, again);
	assert.notEqual(first, other);
});

// Each break has a checker that notices it and no other does; the name of the break begins with the checker's.
const BREAKS = [
	"saved-stays/save-lies",
	"journaled-stays/no-fold",
	"one-writer/epoch-again",
	"forward-only/revision-back",
	"whole-data/half-fold",
	"keeps-version/stripped",
	"nothing-gone/not-kept",
	"never-stuck/never-dead",
	"within-budget/impatient",
	"clean-memory/pages-left",
	"no-errors/letter",
	"free-at-last/lock-kept",
];

for (const name of BREAKS) {
	test(`a broken library is caught by one checker alone: ${name}`, async () => {
		const { code, lines } = await sweep("--seeds", 12, "--break", name);
		assert.equal(code, 1);
		assert.ok(lines.includes(`caught by: ${name.split("/")[0]}`), lines.at(-1));
	});
}

test("a library without its fence is caught", async () => {
	const { code, lines } = await sweep("--seeds", 24, "--break", "any/no-fence");
	assert.equal(code, 1);
	assert.match(lines.find((line) => line.startsWith("caught by: ")) ?? "", /saved-stays/);
});
