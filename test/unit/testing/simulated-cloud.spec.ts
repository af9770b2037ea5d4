/// <reference types="@rbxts/testez/globals" />
import { AppliedWrite, createSimulatedCloud, ServerLink } from "../../../src/testing";
import { SpecCloud } from "./support/spec-cloud";

/** As much of the engine's service as some code calls: its own types, written by somebody who has never seen these. */
interface ServiceSubset {
	GetDataStore(name: string): {
		GetAsync(key: string): LuaTuple<[unknown, unknown]>;
		UpdateAsync(key: string, transform: (stored: unknown) => LuaTuple<[object | undefined, number[]?]>): unknown;
	};
}

export = () => {
	let spec: SpecCloud;

	beforeEach(() => {
		spec = new SpecCloud();
	});

	// design.md 9: latency
	describe("a request", () => {
		it("takes as long as the options say, half of it each way", () => {
			const slow = new SpecCloud({ latency: { readSeconds: [0.5, 0.5], writeSeconds: [2, 2] } });
			const store = slow.connectStore();
			const write = slow.begin(() => store.SetAsync("k", "new"));
			slow.timeline.advance(0.99);
			expect(slow.stored()).to.equal(undefined);
			slow.timeline.advance(0.02);
			expect(slow.stored()).to.equal("new");
			expect(write.done).to.equal(false);
			slow.timeline.advance(1);
			expect(write.done).to.equal(true);
			const read = slow.begin(() => store.GetAsync("k", { UseCache: false })[0]);
			slow.timeline.advance(0.51);
			expect(read.value).to.equal("new");
		});

		it("reads what is there when it arrives, not when it was sent", () => {
			const slow = new SpecCloud({ latency: { readSeconds: [1, 1], writeSeconds: [0.2, 0.2] } });
			const read = slow.begin(() => slow.connectStore().GetAsync("k")[0]);
			slow.begin(() => slow.connectStore().SetAsync("k", "new"));
			slow.timeline.advance(2);
			expect(read.value).to.equal("new");
		});

		it("takes the same times for the same seed, and others for another", () => {
			const timesOf = (seed: number) => {
				const cloud = new SpecCloud({ seed });
				const times = new Array<string>();
				cloud.cloud.observe((write) => times.push("%.6f".format(write.time - 1_000_000)));
				const stores = [cloud.connectStore(), cloud.connectStore()];
				for (const store of stores) cloud.begin(() => store.UpdateAsync("k", () => 1));
				cloud.timeline.advance(5);
				return times.join(" ");
			};
			expect(timesOf(7)).to.equal(timesOf(7));
			expect(timesOf(7)).never.to.equal(timesOf(8));
		});

		// platform.md 1: "an error means only that no success response arrived"
		it("takes effect although the server that sent it has died", () => {
			const deaf: ServerLink = {
				suspend<T>(begin: (wake: (value: T) => void) => void): T {
					begin(() => undefined);
					return coroutine.yield() as never;
				},
			};
			const service = spec.cloud.connect(deaf).DataStoreService;
			const call = spec.begin(() => service.GetDataStore("Store").SetAsync("k", "sent"));
			spec.timeline.advance(1);
			expect(spec.stored()).to.equal("sent");
			expect(call.done).to.equal(false);
		});
	});

	// design.md 9: what drivers and reports see
	describe("watching", () => {
		it("shows every write that was applied, removals too, when it was applied", () => {
			const seen = new Array<string>();
			spec.cloud.observe((write) =>
				seen.push(`${write.store}/${write.scope}/${write.key} ${write.previous}→${write.value}`),
			);
			const store = spec.connectStore();
			spec.ask(() => store.SetAsync("k", "a"));
			spec.ask(() => store.UpdateAsync("k", () => "b"));
			spec.ask(() => store.RemoveAsync("k"));
			spec.ask(() => store.RemoveAsync("k"));
			expect(seen.join("|")).to.equal("Store/global/k nil→a|Store/global/k a→b|Store/global/k b→nil");
		});

		it("shows frozen values with their time and version", () => {
			let seen: AppliedWrite | undefined;
			spec.cloud.observe((write) => (seen = write));
			const store = spec.connectStore();
			const version = spec.ask(() => store.SetAsync("k", { list: [1] }));
			const value = seen!.value as { list: Array<number> };
			expect(table.isfrozen(seen!)).to.equal(true);
			expect(table.isfrozen(value) && table.isfrozen(value.list)).to.equal(true);
			expect(seen!.version).to.equal(version);
			expect(seen!.time <= spec.timeline.now() && seen!.time > spec.timeline.now() - 1).to.equal(true);
		});

		it("ends for one observer alone", () => {
			let [first, second] = [0, 0];
			const stop = spec.cloud.observe(() => (first += 1));
			spec.cloud.observe(() => (second += 1));
			const store = spec.connectStore();
			spec.ask(() => store.SetAsync("k", 1));
			stop();
			stop();
			spec.ask(() => store.SetAsync("k", 2));
			expect(`${first} ${second}`).to.equal("1 2");
		});

		it("inspects and lists without a request, sorted and without what was removed", () => {
			const store = spec.connectStore();
			for (const key of ["b", "c", "a"]) spec.ask(() => store.SetAsync(key, key));
			spec.ask(() => store.RemoveAsync("c"));
			const requests = spec.requests("GetAsync");
			expect(spec.cloud.keys("Store").join(",")).to.equal("a,b");
			expect(spec.cloud.keys("Nowhere").size()).to.equal(0);
			expect(spec.cloud.inspect("Store", "b")).to.equal("b");
			expect(spec.cloud.inspect("Store", "b", "elsewhere")).to.equal(undefined);
			expect(spec.requests("GetAsync")).to.equal(requests);
		});

		it("counts requests by the method that made them", () => {
			const store = spec.connectStore();
			spec.ask(() => store.SetAsync("k", 1));
			spec.ask(() => store.GetAsync("k", { UseCache: false }));
			spec.ask(() => store.UpdateAsync("k", () => 2));
			spec.ask(() => store.IncrementAsync("k"));
			spec.ask(() => store.RemoveAsync("k"));
			for (const name of ["SetAsync", "GetAsync", "UpdateAsync", "IncrementAsync", "RemoveAsync"]) {
				expect(spec.requests(name)).to.equal(1);
			}
		});
	});

	// design.md 9: nothing in the cloud knows who uses it, and nothing in the user has to know the cloud
	it("stands in for the engine's service in code written against that", () => {
		const service: ServiceSubset = spec.connect();
		const store = service.GetDataStore("Store");
		spec.ask(() => store.UpdateAsync("k", () => $tuple({ coins: 1 }, [7])));
		const [value] = spec.ask(() => [store.GetAsync("k")[0] as { coins: number }]);
		expect(value.coins).to.equal(1);
	});

	it("shares nothing with another cloud", () => {
		const other = new SpecCloud();
		spec.ask(() => spec.connectStore().SetAsync("k", 1));
		expect(other.stored()).to.equal(undefined);
		expect(other.requests("SetAsync")).to.equal(0);
	});

	// Without options it runs on the engine's own clock, as in Studio.
	it("works in real time with threads of this very game", () => {
		const cloud = createSimulatedCloud({ latency: { readSeconds: [0, 0.02], writeSeconds: [0, 0.02] } });
		const store = cloud.connect().DataStoreService.GetDataStore("Store");
		store.SetAsync("k", 1);
		expect(store.UpdateAsync<number>("k", (old) => old + 1)[0]).to.equal(2);
		expect(store.GetAsync("k", { UseCache: false })[0]).to.equal(2);
	});

	it("leaves a thread alone that was cancelled while it waited", () => {
		const cloud = createSimulatedCloud({ latency: { readSeconds: [0.02, 0.02], writeSeconds: [0.02, 0.02] } });
		const store = cloud.connect().DataStoreService.GetDataStore("Store");
		let returned = false;
		const waiter = task.spawn(() => {
			store.SetAsync("k", "sent");
			returned = true;
		});
		task.cancel(waiter);
		task.wait(0.1);
		expect(returned).to.equal(false);
		expect(cloud.inspect("Store", "k")).to.equal("sent");
	});
};
