/// <reference types="@rbxts/testez/globals" />
import { SimulatedHashMap } from "../../../src/testing/memory-store/simulated-hash-map";
import { SpecMemory } from "./support/spec-memory";

const KILOBYTE = 1024;

export = () => {
	let spec: SpecMemory;
	let map: SimulatedHashMap;

	beforeEach(() => {
		spec = new SpecMemory();
		map = spec.connect().GetHashMap("Map");
	});

	// platform.md 3: "TTL 0–3,888,000 s (45 d)"
	describe("an expiration", () => {
		it("makes an item vanish when its time has come, counted from its last write", () => {
			spec.ask(() => map.SetAsync("k", 1, 10));
			spec.timeline.advance(5);
			spec.ask(() => map.UpdateAsync("k", (old) => old, 10));
			spec.timeline.advance(8);
			expect(spec.ask(() => map.GetAsync("k"))).to.equal(1);
			spec.timeline.advance(2);
			expect(spec.ask(() => map.GetAsync("k"))).to.equal(undefined);
			expect(spec.ask(() => map.SetAsync("k", 1, 10))).to.equal(false);
		});

		it("is seen by an update that was under way", () => {
			spec.ask(() => map.SetAsync("k", "old", 2));
			spec.timeline.advance(0.94);
			const seen = new Array<string>();
			const callback = (old: unknown) => {
				seen.push(tostring(old));
				return "new";
			};
			// Since it was applied, 0.95 s have passed: the reading arrives before the two seconds are over.
			spec.timeline.advance(0.02);
			spec.ask(() => map.UpdateAsync("k", callback, 60));
			expect(seen.join(" ")).to.equal("old nil");
		});

		it("is over at the very moment, not after it", () => {
			const draft = { key: "k", value: 1, valueSize: 1, expirationSeconds: 10 };
			spec.backend.put({ kind: "HashMap", name: "Map" }, draft);
			spec.timeline.advance(9.5);
			expect(spec.backend.items().size()).to.equal(1);
			spec.timeline.advance(0.5);
			expect(spec.backend.items().size()).to.equal(0);
		});

		it("of 0 seconds is over at once", () => {
			spec.ask(() => map.SetAsync("k", 1, 0));
			expect(spec.ask(() => map.GetAsync("k"))).to.equal(undefined);
		});

		it("is refused below 0, over 45 days, and when it is no number", () => {
			for (const seconds of [-1, 3_888_001, 0 / 0, math.huge, "60", undefined]) {
				const status = spec.statusOf(() => map.SetAsync("k", 1, seconds as never));
				expect(status).to.equal("InvalidExpirationTime");
			}
			spec.ask(() => map.SetAsync("k", 1, 3_888_000));
			expect(spec.counted("MemoryStoreHashMap.SetAsync")).to.equal(1);
		});
	});

	// platform.md 3: "Value ≤32 KB; key, sortKey ≤128 chars"
	it("refuses keys of no or more than 128 characters, without a request", () => {
		for (const key of ["", string.rep("k", 129), "\xff", {}, undefined]) {
			expect(spec.statusOf(() => map.GetAsync(key as never))).to.equal("InvalidRequest");
		}
		spec.ask(() => map.GetAsync(string.rep("k", 128)));
		spec.ask(() => map.GetAsync(7 as never));
		expect(spec.counted("MemoryStoreHashMap.GetAsync")).to.equal(2);
	});

	it("refuses values over 32 KB of JSON, and what JSON does not have", () => {
		spec.ask(() => map.SetAsync("k", string.rep("x", 32 * KILOBYTE - 2), 60));
		const set = (value: unknown) => spec.statusOf(() => map.SetAsync("k", value, 60));
		expect(set(string.rep("x", 32 * KILOBYTE - 1))).to.equal("ItemValueSizeTooLarge");
		expect(set(string.rep("x", 5_000_000))).to.equal("ItemValueSizeTooLarge");
		expect(set(print)).to.equal("InvalidRequest");
		expect(set(undefined)).to.equal("InvalidRequest");
	});

	// platform.md 3: "Memory: 64 KB + 1.2 KB × users"
	describe("the memory quota", () => {
		const fill = () => {
			// 64 KB and 12 KB for ten users: two and a bit of 32 KB each.
			spec.ask(() => map.SetAsync("a", string.rep("x", 32_000), 3600));
			spec.ask(() => map.SetAsync("b", string.rep("x", 32_000), 3600));
		};
		const setLarge = (key: string) => () => map.SetAsync(key, string.rep("x", 20_000), 3600);

		it("is 64 KB and 1.2 KB for each user", () => {
			expect(spec.backend.quota.limit()).to.equal(76 * KILOBYTE);
		});

		it("is used by keys, sort keys, values and what each item takes besides", () => {
			const plain = new SpecMemory({ itemOverheadBytes: 10 });
			plain.ask(() => plain.connect().GetHashMap("M").SetAsync("key", "value", 60));
			expect(plain.backend.quota.used).to.equal(3 + 7 + 10);
			plain.ask(() => plain.connect().GetSortedMap("M").SetAsync("key", "value", 60, "by"));
			expect(plain.backend.quota.used).to.equal(20 + 22);
		});

		it("fails what makes the stored data larger, and nothing else", () => {
			fill();
			expect(spec.statusOf(setLarge("c"))).to.equal("TotalMemoryOverLimit");
			expect(spec.statusOf(() => spec.connect().GetQueue("Q").AddAsync(string.rep("x", 20_000), 60))).to.equal(
				"TotalMemoryOverLimit",
			);
			spec.ask(() => map.SetAsync("a", string.rep("y", 32_000), 3600));
			spec.ask(() => map.GetAsync("a"));
			spec.ask(() => map.SetAsync("a", "short", 3600));
			spec.ask(setLarge("c"));
		});

		it("fails an update that makes its item too large, and leaves it as it was", () => {
			fill();
			spec.ask(() => map.SetAsync("c", "small", 3600));
			const update = () => map.UpdateAsync("c", () => string.rep("x", 20_000), 3600);
			expect(spec.statusOf(update)).to.equal("TotalMemoryOverLimit");
			expect(spec.ask(() => map.GetAsync("c"))).to.equal("small");
		});

		it("is free again when items are removed or expire", () => {
			fill();
			spec.ask(() => map.RemoveAsync("a"));
			spec.ask(setLarge("c"));
			spec.timeline.advance(3600);
			spec.ask(() => map.GetAsync("a"));
			expect(spec.backend.quota.used).to.equal(0);
		});

		it("grows as users join, and does not shrink within eight days of their leaving", () => {
			fill();
			spec.users = 20;
			spec.ask(setLarge("c"));
			spec.users = 0;
			spec.ask(() => map.RemoveAsync("c"));
			spec.ask(setLarge("c"));
			expect(spec.backend.quota.limit()).to.equal(88 * KILOBYTE);
		});
	});

	// platform.md 3: "Requests: 1000 + 120 × CCU units/min per experience"
	describe("request units", () => {
		it("are one for most requests, and more for those that return more", () => {
			const service = spec.connect();
			const [sorted, hash] = [service.GetSortedMap("S"), service.GetHashMap("H")];
			expect(spec.unitsOf(() => hash.GetAsync("k"))).to.equal(1);
			expect(spec.unitsOf(() => hash.UpdateAsync("k", () => undefined, 60))).to.equal(2);
			expect(spec.unitsOf(() => hash.UpdateAsync("k", () => 1, 60))).to.equal(2);
			expect(spec.unitsOf(() => sorted.UpdateAsync("k", () => 1, 60))).to.equal(1);
			expect(spec.unitsOf(() => sorted.GetRangeAsync("Ascending", 10, { sortKey: 5 }))).to.equal(1);
			for (const key of ["a", "b"]) spec.ask(() => sorted.SetAsync(key, 1, 60));
			expect(spec.unitsOf(() => sorted.GetRangeAsync("Ascending", 10))).to.equal(3);
		});

		// "ListItems = partitions + items"; how many partitions there are is a switch
		it("are those of every partition and item for a listing, over all of its pages", () => {
			const wide = new SpecMemory({ hashMapPartitions: 5 });
			const hash = wide.connect().GetHashMap("H");
			expect(wide.unitsOf(() => hash.ListItemsAsync(10))).to.equal(5);
			for (let index = 1; index <= 8; index += 1) wide.ask(() => hash.SetAsync(`${index}`, index, 3600));
			expect(wide.unitsOf(() => hash.ListItemsAsync(10))).to.equal(13);
			const [first, second] = [wide.ask(() => hash.ListItemsAsync(4)), wide.backend.units.used()];
			wide.ask(() => first.AdvanceToNextPageAsync());
			expect(first.IsFinished).to.equal(true);
			expect(wide.backend.units.used() > second + 4).to.equal(true);
		});

		it("are used up after 1000, and 120 for each user, and come back within a minute", () => {
			spec.users = 1;
			const sender = spec.connect().GetHashMap("Map");
			for (let index = 1; index <= 1120; index += 1) spec.begin(() => sender.GetAsync("k"));
			spec.timeline.advance(1);
			expect(spec.backend.units.used()).to.equal(1120);
			expect(spec.problemOf(() => map.GetAsync("k"))).to.equal(
				"RequestThrottled: Recent MemoryStores requests hit one or more limits",
			);
			expect(spec.counted("MemoryStoreHashMap.GetAsync (RequestThrottled)")).to.equal(1);
			spec.timeline.advance(57);
			expect(spec.statusOf(() => map.SetAsync("k", 1, 60))).to.equal("RequestThrottled");
			spec.timeline.advance(3);
			spec.ask(() => map.GetAsync("k"));
			expect(spec.ask(() => map.GetAsync("k"))).to.equal(undefined);
		});

		it("can be switched to name the limit, that of one structure among them", () => {
			const named = new SpecMemory({ throttleStatus: "service", structureUnitsPerMinute: 2 });
			const sorted = named.connect().GetSortedMap("S");
			named.ask(() => sorted.GetSizeAsync());
			named.ask(() => sorted.GetSizeAsync());
			expect(named.statusOf(() => sorted.GetSizeAsync())).to.equal("DataStructureRequestsOverLimit");
			named.ask(() => named.connect().GetSortedMap("Other").GetSizeAsync());
			// A listing costs more than it is let in for: what is over the limit is missing to everybody after it.
			named.backend.units.charge({ kind: "HashMap", name: "H" }, 5000);
			expect(named.statusOf(() => named.connect().GetHashMap("H").GetAsync("k"))).to.equal("TotalRequestsOverLimit");
		});
	});
};
