/// <reference types="@rbxts/testez/globals" />
import { fail, succeed } from "../../../../src/shared/result";
import { HeldRequests } from "../support/held-requests";

export = () => {
	it("gives the caller what its request gave", () => {
		const { scheduler } = new HeldRequests();
		const request = { priority: "open", store: "S", key: "k", cost: "read" } as const;
		const value = scheduler.submit({ ...request, send: () => succeed(7) });
		expect(value.ok && value.value).to.equal(7);
		const failure = { message: "502: no", retryable: true };
		const failed = scheduler.submit<number>({ ...request, send: () => fail(failure) });
		expect(!failed.ok && failed.error).to.equal(failure);
	});

	it("throws in the caller what its request threw, as the same value, and goes on", () => {
		const requests = new HeldRequests(1);
		const problem = { why: "a mistake" };
		requests.submit({ name: "broken", priority: "final", send: () => error(problem as never) });
		requests.submit({
			name: "broken later",
			priority: "final",
			send: () => {
				task.wait();
				return error(problem as never);
			},
		});
		requests.submit({ name: "next", priority: "save" });
		task.wait(0.1);
		expect(requests.thrown.get("broken")).to.equal(problem);
		expect(requests.thrown.get("broken later")).to.equal(problem);
		expect(requests.order()).to.equal("next");
		expect(requests.scheduler.stats().failed).to.equal(2);
	});

	it("makes the request of a caller that was cancelled while it waited, and keeps no place for it", () => {
		const requests = new HeldRequests(1);
		requests.submit({ name: "busy", priority: "save" });
		task.cancel(requests.submit({ name: "cancelled", priority: "save" }));
		requests.submit({ name: "next", priority: "save" });
		requests.finish("busy");
		expect(requests.order()).to.equal("busy cancelled");
		requests.finish("cancelled");
		expect(requests.order()).to.equal("busy cancelled next");
		expect(requests.answered.join(" ")).to.equal("busy");
	});

	it("keeps no place for a caller that was cancelled while its request was under way", () => {
		const requests = new HeldRequests(1);
		const caller = requests.submit({ name: "cancelled", priority: "save" });
		requests.submit({ name: "next", priority: "save" });
		task.cancel(caller);
		requests.finish("cancelled");
		expect(requests.order()).to.equal("cancelled next");
	});

	it("takes any number of requests that end at once, and those that they lead to", () => {
		const { scheduler } = new HeldRequests(3);
		let done = 0;
		const chain = (depth: number) => {
			const send = () => succeed(depth);
			scheduler.submit({ priority: "save", store: "S", key: `k${depth % 7}`, cost: "update", send });
			done += 1;
			if (depth < 1000) chain(depth + 1);
		};
		for (let index = 1; index <= 10; index += 1) task.spawn(chain, 900);
		expect(done).to.equal(1010);
		expect(scheduler.stats().sent).to.equal(1010);
	});

	it("lets a request that is under way wait for another one", () => {
		const { scheduler } = new HeldRequests(2);
		const request = { priority: "open", store: "S", cost: "update" } as const;
		const inner = () => scheduler.submit({ ...request, key: "inner", send: () => succeed("inner") });
		const result = scheduler.submit({ ...request, key: "outer", send: inner });
		expect(result.ok && result.value).to.equal("inner");
		expect(scheduler.stats().inFlight).to.equal(0);
	});

	it("counts what it does, and how long it took by priority", () => {
		const requests = new HeldRequests(1);
		requests.submit({ name: "a", priority: "save" });
		requests.submit({ name: "b", priority: "save" });
		requests.submit({ name: "c", priority: "open" });
		requests.seconds += 2;
		requests.finish("a");
		requests.seconds += 1;
		requests.finish("c", fail({ message: "502: no", retryable: true }));
		requests.seconds += 3;
		requests.finish("b");
		const stats = requests.scheduler.stats();
		expect(stats.sent).to.equal(3);
		expect(stats.failed).to.equal(1);
		expect(stats.waiting).to.equal(0);
		expect(stats.inFlight).to.equal(0);
		expect(stats.latency.save.count).to.equal(2);
		expect(stats.latency.save.meanSeconds).to.equal(4);
		expect(stats.latency.save.maxSeconds).to.equal(6);
		expect(stats.latency.open.meanSeconds).to.equal(3);
		expect(stats.latency.backup.count).to.equal(0);
	});
};
