/// <reference types="@rbxts/testez/globals" />
import { SimulatedDataStore, SimulatedKey, SimulatedPages } from "../../../src/testing";
import { SpecCloud } from "./support/spec-cloud";

export = () => {
	let spec: SpecCloud;
	let store: SimulatedDataStore;

	const set = (key: string) => spec.ask(() => store.SetAsync(key, key));
	const setMany = (count: number, prefix: string) => {
		for (let index = 1; index <= count; index += 1) {
			spec.begin(() => store.SetAsync("%s%04d".format(prefix, index), index));
		}
		spec.timeline.advance(1);
	};
	const names = (pages: SimulatedPages<SimulatedKey>) =>
		pages
			.GetCurrentPage()
			.map((item) => item.KeyName)
			.join(" ");

	beforeEach(() => {
		spec = new SpecCloud();
		store = spec.connectStore();
	});

	// platform.md 1: ListKeysAsync
	describe("ListKeysAsync", () => {
		it("gives the store's keys that begin so, in the order of their names", () => {
			for (const key of ["dog", "cat", "do", "Dog"]) set(key);
			spec.ask(() => spec.connectStore("elsewhere").SetAsync("dolphin", 1));
			expect(names(spec.ask(() => store.ListKeysAsync()))).to.equal("Dog cat do dog");
			expect(names(spec.ask(() => store.ListKeysAsync("do")))).to.equal("do dog");
			expect(names(spec.ask(() => store.ListKeysAsync("%a")))).to.equal("");
		});

		it("gives 50 a page unless said otherwise, and each page is a request", () => {
			setMany(120, "k");
			const pages = spec.ask(() => store.ListKeysAsync());
			const sizes = [pages.GetCurrentPage().size()];
			while (!pages.IsFinished) {
				spec.ask(() => pages.AdvanceToNextPageAsync());
				sizes.push(pages.GetCurrentPage().size());
			}
			expect(sizes.join(" ")).to.equal("50 50 20");
			expect(spec.requests("ListKeysAsync")).to.equal(3);
			expect(spec.ask(() => store.ListKeysAsync("", 120)).IsFinished).to.equal(true);
			expect(spec.codeOf(() => store.ListKeysAsync("", -1))).to.equal("106");
		});

		// platform.md 1: "past the end: No pages to advance to."
		it("throws past the last page", () => {
			set("a");
			const pages = spec.ask(() => store.ListKeysAsync());
			expect(pages.IsFinished).to.equal(true);
			expect(spec.finish(() => pages.AdvanceToNextPageAsync()).problem).to.equal("No pages to advance to.");
		});

		it("goes on from a cursor, and refuses what is none", () => {
			for (const key of ["a", "b", "c"]) set(key);
			const first = spec.ask(() => store.ListKeysAsync("", 2));
			expect(first.Cursor).never.to.equal("");
			const later = spec.ask(() => spec.connectStore().ListKeysAsync("", 2, first.Cursor));
			expect(names(later)).to.equal("c");
			expect(later.Cursor).to.equal("");
			expect(spec.finish(() => store.ListKeysAsync("", 2, "b")).problem).to.be.ok();
		});

		it("shows what there is when each page is asked for, past the cache", () => {
			for (const key of ["a", "b", "c"]) set(key);
			const pages = spec.ask(() => store.ListKeysAsync("", 2));
			set("bb");
			spec.ask(() => pages.AdvanceToNextPageAsync());
			expect(names(pages)).to.equal("bb c");
		});

		// platform.md 1: "Deleted keys are listed by default"
		it("lists deleted keys too, unless they are excluded", () => {
			for (const key of ["a", "b", "c"]) set(key);
			spec.ask(() => store.RemoveAsync("b"));
			expect(names(spec.ask(() => store.ListKeysAsync()))).to.equal("a b c");
			expect(names(spec.ask(() => store.ListKeysAsync("", 0, "", true)))).to.equal("a c");
		});

		// platform.md 1: "excludeDeleted scans ≤512 keys and may return an empty page plus cursor"
		it("looks at 512 keys a request when it excludes deleted ones, so that a page may be empty", () => {
			setMany(600, "k");
			for (let index = 1; index <= 600; index += 1) {
				spec.begin(() => store.RemoveAsync("k%04d".format(index)));
			}
			set("z");
			const pages = spec.ask(() => store.ListKeysAsync("", 50, "", true));
			expect(pages.GetCurrentPage().size()).to.equal(0);
			expect(pages.IsFinished).to.equal(false);
			spec.ask(() => pages.AdvanceToNextPageAsync());
			expect(names(pages)).to.equal("z");
			expect(pages.IsFinished).to.equal(true);
		});

		// platform.md 1, AllScopes: "every key is scope/key"
		it("lists the keys of all scopes as scope/key with AllScopes", () => {
			set("a");
			spec.ask(() => spec.connectStore("houses").SetAsync("h", 1));
			const all = spec.connect().GetDataStore("Store", "", { AllScopes: true });
			const pages = spec.ask(() => all.ListKeysAsync());
			expect(names(pages)).to.equal("global/a houses/h");
			expect(names(spec.ask(() => all.ListKeysAsync("houses/")))).to.equal("houses/h");
			expect(spec.read(all, pages.GetCurrentPage()[1].KeyName)).to.equal(1);
		});

		it("hands out copies of a page", () => {
			set("a");
			const pages = spec.ask(() => store.ListKeysAsync());
			pages.GetCurrentPage().clear();
			expect(pages.GetCurrentPage().size()).to.equal(1);
		});

		// platform.md 2: a request that fails brings nothing
		it("is not there before the request is back", () => {
			const call = spec.begin(() => store.ListKeysAsync());
			expect(call.done).to.equal(false);
			spec.timeline.advance(1);
			expect(call.done).to.equal(true);
		});
	});

	// platform.md 1: ListDataStoresAsync "lists only stores with ≥1 object"
	describe("ListDataStoresAsync", () => {
		it("lists stores that hold an object, by name, with the times of their first and last write", () => {
			const service = spec.connect();
			service.GetDataStore("Empty");
			for (const name of ["Pets", "Players", "Houses"]) {
				spec.ask(() => service.GetDataStore(name).SetAsync("k", 1));
			}
			spec.ask(() => service.GetDataStore("Players", "other").SetAsync("k", 1));
			const infos = spec.ask(() => service.ListDataStoresAsync().GetCurrentPage());
			expect(infos.map((info) => info.DataStoreName).join(" ")).to.equal("Houses Pets Players");
			const players = infos[2];
			expect(players.UpdatedTime > players.CreatedTime).to.equal(true);
			const some = spec.ask(() => service.ListDataStoresAsync("P", 1));
			expect(some.GetCurrentPage()[0].DataStoreName).to.equal("Pets");
			spec.ask(() => some.AdvanceToNextPageAsync());
			expect(some.GetCurrentPage()[0].DataStoreName).to.equal("Players");
			expect(spec.requests("ListDataStoresAsync")).to.equal(3);
		});

		it("gives 32 a page unless said otherwise", () => {
			const service = spec.connect();
			for (let index = 1; index <= 33; index += 1) {
				spec.begin(() => service.GetDataStore(`S${index}`).SetAsync("k", 1));
			}
			spec.timeline.advance(1);
			const pages = spec.ask(() => service.ListDataStoresAsync());
			expect(pages.GetCurrentPage().size()).to.equal(32);
			expect(pages.IsFinished).to.equal(false);
		});

		it("lists neither ordered stores nor the global one", () => {
			const service = spec.connect();
			spec.ask(() => service.GetOrderedDataStore("Points").SetAsync("k", 1));
			spec.ask(() => service.GetGlobalDataStore().SetAsync("k", 1));
			expect(spec.ask(() => service.ListDataStoresAsync().GetCurrentPage().size())).to.equal(0);
		});
	});

	// platform.md 1: GetGlobalDataStore "uses scope u"
	describe("GetGlobalDataStore", () => {
		it("gives one object with the scope u, apart from every named store", () => {
			const service = spec.connect();
			const global = service.GetGlobalDataStore();
			expect(global).to.equal(service.GetGlobalDataStore());
			spec.ask(() => global.SetAsync("k", "of the game"));
			expect(spec.cloud.inspect("", "k", "u")).to.equal("of the game");
			expect(spec.read(spec.connect().GetGlobalDataStore())).to.equal("of the game");
			expect(spec.read(service.GetDataStore("Store", "u"))).to.equal(undefined);
		});
	});
};
