import assert from "node:assert/strict";
import { test } from "node:test";

import { runScript } from "./support.mjs";

const WAYS = ["Holdfast", "ProfileStore", "ProfileStore, saved"];

test("bench transactions prints what trades cost, and no coin of Holdfast's is lost or made", () => {
	const run = runScript("bench.mjs", ["transactions", "--quick", "--json"]);
	assert.equal(run.code, 0, run.out + run.err);
	const { writes, latency, rate, crash, missed } = JSON.parse(run.lines.at(-1) ?? "").transactions;
	assert.ok(missed !== undefined);
	for (const way of WAYS) {
		for (const kind of ["single", "burst"]) {
			const figures = writes[way][kind];
			const { trades, writesWith, writesWithout, writesPerTrade } = figures;
			assert.ok(trades > 0 && writesWithout > 0, `${way} ${kind}`);
			assert.ok(Math.abs(writesPerTrade - (writesWith - writesWithout) / trades) < 1e-9, `${way} ${kind}`);
			assert.equal(typeof figures.readsPerTrade, "number");
			assert.equal(figures.markersLeft, 0, `${way} ${kind}`);
		}
		assert.ok(latency[way].updateSeconds > 0 && latency[way].p50 <= latency[way].most, way);
		for (const kind of ["around", "within"]) {
			const { crashes, trades, storedOff, created, lost } = crash[kind][way];
			assert.ok(crashes > 0 && trades > 0, way);
			// What was seen after each crash is what the store holds at last.
			assert.equal(storedOff, created - lost, `${way} ${kind}`);
		}
	}
	assert.ok(writes.Holdfast.single.writesPerTrade <= 3);
	assert.ok(writes.Holdfast.burst.writesPerTrade < 1);
	assert.ok(latency.Holdfast.most <= 2.1);
	for (const crowd of ["pairs", "pairsAlone", "pairs10", "ring"]) {
		assert.ok(rate[crowd].Holdfast.tradesPerSecond > 1, crowd);
		assert.equal(rate[crowd].Holdfast.coinsOff, 0, crowd);
	}
	for (const kind of ["around", "within"]) {
		const { lost, created, torn, neither, markersLeft } = crash[kind].Holdfast;
		assert.deepEqual([lost, created, torn, neither, markersLeft], [0, 0, 0, 0, 0], kind);
	}
});

test("bench says which benchmarks there are, with exit code 2", () => {
	const run = runScript("bench.mjs", ["trades"]);
	assert.equal(run.code, 2);
	assert.match(run.err, /Name one benchmark.*transactions/);
});
