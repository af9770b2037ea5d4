/// <reference types="@rbxts/testez/globals" />
import { SpecCloud } from "./support/spec-cloud";
import { SpecServer } from "./support/spec-server";

// platform.md 2, Per server; the burst of a SpecCloud is so large that nothing fills up during a call
export = () => {
	let spec: SpecCloud;
	let server: SpecServer;

	beforeEach(() => {
		spec = new SpecCloud({ latency: { readSeconds: [0.1, 0.1], writeSeconds: [0.1, 0.1] } });
		server = new SpecServer(spec);
	});

	it("takes one of its type for each request of a DataStore", () => {
		const { store } = server;
		const version = spec.ask(() => store.SetAsync("k", 1));
		expect(server.costOf(() => store.GetAsync("other"))).to.equal("StandardRead 1");
		expect(server.costOf(() => store.SetAsync("k", 1))).to.equal("StandardWrite 1");
		expect(server.costOf(() => store.IncrementAsync("k"))).to.equal("StandardWrite 1");
		expect(server.costOf(() => store.ListKeysAsync())).to.equal("StandardList 1");
		expect(server.costOf(() => store.ListVersionsAsync("k"))).to.equal("StandardList 1");
		expect(server.costOf(() => server.service.ListDataStoresAsync())).to.equal("StandardList 1");
		expect(server.costOf(() => pcall(() => store.GetVersionAsync("k", version)))).to.equal("StandardRead 1");
		expect(server.costOf(() => store.GetVersionAtTimeAsync("k", 1))).to.equal("StandardRead 1");
		expect(server.costOf(() => pcall(() => store.RemoveVersionAsync("k", version)))).to.equal("RemoveVersionAsync 1");
		expect(server.costOf(() => store.RemoveAsync("k"))).to.equal("StandardRemove 1");
	});

	it("takes one of its type for each request of an OrderedDataStore", () => {
		const { ordered } = server;
		expect(server.costOf(() => ordered.GetAsync("other"))).to.equal("OrderedRead 1");
		expect(server.costOf(() => ordered.SetAsync("k", 1))).to.equal("OrderedWrite 1");
		expect(server.costOf(() => ordered.IncrementAsync("k"))).to.equal("OrderedWrite 1");
		expect(server.costOf(() => ordered.UpdateAsync("k", () => 2))).to.equal("OrderedRead 1, OrderedWrite 1");
		expect(server.costOf(() => ordered.GetSortedAsync(true))).to.equal("GetSortedAsync 1");
		expect(server.costOf(() => ordered.RemoveAsync("k"))).to.equal("OrderedRemove 1");
	});

	// platform.md 2: "UpdateAsync costs Read and Write"
	it("takes a read and a write for an UpdateAsync", () => {
		expect(server.costOf(() => server.store.UpdateAsync("k", () => 1))).to.equal("StandardRead 1, StandardWrite 1");
	});

	// platform.md 2: "the legacy enum says write is charged only for a non-nil result"
	it("takes the write of a cancelled update too, unless the switch says otherwise", () => {
		const both = "StandardRead 1, StandardWrite 1";
		const bothOrdered = "OrderedRead 1, OrderedWrite 1";
		expect(server.costOf(() => server.store.UpdateAsync("k", () => undefined))).to.equal(both);
		expect(server.costOf(() => server.ordered.UpdateAsync("k", () => undefined))).to.equal(bothOrdered);
		const lenient = new SpecCloud({ limits: { cancelledUpdateCostsWrite: false } });
		const other = new SpecServer(lenient);
		expect(other.costOf(() => other.store.UpdateAsync("k", () => undefined))).to.equal("StandardRead 1");
		expect(other.costOf(() => other.ordered.UpdateAsync("k", () => undefined))).to.equal("OrderedRead 1");
		expect(other.costOf(() => other.store.UpdateAsync("k", () => 1))).to.equal(both);
	});

	// platform.md 11: "a CAS conflict re-runs the transform and costs one more read"
	it("takes one more read for each conflict of an update", () => {
		let conflicts = 2;
		spec.cloud.faults.interfere = (request) => {
			if (request.operation.match("%(write%)$")[0] === undefined || conflicts === 0) return undefined;
			conflicts -= 1;
			return { kind: "conflict" };
		};
		expect(server.costOf(() => server.store.UpdateAsync("k", () => 1))).to.equal("StandardRead 3, StandardWrite 1");
		conflicts = 1;
		expect(server.costOf(() => server.ordered.UpdateAsync("k", () => 1))).to.equal("OrderedRead 2, OrderedWrite 1");
	});

	// platform.md 1, Cache: "Cached GetAsync costs no budget or throughput"
	it("takes nothing for a read that the cache answers", () => {
		spec.ask(() => server.store.GetAsync("k"));
		expect(server.costOf(() => server.store.GetAsync("k"))).to.equal("");
		expect(server.costOf(() => server.store.GetAsync("k", { UseCache: false }))).to.equal("StandardRead 1");
	});

	// platform.md 1, BatchGetAsync: "costs N reads"
	it("takes as many reads as a batch has keys", () => {
		expect(server.costOf(() => server.ordered.BatchGetAsync(["a", "b", "c"]))).to.equal("OrderedRead 3");
	});

	// platform.md 1: "AdvanceToNextPageAsync costs like its origin call"
	it("takes for the next page what the first one cost", () => {
		for (const key of ["a", "b"]) {
			spec.ask(() => server.ordered.SetAsync(key, 1));
			spec.ask(() => server.store.SetAsync(key, 1));
		}
		const sorted = spec.ask(() => server.ordered.GetSortedAsync(true, 1));
		expect(server.costOf(() => sorted.AdvanceToNextPageAsync())).to.equal("GetSortedAsync 1");
		const keys = spec.ask(() => server.store.ListKeysAsync(undefined, 1));
		expect(server.costOf(() => keys.AdvanceToNextPageAsync())).to.equal("StandardList 1");
	});

	it("takes nothing for a request that was refused before it left, as one with a wrong key is", () => {
		expect(server.costOf(() => pcall(() => server.store.SetAsync("", 1)))).to.equal("");
		expect(server.costOf(() => pcall(() => server.store.SetAsync("k", print)))).to.equal("");
	});

	// platform.md 2: "A failed write may have committed"; a request that failed was made all the same
	it("takes the same for a request that failed", () => {
		spec.cloud.faults.interfere = () => ({ kind: "failed" });
		expect(server.costOf(() => pcall(() => server.store.SetAsync("k", 1)))).to.equal("StandardWrite 1");
	});
};
