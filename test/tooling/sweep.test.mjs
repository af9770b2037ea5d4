import assert from "node:assert/strict";
import { before, describe, it, test } from "node:test";

import { buildEngine, buildSweepPlace } from "../../scripts/build/targets.mjs";
import { sweepsOf } from "./sweeps.mjs";

const SEEDS = 100;

const { sweep, bothHalves } = sweepsOf("sweep");

before(() => {
	buildEngine();
	buildSweepPlace();
});

test(`${SEEDS} random universes under every fault violate nothing`, async () => {
	const halves = await bothHalves(SEEDS);
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

// Each break has a checker that notices it, and few others do; the name of the break begins with the checker's.
const BREAKS = [
	"saved-stays/save-lies",
	"journaled-stays/no-fold",
	"granted-once/not-saved",
	"conserved/sent-unsaved",
	"conserved/no-block",
	"conserved/received-again",
	"conserved/part-without-coins",
	"no-half/peek",
	"marker-age/part-kept",
	"delivered-once/noted-nowhere",
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

/** Those that need a crash at one moment of a few. @type {Readonly<Record<string, number>>} */
const SEEDS_OF = { "granted-once/not-saved": 48 };

/**
 * What comes of a break besides: a document that nobody can open keeps its parts of trades, and its lock.
 * @type {Readonly<Record<string, string[]>>}
 */
const ALSO = {
	"one-writer/epoch-again": ["marker-age"],
	"whole-data/half-fold": ["free-at-last"],
	"never-stuck/never-dead": ["marker-age", "no-half"],
	"free-at-last/lock-kept": ["marker-age"],
};

describe("a broken library", { concurrency: 2 }, () => {
	for (const name of BREAKS) {
		it(`is caught by its checker, and by none that it does not concern: ${name}`, async () => {
			const { code, lines } = await sweep("--seeds", SEEDS_OF[name] ?? 12, "--break", name);
			assert.equal(code, 1);
			const caught =
				lines
					.find((line) => line.startsWith("caught by: "))
					?.slice("caught by: ".length)
					.split(", ") ?? [];
			assert.ok(caught.includes(name.split("/")[0]), lines.at(-1));
			const expected = [name.split("/")[0], ...(ALSO[name] ?? [])];
			assert.deepEqual(
				caught.filter((checker) => !expected.includes(checker)),
				[],
			);
		});
	}
});

test("a library without its fence is caught", async () => {
	const halves = await bothHalves(48, "--break", "any/no-fence");
	assert.ok(halves.some(({ code }) => code === 1));
	const caught = halves.map(({ lines }) => lines.find((line) => line.startsWith("caught by: "))).join();
	assert.match(caught, /saved-stays/);
});
