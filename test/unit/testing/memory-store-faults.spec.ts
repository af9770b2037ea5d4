/// <reference types="@rbxts/testez/globals" />
import { MemoryItem } from "../../../src/testing/memory-store/memory-item";
import { SimulatedHashMap } from "../../../src/testing/memory-store/simulated-hash-map";
import { SpecMemory } from "./support/spec-memory";

const DOWN = "InternalError: Internal Error";

export = () => {
	let spec: SpecMemory;
	let map: SimulatedHashMap;

	beforeEach(() => {
		spec = new SpecMemory();
		map = spec.connect().GetHashMap("Map");
	});

	// design.md 9: error before commit
	it("fails a request, and applies nothing", () => {
		spec.faults.interfere = () => ({ kind: "failed" });
		expect(spec.problemOf(() => map.SetAsync("k", 1, 60))).to.equal(DOWN);
		expect(spec.problemOf(() => map.GetAsync("k"))).to.equal(DOWN);
		spec.faults.interfere = undefined;
		expect(spec.ask(() => map.GetAsync("k"))).to.equal(undefined);
		expect(spec.counted("MemoryStoreHashMap.SetAsync (InternalError)")).to.equal(1);
		expect(spec.faults.counts["MemoryStoreService failed"]).to.equal(2);
	});

	// design.md 9: committed but reported as an error
	it("applies a request and reports it as failed", () => {
		spec.faults.interfere = () => ({ kind: "unanswered" });
		expect(spec.problemOf(() => map.SetAsync("k", 1, 60))).to.equal(DOWN);
		spec.faults.interfere = undefined;
		expect(spec.ask(() => map.GetAsync("k"))).to.equal(1);
	});

	it("hits the writing half of an update alone, if that is what is wanted", () => {
		spec.faults.interfere = (request) =>
			request.operation === "MemoryStoreHashMap.UpdateAsync (write)" && request.target === "Map/k"
				? { kind: "unanswered" }
				: undefined;
		expect(spec.problemOf(() => map.UpdateAsync("k", () => "applied", 60))).to.equal(DOWN);
		expect(spec.ask(() => map.GetAsync("k"))).to.equal("applied");
	});

	// design.md 9: its transform runs late
	it("lets an update come through after its sender was told that it failed, from its start", () => {
		spec.faults.interfere = (request) =>
			request.operation === "MemoryStoreHashMap.UpdateAsync" ? { kind: "lateTransform", seconds: 5 } : undefined;
		let runs = 0;
		const late = (current: unknown) => {
			runs += 1;
			return `${current} and late`;
		};
		expect(spec.problemOf(() => map.UpdateAsync("k", late, 60))).to.equal(DOWN);
		spec.faults.interfere = undefined;
		expect(runs).to.equal(0);
		spec.ask(() => map.SetAsync("k", "newer", 60));
		spec.timeline.advance(6);
		expect(spec.ask(() => map.GetAsync("k"))).to.equal("newer and late");
	});

	// design.md 9: late commit
	it("applies a request after it was reported as failed", () => {
		spec.faults.interfere = () => ({ kind: "late", seconds: 5 });
		expect(spec.problemOf(() => map.SetAsync("k", "late", 60))).to.equal(DOWN);
		spec.faults.interfere = undefined;
		expect(spec.ask(() => map.GetAsync("k"))).to.equal(undefined);
		spec.timeline.advance(5);
		expect(spec.ask(() => map.GetAsync("k"))).to.equal("late");
	});

	// design.md 9: MemoryStore eviction
	it("drops an item before a request arrives", () => {
		spec.ask(() => map.SetAsync("k", 1, 60));
		spec.faults.interfere = () => ({ kind: "evicted" });
		expect(spec.ask(() => map.GetAsync("k"))).to.equal(undefined);
	});

	// design.md 9: MemoryStore eviction
	describe("eviction", () => {
		beforeEach(() => {
			for (const key of ["a", "b", "c"]) spec.ask(() => map.SetAsync(key, key, 3600));
			spec.ask(() => spec.connect().GetQueue("Q").AddAsync("item", 3600));
		});

		it("drops everything", () => {
			expect(spec.backend.evict()).to.equal(4);
			expect(spec.ask(() => map.GetAsync("a"))).to.equal(undefined);
			expect(spec.ask(() => spec.connect().GetQueue("Q").GetSizeAsync())).to.equal(0);
			expect(spec.backend.quota.used).to.equal(0);
		});

		it("drops what matches, and leaves the rest", () => {
			const isB = (item: MemoryItem) => item.structure.place.kind === "HashMap" && item.key === "b";
			expect(spec.backend.evict(isB)).to.equal(1);
			expect(spec.ask(() => map.GetAsync("b"))).to.equal(undefined);
			expect(spec.ask(() => map.GetAsync("c"))).to.equal("c");
		});

		it("is a conflict for an update that was under way", () => {
			const seen = new Array<string>();
			const update = spec.begin(() =>
				map.UpdateAsync(
					"a",
					(old) => {
						seen.push(tostring(old));
						return "new";
					},
					60,
				),
			);
			spec.timeline.advance(0.12);
			spec.backend.evict();
			spec.timeline.advance(1);
			expect(update.value).to.equal("new");
			expect(seen.join(" ")).to.equal("a nil");
		});
	});

	// issue 3: "Its memory stays bounded over long runs"
	it("remembers nothing of what is gone: not of what was overwritten, expired or removed", () => {
		const long = new SpecMemory();
		const hash = long.connect().GetHashMap("Map");
		for (let round = 1; round <= 2000; round += 1) {
			long.begin(() => hash.SetAsync(`alive ${round % 4}`, round, 86_400));
			long.begin(() => hash.SetAsync(`once ${round}`, round, 15));
			long.begin(() => long.connect().GetSortedMap(`map ${round}`).SetAsync("k", round, 5));
			long.timeline.advance(1);
		}
		long.timeline.advance(60);
		expect(long.backend.items().size()).to.equal(4);
		const inside = long.backend as unknown as { structures: Map<string, object>; expiry: { heap: Array<object> } };
		expect(inside.structures.size()).to.equal(1);
		expect(inside.expiry.heap.size() <= 72).to.equal(true);
	});

	it("draws the same for the same seed", () => {
		const traceOf = () => {
			const one = new SpecMemory();
			const [queue, hash] = [one.connect().GetQueue("Q"), one.connect().GetHashMap("H")];
			for (const key of ["a", "b", "c"]) one.ask(() => hash.SetAsync(key, 1, 60));
			one.ask(() => queue.AddAsync("item", 60));
			const keys = one.ask(() => hash.ListItemsAsync(10)).GetCurrentPage();
			return `${one.ask(() => queue.ReadAsync(1)[1])} ${keys.map((entry) => entry.key).join()}`;
		};
		expect(traceOf()).to.equal(traceOf());
	});
};
