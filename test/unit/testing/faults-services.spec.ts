/// <reference types="@rbxts/testez/globals" />
import { FaultPlan, SimulatedServices } from "../../../src/testing";
import { SpecCloud } from "./support/spec-cloud";

const DOWN = "InternalError: Internal Error";

// design.md 9, Fault plan: memory stores and messages by plan; single faults of memory stores have a spec of their own
export = () => {
	let spec: SpecCloud;
	let services: SimulatedServices;

	function begin(plan: FaultPlan): void {
		spec = new SpecCloud({ faults: plan });
		services = spec.cloud.connect(spec.timeline.createLink(), { players: () => 10 });
	}

	const count = (what: string) => spec.cloud.faults.counts[what] ?? 0;
	const setItem = (key = "k") => services.MemoryStoreService.GetHashMap("Map").SetAsync(key, key, 3600);
	const items = () => spec.cloud.memory.items().size();

	describe("memory stores", () => {
		it("fail, and hold nothing of it", () => {
			begin({ memory: { failed: 1 } });
			expect(spec.finish(() => setItem()).problem).to.equal(DOWN);
			expect(items()).to.equal(0);
			expect(count("MemoryStoreService failed")).to.equal(1);
		});

		it("apply a request and do not answer", () => {
			begin({ memory: { unanswered: 1 } });
			expect(spec.finish(() => setItem()).problem).to.equal(DOWN);
			expect(items()).to.equal(1);
		});

		it("answer a read all the same where only writes can be unanswered", () => {
			begin({ memory: { unanswered: 1, late: 1 } });
			const map = services.MemoryStoreService.GetHashMap("Map");
			expect(spec.finish(() => map.GetAsync("k")).problem).to.equal(undefined);
			expect(spec.finish(() => map.ListItemsAsync(10)).problem).to.equal(undefined);
		});

		it("apply a request late, within the seconds of the plan", () => {
			begin({ memory: { late: 1, lateSeconds: [10, 12] } });
			expect(spec.finish(() => setItem()).problem).to.equal(DOWN);
			spec.timeline.advance(8.9);
			expect(items()).to.equal(0);
			spec.timeline.advance(3);
			expect(items()).to.equal(1);
		});

		it("throttle", () => {
			begin({ memory: { throttled: 1 } });
			expect(tostring(spec.finish(() => setItem()).problem).match("^%w+")[0]).to.equal("RequestThrottled");
		});

		it("are slow", () => {
			begin({ memory: { slow: 1, slowSeconds: [5, 5] } });
			const call = spec.begin(() => setItem());
			spec.timeline.advance(4.9);
			expect(call.done).to.equal(false);
			spec.timeline.advance(1);
			expect(call.problem).to.equal(undefined);
		});

		it("give an update up whose every try meets a conflict", () => {
			begin({ memory: { conflict: 1 } });
			const map = services.MemoryStoreService.GetHashMap("Map");
			let runs = 0;
			const call = spec.begin(() => map.UpdateAsync("k", () => (runs += 1), 60));
			spec.timeline.advance(5);
			expect(tostring(call.problem).match("^%w+")[0]).to.equal("UpdateConflict");
			expect(runs).to.equal(4);
			expect(items()).to.equal(0);
		});

		// platform.md 3; design.md 9: "MemoryStore eviction"
		it("lose one item before a request that meets it, and answer that request", () => {
			begin({ memory: { evicted: 1 } });
			for (const key of ["a", "b", "c"]) expect(spec.finish(() => setItem(key)).problem).to.equal(undefined);
			// Each request drops one of those before it, and adds its own.
			expect(items()).to.equal(1);
			expect(count("MemoryStoreService evicted")).to.equal(3);
		});
	});

	describe("messages", () => {
		let heard: Array<number>;

		/** Publishes numbers, one after the other, to a server of its own. */
		function publish(plan: FaultPlan, amount = 200): void {
			begin(plan);
			heard = [];
			const receiver = spec.cloud.connect(spec.timeline.createLink(), { players: () => 50 });
			spec.ask(() =>
				receiver.MessagingService.SubscribeAsync("topic", (message) => heard.push(message.Data as number)),
			);
			for (let index = 1; index <= amount; index += 1) {
				spec.begin(() => services.MessagingService.PublishAsync("topic", index));
				spec.timeline.advance(1);
			}
			spec.timeline.advance(10);
		}

		const inOrder = () => heard.every((value, index) => index === 0 || value >= heard[index - 1]);

		// platform.md 4: "Best effort"; design.md 9: "message loss, duplication, reordering"
		it("come all, once and in order when nothing is to happen to them", () => {
			publish({ delivery: { loss: 0, duplication: 0, reordering: 0 } });
			expect(heard.size()).to.equal(200);
			expect(inOrder()).to.equal(true);
			expect(next(spec.cloud.faults.counts)[0]).to.equal(undefined);
		});

		it("are lost as often as it is counted", () => {
			publish({ delivery: { loss: 0.3, duplication: 0, reordering: 0 } });
			const lost = count("MessagingService lost");
			expect(lost > 30 && lost < 90).to.equal(true);
			expect(heard.size()).to.equal(200 - lost);
		});

		it("come twice as often as it is counted", () => {
			publish({ delivery: { loss: 0, duplication: 0.3, reordering: 0 } });
			const twice = count("MessagingService duplicated");
			expect(twice > 30 && twice < 90).to.equal(true);
			expect(heard.size()).to.equal(200 + twice);
		});

		it("pass each other, and it is counted", () => {
			publish({ delivery: { loss: 0, duplication: 0, reordering: 1, delaySeconds: [0, 5] } });
			expect(inOrder()).to.equal(false);
			expect(count("MessagingService reordered") > 30).to.equal(true);
			expect(heard.size()).to.equal(200);
		});

		it("override what the options say of messaging", () => {
			spec = new SpecCloud({ messaging: { loss: 1 }, faults: { delivery: { loss: 0 } } });
			expect(spec.cloud.messages.switches.loss).to.equal(0);
		});

		it("come although their sender was told that they failed, or do not, as the fault says", () => {
			begin({ delivery: { loss: 0, duplication: 0 } });
			const texts = new Array<string>();
			const { MessagingService } = services;
			spec.ask(() => MessagingService.SubscribeAsync("topic", (message) => texts.push(message.Data as string)));
			for (const kind of ["unanswered", "failed"] as const) {
				spec.cloud.faults.interfere = () => ({ kind });
				const call = spec.finish(() => MessagingService.PublishAsync("topic", kind));
				expect(call.problem).to.equal("MessagingService.PublishAsync: internal error");
			}
			spec.timeline.advance(3);
			expect(texts.join(" ")).to.equal("unanswered");
		});
	});
};
