import assert from "node:assert/strict";
import { test } from "node:test";

import { runScript } from "./support.mjs";

const WAYS = ["Holdfast", "Reflex", "whole table", "remote a field"];

test("bench client prints what it costs to show a document, and no guess that was right is told twice", () => {
	const run = runScript("bench.mjs", ["client", "--quick", "--json"]);
	assert.equal(run.code, 0, run.out + run.err);
	const { bytes, server, rebase, converge, notify, missed } = JSON.parse(run.lines.at(-1) ?? "").client;
	// None of the figures that have a reach depends on the machine.
	assert.equal(Object.keys(missed).length, 0, JSON.stringify(missed));
	for (const way of WAYS) {
		for (const [name, value] of Object.entries(bytes[way])) {
			assert.ok(value > 0 || name === "minute", `${way}: ${name}`);
		}
		for (const update of ["idle", "number", "hundred"]) {
			assert.deepEqual(
				server[way][update].map((/** @type {{ frame: number }} */ { frame }) => frame > 0),
				[true, true, true, true],
				`${way}: ${update}`,
			);
		}
		assert.equal(converge.length, 4);
	}
	const { number, field, insert, snapshot, intent } = bytes.Holdfast;
	assert.ok(number <= 21 && field <= 24 && insert <= 28 && snapshot <= 1300 && intent <= 23);
	// The model of the engine's encoding, by hand: an event, and { state } with 100 items.
	const item = 2 + 3 + 2 + 9 + 7 + 9;
	assert.equal(bytes["whole table"].snapshot, 9 + 2 + 6 + 9 + 10 + 2 + 100 * item);
	assert.equal(bytes["remote a field"].number, 9 + 9);
	for (const kind of ["earn", "buyItem"]) {
		assert.deepEqual(
			rebase[kind].map((/** @type {{ pending: number }} */ { pending }) => pending),
			[0, 1, 8, 32],
		);
	}
	for (const { Holdfast, Reflex } of converge) {
		assert.equal(Holdfast.seen.most, 0);
		const roundTrip = 2 * Holdfast.latencySeconds * 60;
		for (const frames of [Holdfast.accepted, Holdfast.rejected, Reflex.seen]) {
			assert.ok(frames.most >= roundTrip - 0.1 && frames.most <= roundTrip + 2.1);
		}
	}
	assert.ok(notify.guesses > 0);
	assert.equal(notify.spuriousPerGuess, 0);
});
