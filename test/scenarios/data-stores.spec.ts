/// <reference types="@rbxts/testez/globals" />
import type { HeadlessControlApi, OutputLine } from "../headless/host/control-api";
import { containing, findHeadless } from "./support/headless";

// platform.md 1: what a script sees of the DataStore services
export = () => {
	if (findHeadless() === undefined) SKIP();

	let headless: HeadlessControlApi;

	/** What a server script prints, in the order in which it does. */
	function run(source: string, seconds = 60): string {
		const lines = new Array<string>();
		const universe = headless.createUniverse({
			seed: 1,
			onOutput: (line: OutputLine) => lines.push(line.text),
		});
		const prelude = 'local service = game:GetService("DataStoreService")\n';
		headless.startServerWith(universe, [containing("ServerScriptService", "Script", "main", prelude + source)]);
		universe.runFor(seconds);
		return lines.join("|");
	}

	beforeEach(() => {
		headless = findHeadless()!;
	});

	it("keeps versions by the hour, lists them as instances and reads an old one", () => {
		const printed = run(
			`
			local store = service:GetDataStore("Store")
			store:SetAsync("k", "A")
			task.wait(3600)
			local before = os.time() * 1000
			store:SetAsync("k", "B")
			local pages = store:ListVersionsAsync("k", Enum.SortDirection.Descending)
			local items = pages:GetCurrentPage()
			print(pages.ClassName, pages:IsA("Pages"), pages.IsFinished, #items, items[1].ClassName, items[1].IsDeleted)
			print(items[1].CreatedTime > items[2].CreatedTime)
			local value, info = store:GetVersionAsync("k", items[2].Version)
			print(value, info.ClassName, info.Version == items[2].Version)
			print(store:GetVersionAtTimeAsync("k", before - 600000))
			store:RemoveVersionAsync("k", items[2].Version)
			print(#store:ListVersionsAsync("k"):GetCurrentPage())
			print(pcall(pages.AdvanceToNextPageAsync, pages))
			print(pcall(function() return pages.Cursor end))
			`,
			4000,
		);
		const [first, order, old, at, left, past, cursor] = printed.split("|");
		expect(first).to.equal("DataStoreVersionPages true true 2 DataStoreObjectVersionInfo false");
		expect(order).to.equal("true");
		expect(old).to.equal("A DataStoreKeyInfo true");
		expect(at).to.equal("A DataStoreKeyInfo");
		expect(left).to.equal("1");
		expect(past).to.equal("false No pages to advance to.");
		expect(cursor.sub(1, 5)).to.equal("false");
	});

	it("lists keys and stores page by page, and takes AllScopes from a DataStoreOptions", () => {
		const printed = run(`
			for _, key in { "a", "b", "c" } do service:GetDataStore("Store", "pets"):SetAsync(key, key) end
			local options = Instance.new("DataStoreOptions")
			options.AllScopes = true
			local all = service:GetDataStore("Store", "", options)
			local pages = all:ListKeysAsync("pets/", 2)
			while true do
				local names = {}
				for _, item in pages:GetCurrentPage() do table.insert(names, item.ClassName .. " " .. item.KeyName) end
				print(table.concat(names, ","), pages.Cursor ~= "")
				if pages.IsFinished then break end
				pages:AdvanceToNextPageAsync()
			end
			print((all:GetAsync("pets/a")))
			local info = service:ListDataStoresAsync():GetCurrentPage()[1]
			print(info.ClassName, info.DataStoreName, info.UpdatedTime >= info.CreatedTime)
		`);
		const expected = [
			"DataStoreKey pets/a,DataStoreKey pets/b true",
			"DataStoreKey pets/c false",
			"a",
			"DataStoreInfo Store true",
		];
		expect(printed).to.equal(expected.join("|"));
	});

	it("has ordered stores with sorted pages and batches, and the global store", () => {
		const printed = run(`
			local points = service:GetOrderedDataStore("Points")
			print(points.ClassName, points == service:GetOrderedDataStore("Points"), points:IsA("GlobalDataStore"))
			for key, value in { Ann = 3, Bob = 1 } do points:SetAsync(key, value) end
			print(points:UpdateAsync("Cid", function(old) return (old or 0) + 2 end))
			print(points:IncrementAsync("Bob", 9))
			local pages = points:GetSortedAsync(false, 2)
			for _, item in pages:GetCurrentPage() do print(item.key, item.value) end
			print(pages.ClassName, pages.IsFinished)
			pages:AdvanceToNextPageAsync()
			print(pages:GetCurrentPage()[1].key, points:BatchGetAsync({ "Ann", "Nobody" }).Ann.value)
			print((points:RemoveAsync("Ann")), (points:GetAsync("Ann")))
			service:GetGlobalDataStore():SetAsync("k", "of the game")
			print((service:GetGlobalDataStore():GetAsync("k")))
		`);
		const expected = [
			"OrderedDataStore true true",
			"2 nil",
			"10 nil",
			"Bob 10",
			"Ann 3",
			"DataStorePages false",
			"Cid 3",
			"3 nil",
			"of the game",
		];
		expect(printed).to.equal(expected.join("|"));
	});

	it("takes metadata from a DataStoreIncrementOptions, and read-only properties cannot be assigned", () => {
		const printed = run(`
			local options = Instance.new("DataStoreIncrementOptions")
			options:SetMetadata({ season = 2 })
			local sum, info = service:GetDataStore("Store"):IncrementAsync("k", 5, { 7 }, options)
			print(sum, info:GetMetadata().season, info:GetUserIds()[1])
			local item = service:GetDataStore("Store"):ListKeysAsync():GetCurrentPage()[1]
			print(pcall(function() item.KeyName = "x" end))
		`);
		const [sum, assigned] = printed.split("|");
		expect(sum).to.equal("5 2 7");
		expect(assigned.sub(1, 5)).to.equal("false");
	});
};
