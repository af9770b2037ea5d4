import assert from "node:assert/strict";
import { before, describe, it, test } from "node:test";

import { buildEngine, buildSweepPlace } from "../../scripts/build/targets.mjs";
import { sweepsOf } from "./sweeps.mjs";

const SEEDS = 100;

const { sweep, bothHalves } = sweepsOf("sweep-clients");

before(() => {
	buildEngine();
	buildSweepPlace();
});

// Each half fails, too, if a kind of fault never struck in it.
test(`${SEEDS} random worlds of clients violate nothing`, async () => {
	for (const { code, lines } of await bothHalves(SEEDS)) {
		console.log(lines.filter((line) => !line.startsWith("faults: ")).join("\n"));
		assert.equal(code, 0);
	}
});

test("the same seed of clients gives the same trace in another process, and another seed another", async () => {
	const traceOf = async (/** @type {number} */ seed) => {
		const { lines } = await sweep("--seeds", 1, "--from", seed, "--verbose", "true");
		const summary = lines.find((line) => line.startsWith(`seed ${seed}: `));
		return summary?.split(" ").at(-1);
	};
	const [first, again, other] = await Promise.all([traceOf(7), traceOf(7), traceOf(8)]);
	assert.match(first ?? "", /^[0-9a-f]{64}$/);
	assert.equal(first, again);
	assert.notEqual(first, other);
});

test("a seed that violates something is told with the command that replays it", async () => {
	const { code, lines } = await sweep(
		"--seeds",
		1,
		"--from",
		3,
		"--break",
		"in-order/newest-first",
		"--verbose",
		"true",
	);
	assert.equal(code, 1);
	const told = lines.find((line) => line.startsWith("seed 3 VIOLATED"));
	assert.equal(
		told,
		"seed 3 VIOLATED; replay: npm run sweep -- --clients --seeds 1 --from 3 --break in-order/newest-first --verbose",
	);
});

/**
 * Each break has a checker that notices it: its name begins with that checker's. What comes of it besides is what follows:
 * what is done again is done late, seen again and taken for what follows it, who is never answered goes on showing what was guessed, and who cannot read what comes asks
 * for it so often that little else is taken.
 * @type {Readonly<Record<string, string[]>>}
 */
const BREAKS = {
	"views-agree/never-healed": [],
	"views-agree/gap-unseen": ["quiet-listeners"],
	"once/again": ["in-order", "quiet-listeners", "settled"],
	"in-order/newest-first": [],
	"nothing-private/all-visible": ["views-agree"],
	"nothing-private/public-as-owner": ["views-agree", "settled"],
	"settled/refusals-forgotten": [],
	"settled/never-again": ["views-agree"],
	"quiet-listeners/flicker": [],
	"quiet-listeners/not-shared": [],
	"no-errors/frame": ["settled", "views-agree"],
};

describe("a library that is broken for clients", { concurrency: 2 }, () => {
	for (const [name, also] of Object.entries(BREAKS)) {
		it(`is caught by its checker, and by none that it does not concern: ${name}`, async () => {
			const { code, lines } = await sweep("--seeds", 12, "--break", name);
			assert.equal(code, 1);
			const label = "caught by: ";
			const line = lines.find((text) => text.startsWith(label)) ?? label;
			const caught = line.slice(label.length).split(", ");
			const [checker] = name.split("/");
			assert.ok(caught.includes(checker), lines.join("\n"));
			assert.deepEqual(
				caught.filter((other) => other !== checker && !also.includes(other)),
				[],
			);
		});
	}
});
