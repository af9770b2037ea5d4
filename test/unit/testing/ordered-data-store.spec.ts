/// <reference types="@rbxts/testez/globals" />
import { SimulatedOrderedDataStore, SimulatedPages, SortedItem } from "../../../src/testing";
import { SpecCloud } from "./support/spec-cloud";

export = () => {
	let spec: SpecCloud;
	let store: SimulatedOrderedDataStore;

	const connect = () => spec.connect().GetOrderedDataStore("Store");
	const set = (key: string, value: unknown) => spec.ask(() => store.SetAsync(key, value));
	const fresh = (key = "k") => spec.ask(() => store.GetAsync(key, { UseCache: false }));
	const show = (pages: SimulatedPages<SortedItem>) =>
		pages
			.GetCurrentPage()
			.map((item) => `${item.key}=${item.value}`)
			.join(" ");
	const sorted = (ascending: boolean, pageSize?: number, min?: number, max?: number) =>
		show(spec.ask(() => store.GetSortedAsync(ascending, pageSize, min, max)));

	beforeEach(() => {
		spec = new SpecCloud();
		store = connect();
	});

	// platform.md 1: "return the same object for the same name/scope"
	it("is the same object for the same name and scope, and apart from the DataStore of that name", () => {
		const service = spec.connect();
		expect(service.GetOrderedDataStore("A")).to.equal(service.GetOrderedDataStore("A", "global"));
		expect(service.GetOrderedDataStore("A")).never.to.equal(service.GetOrderedDataStore("A", "b"));
		set("k", 1);
		expect(spec.stored()).to.equal(undefined);
		expect(spec.read(spec.connectStore())).to.equal(undefined);
		expect(spec.ask(() => spec.connect().GetOrderedDataStore("Store", "b").GetAsync("k"))).to.equal(undefined);
	});

	// platform.md 1: Ordered, "values are integers"
	it("stores whole numbers and refuses everything else with code 103", () => {
		set("k", -5);
		expect(fresh()).to.equal(-5);
		for (const value of [0.5, "1", true, {}, undefined, math.huge, 0 / 0]) {
			expect(spec.codeOf(() => store.SetAsync("k", value))).to.equal("103");
		}
		const problem = spec.finish(() => store.SetAsync("k", 0.5)).problem;
		expect(problem).to.equal("103: double is not allowed in data stores.");
		expect(spec.codeOf(() => store.UpdateAsync("k", () => 0.5))).to.equal("103");
		expect(spec.codeOf(() => store.IncrementAsync("k", 0.5))).to.equal("103");
		expect(fresh()).to.equal(-5);
	});

	// platform.md 1: KeyInfo "always nil for Ordered"
	it("returns values alone, and gives a transform no key info", () => {
		set("k", 1);
		let given: unknown = "nothing yet";
		const results = spec.ask(() => {
			const transform = (old?: number, info?: unknown) => {
				given = info;
				return old! + 1;
			};
			const [updated, info] = store.UpdateAsync("k", transform) as unknown as LuaTuple<[number, unknown]>;
			return { updated, info };
		});
		expect(results.updated).to.equal(2);
		expect(results.info).to.equal(undefined);
		expect(given).to.equal(undefined);
	});

	// platform.md 1: UpdateAsync is compare-and-set, and nil cancels
	it("runs a transform again when somebody else wrote, and writes nothing for nil", () => {
		// With one latency for all, what is sent first arrives first.
		spec = new SpecCloud({ latency: { readSeconds: [0.2, 0.2], writeSeconds: [0.2, 0.2] } });
		store = connect();
		set("k", 1);
		const seen = new Array<number>();
		const update = spec.finish(() =>
			store.UpdateAsync("k", (old) => {
				if (seen.isEmpty()) spec.begin(() => connect().SetAsync("k", 10));
				seen.push(old!);
				return old! + 1;
			}),
		);
		expect(seen.join(" ")).to.equal("1 10");
		expect(update.value).to.equal(11);
		expect(spec.ask(() => store.UpdateAsync("k", () => undefined))).to.equal(undefined);
	});

	it("adds with IncrementAsync and loses none of several at once", () => {
		for (let server = 1; server <= 5; server += 1) {
			const other = connect();
			spec.begin(() => other.IncrementAsync("k", server));
		}
		spec.timeline.advance(1);
		expect(fresh()).to.equal(15);
		expect(spec.ask(() => store.IncrementAsync("k"))).to.equal(16);
	});

	// platform.md 1: RemoveAsync, "Ordered: permanent delete"
	it("removes for good: no tombstone, no version, and what it held is returned", () => {
		set("k", 7);
		expect(spec.ask(() => store.RemoveAsync("k"))).to.equal(7);
		expect(spec.ask(() => store.RemoveAsync("k"))).to.equal(undefined);
		expect(fresh()).to.equal(undefined);
		expect(sorted(true)).to.equal("");
	});

	// platform.md 1, Cache: per DataStore object, four seconds
	it("has GetAsync answer from its own cache for four seconds", () => {
		set("k", 1);
		spec.ask(() => connect().SetAsync("k", 2));
		expect(spec.ask(() => store.GetAsync("k"))).to.equal(1);
		spec.timeline.advance(4);
		expect(spec.ask(() => store.GetAsync("k"))).to.equal(2);
		expect(spec.requests("OrderedGet")).to.equal(1);
	});

	// platform.md 1: GetSortedAsync
	describe("GetSortedAsync", () => {
		beforeEach(() => {
			for (const [key, value] of pairs({ a: 3, b: 1, c: 2, d: 2 })) set(key as string, value);
		});

		it("sorts by value either way, and keys of the same value by name", () => {
			expect(sorted(true)).to.equal("b=1 c=2 d=2 a=3");
			expect(sorted(false)).to.equal("a=3 d=2 c=2 b=1");
		});

		it("takes a least and a greatest value, both included", () => {
			expect(sorted(true, 50, 2)).to.equal("c=2 d=2 a=3");
			expect(sorted(true, 50, undefined, 2)).to.equal("b=1 c=2 d=2");
			expect(sorted(true, 50, 2, 2)).to.equal("c=2 d=2");
		});

		it("gives pages, each a request that shows what there is then", () => {
			for (const [ascending, rest] of [
				[true, "a=3"],
				[false, "b=1"],
			] as const) {
				const pages = spec.ask(() => store.GetSortedAsync(ascending, 3));
				expect(pages.IsFinished).to.equal(false);
				spec.ask(() => pages.AdvanceToNextPageAsync());
				expect(show(pages)).to.equal(rest);
				expect(pages.IsFinished).to.equal(true);
				expect(spec.finish(() => pages.AdvanceToNextPageAsync()).problem).to.equal("No pages to advance to.");
			}
			expect(spec.requests("GetSortedAsync")).to.equal(4);
			const pages = spec.ask(() => store.GetSortedAsync(true, 2));
			spec.ask(() => connect().SetAsync("b", 9));
			spec.ask(() => pages.AdvanceToNextPageAsync());
			expect(show(pages)).to.equal("d=2 a=3");
		});

		it("gives 50 a page unless said otherwise, and 100 at most", () => {
			for (let index = 1; index <= 110; index += 1) spec.begin(() => store.SetAsync(`k${index}`, index));
			spec.timeline.advance(1);
			const sizeOf = (pageSize?: number) =>
				spec.ask(() => store.GetSortedAsync(true, pageSize).GetCurrentPage().size());
			expect(sizeOf()).to.equal(50);
			expect(sizeOf(100)).to.equal(100);
		});

		// platform.md 2: codes 106 and 107
		it("refuses bounds that are not whole or the wrong way round, and page sizes out of range", () => {
			expect(spec.codeOf(() => store.GetSortedAsync(true, 10, 0.5))).to.equal("106");
			expect(spec.codeOf(() => store.GetSortedAsync(true, 10, 1, 1.5))).to.equal("106");
			expect(spec.codeOf(() => store.GetSortedAsync(true, 101))).to.equal("106");
			expect(spec.codeOf(() => store.GetSortedAsync(true, -1))).to.equal("106");
			expect(spec.codeOf(() => store.GetSortedAsync(true, 10, 2, 1))).to.equal("107");
			expect(spec.requests("GetSortedAsync")).to.equal(0);
		});
	});

	// platform.md 1: BatchGetAsync, "Ordered only, else throws; missing omitted; 1–100 keys; costs N reads"
	describe("BatchGetAsync", () => {
		it("gives what the keys hold that hold something, for one read each", () => {
			set("a", 1);
			set("b", 2);
			const answer = spec.ask(() => store.BatchGetAsync(["a", "b", "nothing"]));
			expect(answer.a.value + answer.b.value).to.equal(3);
			expect(answer.nothing).to.equal(undefined);
			expect(spec.requests("BatchGetAsync")).to.equal(3);
		});

		it("refuses no keys and more than 100, and any store that is not ordered", () => {
			const many = new Array<string>(101, "k");
			expect(spec.finish(() => store.BatchGetAsync([])).problem).to.be.ok();
			expect(spec.finish(() => store.BatchGetAsync(many)).problem).to.be.ok();
			expect(spec.finish(() => spec.connectStore().BatchGetAsync()).problem).to.be.ok();
		});
	});

	// design.md 9: what drivers and reports see
	it("shows its writes to those who watch the cloud, as ordered and without a version", () => {
		const seen = new Array<string>();
		spec.cloud.observe((write) => {
			seen.push(`${write.store}/${write.key} ${write.previous}→${write.value} ${write.ordered} "${write.version}"`);
		});
		set("k", 1);
		spec.ask(() => store.RemoveAsync("k"));
		expect(seen.join("|")).to.equal('Store/k nil→1 true ""|Store/k 1→nil true ""');
	});
};
