/// <reference types="@rbxts/testez/globals" />
import { everyFault, FaultPlan, Message, SimulatedServices } from "../../../src/testing";
import { SpecCloud } from "./support/spec-cloud";

interface Trace {
	/** When each call came back, and how. */
	readonly calls: string;
	readonly counts: Record<string, number>;
	/** When writes were applied. */
	readonly writes: string;
}

/** A few calls of every service from each of two servers, round by round. */
function play(plan: FaultPlan | undefined, seed = 1, rounds = 120, roundSeconds = 1): Trace {
	const spec = new SpecCloud({ seed, faults: plan });
	const [calls, writes] = [new Array<string>(), new Array<string>()];
	spec.cloud.observe((write) => writes.push("%s %.4f".format(write.key, write.time)));
	const servers = new Array<SimulatedServices>();
	for (let index = 1; index <= 2; index += 1) {
		servers.push(spec.cloud.connect(spec.timeline.createLink(), { players: () => 50 }));
	}
	const call = (name: string, body: () => unknown) => {
		task.spawn(() => {
			const [ok, problem] = pcall(body);
			calls.push("%s %.4f %s".format(name, spec.timeline.now(), ok ? "ok" : tostring(problem)));
		});
	};
	servers.forEach((server, index) => {
		const hear = (message: Message) => calls.push("%d heard %s".format(index, tostring(message.Data)));
		call("subscribe", () => server.MessagingService.SubscribeAsync("topic", hear));
	});
	for (let round = 1; round <= rounds; round += 1) {
		servers.forEach((server, index) => {
			const store = server.DataStoreService.GetDataStore("Store");
			const map = server.MemoryStoreService.GetHashMap("Map");
			call("get", () => store.GetAsync(`k${round % 7}`, { UseCache: false }));
			call("set", () => store.SetAsync(`s${index}`, round));
			call("update", () => store.UpdateAsync(`u${round % 5}`, () => round));
			call("remember", () => map.SetAsync(`m${round % 5}`, round, 60));
			call("recall", () => map.UpdateAsync(`m${round % 3}`, () => round, 60));
			if (round % 4 === 0) call("publish", () => server.MessagingService.PublishAsync("topic", round));
		});
		spec.timeline.advance(roundSeconds);
	}
	spec.timeline.advance(60);
	return { calls: calls.join("\n"), counts: spec.cloud.faults.counts, writes: writes.join("\n") };
}

/** Faults in all, of the services whose names begin so. */
function totalOf(counts: Record<string, number>, service = ""): number {
	let sum = 0;
	for (const [kind, count] of pairs(counts)) {
		if (kind.sub(1, service.size()) === service) sum += count;
	}
	return sum;
}

