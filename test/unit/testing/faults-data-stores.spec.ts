/// <reference types="@rbxts/testez/globals" />
import { Fault } from "../../../src/testing";
import { SpecCloud } from "./support/spec-cloud";
import { SpecServer } from "./support/spec-server";

const DOWN = "502: API Services rejected request with error. HTTP 500 (Internal Server Error)";
const WRITING = "UpdateAsync (write)";

// design.md 9, Fault plan: what each kind does to a DataStore request
export = () => {
	let spec: SpecCloud;
	let server: SpecServer;

	/** From here on this happens to every request of one operation, or to every request. */
	const meet = (fault: Fault, operation?: string) => {
		spec.cloud.faults.interfere = (request) =>
			operation === undefined || request.operation === operation ? fault : undefined;
	};

	const count = (kind: string) => spec.cloud.faults.counts[`DataStoreService ${kind}`] ?? 0;

	beforeEach(() => {
		spec = new SpecCloud();
		server = new SpecServer(spec);
	});

	// design.md 9: "error before commit"
	describe("failed", () => {
		it("makes a request throw the platform's text, and applies nothing", () => {
			meet({ kind: "failed" });
			expect(spec.finish(() => server.store.SetAsync("k", 1)).problem).to.equal(DOWN);
			expect(spec.finish(() => server.store.GetAsync("k")).problem).to.equal(DOWN);
			expect(spec.finish(() => server.ordered.IncrementAsync("k")).problem).to.equal(DOWN);
			expect(spec.stored()).to.equal(undefined);
			expect(count("failed")).to.equal(3);
			expect(spec.requests("SetAsync (502)")).to.equal(1);
		});

		it("says what it is told to", () => {
			meet({ kind: "failed", text: "InternalServerError: on purpose" });
			expect(spec.finish(() => server.store.GetAsync("k")).problem).to.equal("InternalServerError: on purpose");
		});

		it("of an update's reading half does not run the transform, of its writing half has run it", () => {
			let runs = 0;
			const update = () => server.store.UpdateAsync("k", () => (runs += 1));
			meet({ kind: "failed" }, "UpdateAsync");
			expect(spec.finish(update).problem).to.equal(DOWN);
			expect(runs).to.equal(0);
			meet({ kind: "failed" }, WRITING);
			expect(spec.finish(update).problem).to.equal(DOWN);
			expect(runs).to.equal(1);
			expect(spec.stored()).to.equal(undefined);
		});

		it("leaves nothing in the cache that was not written", () => {
			spec.ask(() => server.store.SetAsync("k", "old"));
			meet({ kind: "failed" }, "SetAsync");
			spec.finish(() => server.store.SetAsync("k", "new"));
			expect(spec.ask(() => server.store.GetAsync("k")[0])).to.equal("old");
		});
	});

	// platform.md 2: "A failed write may have committed"; design.md 9: "committed but reported as an error"
	describe("unanswered", () => {
		it("applies every kind of write and reports it as failed", () => {
			spec.ask(() => server.ordered.SetAsync("gone", 1));
			meet({ kind: "unanswered" });
			expect(spec.finish(() => server.store.SetAsync("set", 1)).problem).to.equal(DOWN);
			expect(spec.finish(() => server.store.IncrementAsync("sum", 5)).problem).to.equal(DOWN);
			expect(spec.finish(() => server.ordered.RemoveAsync("gone")).problem).to.equal(DOWN);
			meet({ kind: "unanswered" }, WRITING);
			expect(spec.finish(() => server.store.UpdateAsync("updated", () => 2)).problem).to.equal(DOWN);
			spec.cloud.faults.interfere = undefined;
			expect(spec.stored("set")).to.equal(1);
			expect(spec.stored("sum")).to.equal(5);
			expect(spec.stored("updated")).to.equal(2);
			expect(spec.ask(() => server.ordered.GetAsync("gone", { UseCache: false }) ?? "nothing")).to.equal("nothing");
			expect(count("unanswered")).to.equal(4);
		});

		it("reports what really went wrong, where something did", () => {
			spec.ask(() => server.store.SetAsync("k", "no number"));
			meet({ kind: "unanswered" });
			const problem = spec.finish(() => server.store.RemoveVersionAsync("k", "none")).problem;
			expect(problem).to.equal(DOWN);
			expect(spec.stored()).to.equal("no number");
		});
	});

	// design.md 9: "transform run again"
	describe("conflict", () => {
		it("runs the transform again, with what is stored, and writes in the end", () => {
			spec.ask(() => server.store.SetAsync("k", 5));
			let left = 2;
			spec.cloud.faults.interfere = (request) => {
				if (request.operation !== WRITING || left === 0) return undefined;
				left -= 1;
				return { kind: "conflict" };
			};
			const seen = new Array<number>();
			const update = spec.begin(() =>
				server.store.UpdateAsync<number>("k", (old) => {
					seen.push(old);
					return old + 1;
				}),
			);
			spec.timeline.advance(5);
			expect(update.problem).to.equal(undefined);
			expect(seen.join(" ")).to.equal("5 5 5");
			expect(spec.stored()).to.equal(6);
			expect(spec.requests("UpdateAsync (conflict)")).to.equal(2);
			expect(count("conflict")).to.equal(2);
		});

		it("cannot happen to what does not compare: such a request goes its way, and is not counted", () => {
			meet({ kind: "conflict" });
			expect(spec.finish(() => server.store.SetAsync("k", 1)).problem).to.equal(undefined);
			expect(spec.ask(() => server.store.GetAsync("k", { UseCache: false })[0])).to.equal(1);
			expect(count("conflict")).to.equal(0);
		});
	});

	// platform.md 2, Error codes; design.md 9: "throttling and full queues"
	describe("throttled and queueFull", () => {
		const textOf = (requestType: string) =>
			`${requestType}ExperienceThrottled: The request was throttled by experience limits.`;

		it("name the limit of the request's type", () => {
			meet({ kind: "throttled" });
			expect(spec.finish(() => server.store.GetAsync("k")).problem).to.equal(textOf("StandardRead"));
			expect(spec.finish(() => server.store.UpdateAsync("k", () => 1)).problem).to.equal(textOf("StandardRead"));
			expect(spec.finish(() => server.store.RemoveAsync("k")).problem).to.equal(textOf("StandardRemove"));
			expect(spec.finish(() => server.store.ListKeysAsync()).problem).to.equal(textOf("StandardList"));
			expect(spec.finish(() => server.ordered.GetSortedAsync(true)).problem).to.equal(textOf("OrderedList"));
			meet({ kind: "throttled" }, WRITING);
			expect(spec.finish(() => server.store.UpdateAsync("k", () => 1)).problem).to.equal(textOf("StandardWrite"));
			expect(spec.stored()).to.equal(undefined);
			expect(count("throttled")).to.equal(6);
		});

		it("name the queue by its code, and apply nothing", () => {
			meet({ kind: "queueFull" });
			expect(spec.codeOf(() => server.store.GetAsync("k"))).to.equal("301");
			expect(spec.codeOf(() => server.store.SetAsync("k", 1))).to.equal("302");
			expect(spec.codeOf(() => server.ordered.IncrementAsync("k"))).to.equal("303");
			expect(spec.codeOf(() => server.store.UpdateAsync("k", () => 1))).to.equal("304");
			expect(spec.codeOf(() => server.ordered.GetSortedAsync(true))).to.equal("305");
			expect(spec.codeOf(() => server.store.RemoveAsync("k"))).to.equal("306");
			expect(spec.stored()).to.equal(undefined);
			expect(count("queueFull")).to.equal(6);
		});
	});

	// design.md 9: "latency"
	it("slow: makes a request take so many seconds more, and nothing else", () => {
		meet({ kind: "slow", seconds: 10 });
		const write = spec.begin(() => server.store.SetAsync("k", 1));
		spec.timeline.advance(9.9);
		expect(spec.stored()).to.equal(undefined);
		spec.timeline.advance(1);
		expect(spec.stored()).to.equal(1);
		expect(write.done).to.equal(true);
		expect(write.problem).to.equal(undefined);
	});

	it("tells interfere the service, the operation, the key and the server", () => {
		const other = new SpecServer(spec);
		const seen = new Array<string>();
		spec.cloud.faults.interfere = (request) => {
			seen.push(`${request.service} ${request.operation} ${request.target} ${request.server}`);
			return undefined;
		};
		spec.ask(() => server.store.UpdateAsync("k", () => 1));
		spec.ask(() => other.ordered.GetAsync("o"));
		expect(seen.join("|")).to.equal(
			"DataStoreService UpdateAsync Store/global/k 1|DataStoreService UpdateAsync (write) Store/global/k 1|DataStoreService OrderedGet Ordered/global/o 2",
		);
	});
};
