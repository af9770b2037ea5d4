/// <reference types="@rbxts/testez/globals" />
import { SimulatedSortedMap, SortDirection } from "../../../src/testing/memory-store/simulated-sorted-map";
import { RangeBound } from "../../../src/testing/memory-store/sorted-range";
import { SpecMemory } from "./support/spec-memory";

export = () => {
	let spec: SpecMemory;
	let map: SimulatedSortedMap;

	beforeEach(() => {
		spec = new SpecMemory();
		map = spec.connect().GetSortedMap("Map");
	});

	function range(direction: SortDirection, count = 200, lower?: RangeBound, upper?: RangeBound): string {
		const entries = spec.ask(() => map.GetRangeAsync(direction, count, lower, upper));
		return entries.map((entry) => entry.key).join(" ");
	}

	// platform.md 3: SortedMap GetAsync → value, sortKey; SetAsync → bool
	it("gives a value with its sort key, and says whether there was one", () => {
		expect(spec.ask(() => map.SetAsync("k", "a", 60, 3.5))).to.equal(false);
		const [value, sortKey] = spec.ask(() => {
			const [got, by] = map.GetAsync("k");
			return [got, by] as const;
		});
		expect(value).to.equal("a");
		expect(sortKey).to.equal(3.5);
		expect(spec.ask(() => map.SetAsync("k", "b", 60))).to.equal(true);
		expect(spec.ask(() => map.GetAsync("k")[1])).to.equal(undefined);
	});

	// platform.md 3: UpdateAsync(k, fn(v,sortKey)→v,sortKey, ttl)
	it("updates value and sort key together", () => {
		spec.ask(() => map.SetAsync("k", 1, 60, 10));
		const [value, sortKey] = spec.ask(() => {
			const [written, by] = map.UpdateAsync<number>("k", (old, key) => $tuple(old + 1, (key as number) + 1), 60);
			return [written, by] as const;
		});
		expect(value).to.equal(2);
		expect(sortKey).to.equal(11);
		spec.ask(() => map.UpdateAsync("k", () => "no sort key", 60));
		expect(spec.ask(() => map.GetAsync("k")[1])).to.equal(undefined);
		expect(spec.ask(() => map.UpdateAsync("k", () => undefined, 60)[0])).to.equal(undefined);
	});

	describe("GetRangeAsync", () => {
		beforeEach(() => {
			const items: Array<[string, (string | number)?]> = [
				["player0"],
				["player7"],
				["player6", "someString"],
				["player5", 1],
				["player4", 1],
				["player3", 3.14],
				["player2", 0],
				["player1", -1],
			];
			for (const [key, sortKey] of items) spec.ask(() => map.SetAsync(key, key, 3600, sortKey));
		});

		// platform.md 3: "Ascending: numeric sortKeys, then string, then none; ties by key"
		it("sorts numeric sort keys first, then text, then none, and ties by key", () => {
			const ascending = "player1 player2 player4 player5 player3 player6 player0 player7";
			const descending = "player7 player0 player6 player3 player5 player4 player2 player1";
			expect(range("Ascending")).to.equal(ascending);
			expect(range(Enum.SortDirection.Ascending)).to.equal(ascending);
			expect(range("Descending")).to.equal(descending);
			expect(range(Enum.SortDirection.Descending, 2)).to.equal("player7 player0");
		});

		it("gives keys, values and sort keys", () => {
			const [first] = spec.ask(() => map.GetRangeAsync("Ascending", 1));
			expect(`${first.key} ${first.value} ${first.sortKey}`).to.equal("player1 player1 -1");
		});

		// platform.md 3: "exclusiveLower?, exclusiveUpper? … (guide prose wrongly says inclusive)"
		it("leaves out what its bounds name", () => {
			const lower = { key: "player2", sortKey: 0 };
			const upper = { key: "player3", sortKey: 3.14 };
			expect(range("Ascending", 200, lower, upper)).to.equal("player4 player5");
			expect(range("Descending", 200, lower, upper)).to.equal("player5 player4");
			expect(range("Descending", 1, lower)).to.equal("player7");
		});

		it("takes a bound of a sort key alone, or of a key alone where there is no sort key", () => {
			expect(range("Ascending", 200, { sortKey: 1 })).to.equal("player3 player6 player0 player7");
			expect(range("Ascending", 200, undefined, { sortKey: 1 })).to.equal("player1 player2");
			expect(range("Ascending", 200, { key: "player0" })).to.equal("player7");
		});

		it("walks over the whole map when the last item of each page is the next one's bound", () => {
			const seen = new Array<string>();
			let bound: RangeBound | undefined;
			while (true) {
				const page = spec.ask(() => map.GetRangeAsync("Ascending", 3, bound));
				for (const { key } of page) seen.push(key);
				if (page.size() < 3) break;
				bound = { key: page[2].key, sortKey: page[2].sortKey };
			}
			expect(seen.join(" ")).to.equal(range("Ascending"));
		});

		it("refuses more than 200 items, and directions and bounds that are none", () => {
			expect(spec.statusOf(() => map.GetRangeAsync("Ascending", 201))).to.equal("InvalidRequest");
			expect(spec.statusOf(() => map.GetRangeAsync("Sideways" as never, 1))).to.equal("InvalidRequest");
			expect(spec.statusOf(() => map.GetRangeAsync("Ascending", 1, "a" as never))).to.equal("InvalidRequest");
		});

		// platform.md 3: GetSizeAsync, RemoveAsync
		it("counts what is there", () => {
			expect(spec.ask(() => map.GetSizeAsync())).to.equal(8);
			spec.ask(() => map.RemoveAsync("player3"));
			expect(spec.ask(() => map.GetSizeAsync())).to.equal(7);
			expect(range("Ascending", 200, { sortKey: 1 })).to.equal("player6 player0 player7");
		});
	});

	// platform.md 3: sortKey ≤128 chars; InvalidRequest
	it("refuses sort keys that are neither numbers nor short text", () => {
		for (const sortKey of [true, {}, 0 / 0, string.rep("x", 129)]) {
			expect(spec.statusOf(() => map.SetAsync("k", 1, 60, sortKey as never))).to.equal("InvalidRequest");
		}
		spec.ask(() => map.SetAsync("k", 1, 60, string.rep("x", 128)));
	});

	// platform.md 3: "SortedMap/Queue: ≤1,000,000 items, ≤100 MB"; both numbers are switches here
	it("holds only so many items, and so many bytes", () => {
		const small = new SpecMemory({ structureItemsMax: 2, structureBytesMax: 1000 });
		const sorted = small.connect().GetSortedMap("Map");
		small.ask(() => sorted.SetAsync("a", 1, 60));
		expect(small.statusOf(() => sorted.SetAsync("b", string.rep("x", 1000), 60))).to.equal(
			"DataStructureMemoryOverLimit",
		);
		small.ask(() => sorted.SetAsync("b", 1, 60));
		expect(small.statusOf(() => sorted.SetAsync("c", 1, 60))).to.equal("DataStructureItemsOverLimit");
		small.ask(() => sorted.SetAsync("b", 2, 60));
		small.ask(() => small.connect().GetSortedMap("Other").SetAsync("c", 1, 60));
	});
};