// design.md 9, Fault plan
export = () => {
	it("does the same things for the same seed, and others for another", () => {
		const [one, again, other] = [play(everyFault(), 7), play(everyFault(), 7), play(everyFault(), 8)];
		expect(totalOf(one.counts) > 50).to.equal(true);
		expect(again.calls === one.calls && again.writes === one.writes).to.equal(true);
		expect(other.calls === one.calls || other.writes === one.writes).to.equal(false);
	});

	// The faults have a stream of their own, so that a plan can be compared with none.
	it("moves nobody's latencies: a plan in which nothing happens is the same as none", () => {
		const reliable = { loss: 0, duplication: 0, reordering: 1 };
		const nothing: FaultPlan = { ...everyFault(0), delivery: reliable };
		const [without, harmless] = [play({ delivery: reliable }), play(nothing)];
		expect(harmless.calls).to.equal(without.calls);
		expect(harmless.writes).to.equal(without.writes);
		expect(harmless.counts["DataStoreService failed"]).to.equal(undefined);
	});

	it("draws the faults of one service apart from those of another", () => {
		const failing = { failed: 0.3 };
		const alone = play({ dataStores: failing }).counts["DataStoreService failed"];
		const both = play({ dataStores: failing, memory: failing, messages: failing });
		expect(both.counts["DataStoreService failed"]).to.equal(alone);
		expect(both.counts["MemoryStoreService failed"] > 0).to.equal(true);
	});

	it("hits as many requests as its probability says, and counts each of them", () => {
		const spec = new SpecCloud({ faults: { dataStores: { unanswered: 0.25 } } });
		const store = spec.connectStore();
		let failed = 0;
		for (let index = 1; index <= 1000; index += 1) {
			if (spec.finish(() => store.SetAsync("k", index)).problem !== undefined) failed += 1;
		}
		expect(failed > 200 && failed < 300).to.equal(true);
		expect(spec.cloud.faults.counts["DataStoreService unanswered"]).to.equal(failed);
	});

	it("has every kind in a run of some thousand requests, when it is everyFault", () => {
		const { counts } = play(everyFault(), 3, 2000, 6);
		const expected = [
			...["failed", "unanswered", "late", "lateTransform", "conflict", "throttled", "queueFull", "slow", "outage"].map(
				(kind) => `DataStoreService ${kind}`,
			),
			...["failed", "unanswered", "late", "conflict", "throttled", "slow", "outage", "evicted"].map(
				(kind) => `MemoryStoreService ${kind}`,
			),
			...["failed", "unanswered", "slow", "outage", "lost", "duplicated", "reordered"].map(
				(kind) => `MessagingService ${kind}`,
			),
		];
		expect(expected.filter((kind) => (counts[kind] ?? 0) === 0).join(", ")).to.equal("");
	});

	it("has twice as many faults with twice the intensity", () => {
		const few = play({ dataStores: { ...everyFault(1).dataStores, outagesPerHour: 0 } }, 1, 1000);
		const many = play({ dataStores: { ...everyFault(2).dataStores, outagesPerHour: 0 } }, 1, 1000);
		const ratio = totalOf(many.counts, "DataStore") / totalOf(few.counts, "DataStore");
		expect(ratio > 1.7 && ratio < 2.3).to.equal(true);
	});

	describe("interfere", () => {
		it("is asked before the plan, and what it says counts", () => {
			const spec = new SpecCloud({ faults: { dataStores: { failed: 1 } } });
			const store = spec.connectStore();
			spec.cloud.faults.interfere = () => ({ kind: "unanswered", text: "scripted" });
			expect(spec.finish(() => store.SetAsync("k", 1)).problem).to.equal("scripted");
			expect(spec.cloud.faults.counts["DataStoreService failed"]).to.equal(undefined);
			expect(spec.cloud.faults.counts["DataStoreService unanswered"]).to.equal(1);
		});

		it("leaves a request to the plan when it says nothing, and when it is gone", () => {
			const spec = new SpecCloud({ faults: { dataStores: { failed: 1 } } });
			const store = spec.connectStore();
			spec.cloud.faults.interfere = () => undefined;
			expect(spec.codeOf(() => store.SetAsync("k", 1))).to.equal("502");
			spec.cloud.faults.interfere = undefined;
			expect(spec.codeOf(() => store.SetAsync("k", 1))).to.equal("502");
			expect(spec.cloud.faults.counts["DataStoreService failed"]).to.equal(2);
		});
	});

	describe("an outage", () => {
		const RUN_SECONDS = 4 * 3600;
		const MEAN_GAP_SECONDS = 720;

		/** Asks each second for four hours; as text, a digit a second: 1 where the request failed. */
		function watch(plan: FaultPlan): string {
			const spec = new SpecCloud({
				faults: plan,
				latency: { readSeconds: [0, 0], writeSeconds: [0, 0] },
				limits: { startBurst: RUN_SECONDS },
			});
			const store = spec.connectStore();
			const digits = new Array<string>();
			for (let second = 1; second <= RUN_SECONDS; second += 1) {
				const call = spec.begin(() => store.ListKeysAsync());
				spec.timeline.advance(1);
				digits.push(call.problem === undefined ? "0" : "1");
			}
			return digits.join("");
		}

		it("fails every request for as long as it lasts, and comes as often as the plan says", () => {
			const plan = { outagesPerHour: 3600 / MEAN_GAP_SECONDS, outageSeconds: [30, 60] as const };
			const digits = watch({ dataStores: plan });
			const outages = [...string.gmatch(digits, "1+")].map(([run]) => (run as string).size());
			expect(outages.size() > 8 && outages.size() < 35).to.equal(true);
			for (const seconds of outages) expect(seconds >= 29 && seconds <= 61).to.equal(true);
		});

		it("is one of a service alone", () => {
			const digits = watch({ memory: { outagesPerHour: 60, outageSeconds: [30, 60] } });
			expect(digits.find("1", 1, true)[0]).to.equal(undefined);
		});
	});
};
