import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";

import { runScript, scratchFolder, SERVER_PROJECT } from "./support.mjs";

/**
 * Every server reads, updates and sets what the others do too, and says what came of it: whatever a fault changes, in
 * time or in effect, is in the trace.
 */
const BUSY_SERVER = `
	local store = game:GetService("DataStoreService"):GetDataStore("Shared")
	local memory = game:GetService("MemoryStoreService")
	local map, sorted = memory:GetHashMap("Map"), memory:GetSortedMap("Sorted")
	local messages = game:GetService("MessagingService")

	local function try(what, body)
		print(what, pcall(body))
	end
	local function add(old)
		return (old or 0) + 1
	end
	local function forever(seconds, body)
		task.spawn(function()
			while true do
				task.wait(2 * seconds * math.random())
				body("k" .. math.random(3))
			end
		end)
	end

	forever(4, function(key) try("get", function() return (store:GetAsync(key)) end) end)
	forever(2, function(key) try("update", function() return (store:UpdateAsync(key, add)) end) end)
	forever(8, function(key) try("set", function() store:SetAsync(key, math.random(100)) end) end)
	forever(4, function(key) try("memory get", function() return map:GetAsync(key) end) end)
	forever(2, function(key) try("memory update", function() return map:UpdateAsync(key, add, 600) end) end)
	forever(2, function(key)
		try("sorted update", function()
			return sorted:UpdateAsync(key, function(old) return add(old), add(old) end, 600)
		end)
	end)
	forever(5, function() try("publish", function() messages:PublishAsync("topic", game.JobId) end) end)

	local function subscribe()
		return messages:SubscribeAsync("topic", function(message) print("heard", message.Data) end)
	end
	while not pcall(subscribe) do
		task.wait(5)
	end
`;

const STORE_KINDS = ["failed", "outage", "unanswered", "late", "conflict", "throttled", "slow", "queueFull"];
const EVERY_KIND = [
	...[...STORE_KINDS, "lateTransform"].map((kind) => `DataStoreService ${kind}`),
	...[...STORE_KINDS.filter((kind) => kind !== "queueFull"), "evicted"].map((kind) => `MemoryStoreService ${kind}`),
	...["failed", "outage", "unanswered", "slow", "lost", "duplicated"].map((kind) => `MessagingService ${kind}`),
];

// Long enough for an outage of every service: at this intensity each has four in an hour.
const EVERYTHING = ["--faults", "4", "--minutes", "60"];

/** @param {string} project @param {string} seed @param {string[]} args */
function play(project, seed, args) {
	const run = runScript("headless.mjs", [project, "--servers", "3", "--players", "3", "--seed", seed, ...args]);
	assert.equal(run.code, 0, run.out.slice(-2000) + run.err);
	const trace = run.lines.at(-1) ?? "";
	assert.match(trace, /^trace [0-9a-f]{64}$/);
	/** @type {Record<string, number>} */
	const counts = {};
	for (const line of run.lines) {
		const [, kind, count] = /^fault (.+): (\d+)$/.exec(line) ?? [];
		if (kind !== undefined) counts[kind] = Number(count);
	}
	return { trace, counts, lines: run.lines };
}

/** @param {import("node:test").TestContext} context */
function busyPlace(context) {
	const files = { "default.project.json": SERVER_PROJECT, "server/busy.server.luau": BUSY_SERVER };
	return path.join(scratchFolder(context, files), "default.project.json");
}

test("with every fault on, the same seed gives the same trace and faults in two processes, another seed others", (context) => {
	const place = busyPlace(context);
	const first = play(place, "21", EVERYTHING);
	for (const kind of EVERY_KIND) assert.ok(first.counts[kind] > 0, `no ${kind}: ${JSON.stringify(first.counts)}`);
	for (const server of ["server 1", "server 2", "server 3"]) {
		assert.ok(
			first.lines.some((line) => line.includes(` ${server}   heard `)),
			`${server} heard nothing`,
		);
	}
	const second = play(place, "21", EVERYTHING);
	assert.equal(second.trace, first.trace);
	assert.deepEqual(second.counts, first.counts);
	const other = play(place, "22", EVERYTHING);
	assert.notEqual(other.trace, first.trace);
	assert.notDeepEqual(other.counts, first.counts);
});

test("without --faults no request fails and no fault is counted", (context) => {
	const { lines, counts } = play(busyPlace(context), "21", ["--minutes", "2"]);
	assert.deepEqual(counts, {});
	assert.ok(lines.some((line) => line.includes("update true")));
	assert.ok(!lines.some((line) => / false /.test(line)));
});

test("an intensity that no plan can have is refused", () => {
	const run = runScript("headless.mjs", ["a.rbxl", "--faults", "6"]);
	assert.equal(run.code, 2);
	assert.match(run.err, /--faults takes a number from 0 to 5, not "6"/);
});
