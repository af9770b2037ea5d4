/// <reference types="@rbxts/testez/globals" />
import { SimulatedHashMap } from "../../../src/testing/memory-store/simulated-hash-map";
import { createDyingLink } from "./support/spec-calls";
import { SpecMemory } from "./support/spec-memory";

export = () => {
	let spec: SpecMemory;
	let map: SimulatedHashMap;
	let other: SimulatedHashMap;

	beforeEach(() => {
		spec = new SpecMemory();
		map = spec.connect().GetHashMap("Map");
		other = spec.connect().GetHashMap("Map");
	});

	// platform.md 3: HashMap GetAsync, SetAsync → bool existed
	it("gives every server what one has set, says whether there was something, and nil for nothing", () => {
		expect(spec.ask(() => map.GetAsync("k"))).to.equal(undefined);
		expect(spec.ask(() => map.SetAsync("k", { coins: 1 }, 60))).to.equal(false);
		expect((spec.ask(() => other.GetAsync("k")) as { coins: number }).coins).to.equal(1);
		expect(spec.ask(() => other.SetAsync("k", 2, 60))).to.equal(true);
	});

	it("hands out copies, and keeps one of its own", () => {
		const given = { list: [1] };
		spec.ask(() => map.SetAsync("k", given, 60));
		given.list.push(2);
		for (let round = 1; round <= 2; round += 1) {
			const got = spec.ask(() => map.GetAsync("k")) as typeof given;
			expect(got.list.size()).to.equal(1);
			got.list.push(3);
		}
	});

	it("keeps structures apart by name and by kind", () => {
		const service = spec.connect();
		spec.ask(() => service.GetHashMap("A").SetAsync("k", "map", 60));
		spec.ask(() => service.GetSortedMap("A").SetAsync("k", "sorted", 60));
		expect(spec.ask(() => service.GetHashMap("B").GetAsync("k"))).to.equal(undefined);
		expect(spec.ask(() => service.GetHashMap("A").GetAsync("k"))).to.equal("map");
		expect(service.GetHashMap("A")).to.equal(service.GetHashMap("A"));
	});

	// platform.md 3: HashMap RemoveAsync
	it("removes a key, and takes no offence at one that is not there", () => {
		spec.ask(() => map.SetAsync("k", 1, 60));
		spec.ask(() => map.RemoveAsync("k"));
		spec.ask(() => map.RemoveAsync("k"));
		expect(spec.ask(() => map.GetAsync("k"))).to.equal(undefined);
	});

	// platform.md 3: UpdateAsync
	describe("UpdateAsync", () => {
		it("writes what the callback makes of the old value, and returns it", () => {
			const add = (old: number | undefined) => (old ?? 0) + 1;
			expect(spec.ask(() => map.UpdateAsync<number | undefined>("k", add, 60))).to.equal(1);
			expect(spec.ask(() => other.UpdateAsync<number | undefined>("k", add, 60))).to.equal(2);
		});

		it("writes nothing and returns nil when the callback returns nil", () => {
			spec.ask(() => map.SetAsync("k", 1, 5));
			expect(spec.ask(() => map.UpdateAsync("k", () => undefined, 60))).to.equal(undefined);
			expect(spec.ask(() => map.GetAsync("k"))).to.equal(1);
			spec.timeline.advance(5);
			expect(spec.ask(() => map.GetAsync("k"))).to.equal(undefined);
		});

		it("runs the callback again when another server wrote in between, be it the same value", () => {
			const seen = new Array<string>();
			spec.ask(() => map.SetAsync("k", "a", 60));
			const update = spec.begin(() =>
				map.UpdateAsync(
					"k",
					(old) => {
						seen.push(tostring(old));
						return "mine";
					},
					60,
				),
			);
			// The reading half arrives at 0.05 s and the writing half at 0.15 s.
			spec.begin(() => other.SetAsync("k", "a", 60));
			spec.timeline.advance(0.07);
			spec.begin(() => other.SetAsync("k", "a", 60));
			spec.timeline.advance(1);
			expect(update.done && update.problem === undefined).to.equal(true);
			expect(seen.join(" ")).to.equal("a a");
			expect(spec.counted("MemoryStoreHashMap.UpdateAsync")).to.equal(1);
			expect(spec.counted("MemoryStoreHashMap.UpdateAsync (conflict)")).to.equal(1);
		});

		it("loses none of several at once", () => {
			const patient = new SpecMemory({ updateRetriesMax: 100 });
			for (let server = 1; server <= 5; server += 1) {
				const one = patient.connect().GetHashMap("Map");
				patient.begin(() => one.UpdateAsync<number | undefined>("k", (old) => (old ?? 0) + server, 60));
			}
			patient.timeline.advance(5);
			expect(patient.ask(() => patient.connect().GetHashMap("Map").GetAsync("k"))).to.equal(15);
		});

		// platform.md 3: "UpdateConflict ("Exceeded max number of retries")"; how many is a switch
		it("gives up after so many retries", () => {
			const hasty = new SpecMemory({ updateRetriesMax: 2 });
			const [one, two] = [hasty.connect().GetHashMap("Map"), hasty.connect().GetHashMap("Map")];
			let runs = 0;
			const problem = hasty.problemOf(() =>
				one.UpdateAsync(
					"k",
					() => {
						runs += 1;
						hasty.begin(() => two.SetAsync("k", runs, 60));
						return "mine";
					},
					60,
				),
			);
			// Sent in the same moment and before the write, so each of them is there first.
			expect(problem).to.equal("UpdateConflict: Exceeded max number of retries");
			expect(runs).to.equal(3);
		});

		// platform.md 3: TransformCallbackFailed; platform.md 11: a transform that throws or yields makes the call throw
		it("throws when the callback throws or yields, and writes nothing", () => {
			const thrown = spec.problemOf(() => map.UpdateAsync("k", () => error("mine", 0), 60));
			expect(thrown.find("TransformCallbackFailed: ", 1, true)[0]).to.equal(1);
			expect(thrown.find("mine", 1, true)[0]).to.be.ok();
			const yields = () => {
				coroutine.yield();
				return 1;
			};
			expect(spec.statusOf(() => map.UpdateAsync("k", yields, 60))).to.equal("TransformCallbackFailed");
			expect(spec.ask(() => map.GetAsync("k"))).to.equal(undefined);
		});

		it("refuses what the callback returns when it cannot be stored", () => {
			expect(spec.statusOf(() => map.UpdateAsync("k", () => print, 60))).to.equal("InvalidRequest");
		});
	});

	// platform.md 3: ListItemsAsync(1..200)
	describe("ListItemsAsync", () => {
		function fill(count: number): void {
			for (let index = 1; index <= count; index += 1) spec.ask(() => map.SetAsync(`key ${index}`, index, 3600));
		}

		it("lists every item once, a page at a time", () => {
			fill(25);
			const pages = spec.ask(() => other.ListItemsAsync(10));
			const sizes = new Array<number>();
			const seen = new Set<string>();
			while (true) {
				const page = pages.GetCurrentPage();
				sizes.push(page.size());
				for (const entry of page) {
					seen.add(entry.key);
					expect(entry.key).to.equal(`key ${entry.value}`);
				}
				if (pages.IsFinished) break;
				spec.ask(() => pages.AdvanceToNextPageAsync());
			}
			expect(sizes.join(" ")).to.equal("10 10 5");
			expect(seen.size()).to.equal(25);
			expect(spec.problemOf(() => pages.AdvanceToNextPageAsync())).to.equal("No pages to advance to.");
		});

		it("goes on where it was although the items of the page are gone", () => {
			fill(6);
			const pages = spec.ask(() => map.ListItemsAsync(3));
			for (const { key } of pages.GetCurrentPage()) spec.ask(() => map.RemoveAsync(key));
			spec.ask(() => pages.AdvanceToNextPageAsync());
			expect(pages.GetCurrentPage().size()).to.equal(3);
			expect(pages.IsFinished).to.equal(true);
		});

		it("has one empty page of a map without items", () => {
			const pages = spec.ask(() => map.ListItemsAsync(200));
			expect(pages.GetCurrentPage().isEmpty() && pages.IsFinished).to.equal(true);
		});

		it("refuses pages of less than 1 and more than 200 items", () => {
			for (const count of [0, 201, 1.5]) {
				expect(spec.statusOf(() => map.ListItemsAsync(count))).to.equal("InvalidRequest");
			}
		});
	});

	// platform.md 1: "an error means only that no success response arrived"; the same holds for a server that died
	it("applies what was sent although the server has died", () => {
		const dead = spec.connect(createDyingLink()).GetHashMap("Map");
		const call = spec.begin(() => dead.SetAsync("k", "sent", 60));
		spec.timeline.advance(1);
		expect(call.done).to.equal(false);
		expect(spec.ask(() => map.GetAsync("k"))).to.equal("sent");
	});
};
