/// <reference types="@rbxts/testez/globals" />
import type { HeadlessControlApi, OutputLine } from "../headless/host/control-api";
import { containing, findHeadless } from "./support/headless";

export = () => {
	if (findHeadless() === undefined) SKIP();

	let headless: HeadlessControlApi;
	let lines: Array<OutputLine>;
	const printed = () => lines.filter((line) => line.kind !== "error").map((line) => line.text);
	const createUniverse = () => headless.createUniverse({ seed: 1, onOutput: (line) => lines.push(line) });
	const place = (source: string) => [containing("ServerScriptService", "Script", "main", source)];

	beforeEach(() => {
		headless = findHeadless()!;
		lines = [];
	});

	// platform.md 3
	it("gives scripts memory stores that other servers see too", () => {
		const universe = createUniverse();
		headless.startServerWith(
			universe,
			place(`
				local service = game:GetService("MemoryStoreService")
				local map = service:GetHashMap("map")
				print(map == service:GetHashMap("map"), map.ClassName, map:SetAsync("k", { n = 1 }, 60))
				print(map:UpdateAsync("k", function(old) old.n += 1 return old end, 60).n)
				local sorted = service:GetSortedMap("sorted")
				sorted:SetAsync("a", "late", 60, 2)
				sorted:SetAsync("b", "early", 60, 1)
				print(select("#", sorted:GetAsync("a")), sorted:GetAsync("a"))
				local range = sorted:GetRangeAsync(Enum.SortDirection.Ascending, 10, nil, { sortKey = 2 })
				print(#range, range[1].key, range[1].value, range[1].sortKey, sorted:GetSizeAsync())
				service:GetQueue("queue"):AddAsync("job", 60, 1)
				print(pcall(map.SetAsync, map, "k", 1, -1))
				print(pcall(function() return map.Nothing end))
			`),
		);
		universe.runFor(5);
		headless.startServerWith(
			universe,
			place(`
				local service = game:GetService("MemoryStoreService")
				local pages = service:GetHashMap("map"):ListItemsAsync(10)
				print(pages.IsFinished, pages:GetCurrentPage()[1].value.n)
				local queue = service:GetQueue("queue", 5)
				local items, id = queue:ReadAsync(10, false, 0)
				queue:RemoveAsync(id)
				print(items[1], typeof(id), queue:GetSizeAsync())
			`),
		);
		universe.runFor(5);
		const invalid = "InvalidExpirationTime: The field 'expiration' time must be between 0 and 3,888,000";
		expect(universe.errors.size()).to.equal(0);
		expect(printed().join("|")).to.equal(
			`true MemoryStoreHashMap false|2|2 late 2|1 b early 1 2|false ${invalid}` +
				'|false Nothing is not a valid member of MemoryStoreHashMap "MemoryStoreHashMap"' +
				"|true 2|job string 0",
		);
	});

	// platform.md 4
	it("gives scripts messages, as long as they are connected, and reports errors of their callbacks", () => {
		const universe = createUniverse();
		headless.startServerWith(
			universe,
			place(`
				local connection
				connection = game:GetService("MessagingService"):SubscribeAsync("topic", function(message)
					print(message.Data.text, typeof(message.Sent), typeof(connection), connection.Connected)
					connection:Disconnect()
					task.wait()
					error("boom")
				end)
			`),
		);
		universe.runFor(2);
		headless.startServerWith(
			universe,
			place(`
				for i = 1, 5 do
					game:GetService("MessagingService"):PublishAsync("topic", { text = "hello" })
					task.wait(3)
				end
			`),
		);
		universe.runFor(30);
		expect(printed().join("|")).to.equal("hello number RBXScriptConnection true");
		expect(universe.errors.size()).to.equal(1);
		expect(universe.errors[0].text.find("ServerScriptService.main:7: boom", 1, true)[0]).to.be.ok();
	});

	// design.md 9: a crash kills every thread and calls nothing
	it("delivers nothing to a server that has crashed, and applies what that had sent", () => {
		const universe = createUniverse();
		const crashing = headless.startServerWith(
			universe,
			place(`
				local map = game:GetService("MemoryStoreService"):GetHashMap("map")
				game:GetService("MessagingService"):SubscribeAsync("topic", function() print("never") end)
				map:SetAsync("k", "sent", 60)
			`),
		);
		// The subscription is there, the write is under way at the latest.
		universe.runFor(0.35);
		crashing.crash();
		headless.startServerWith(
			universe,
			place(`
				for i = 1, 10 do game:GetService("MessagingService"):PublishAsync("topic", i) end
				print(game:GetService("MemoryStoreService"):GetHashMap("map"):GetAsync("k"))
			`),
		);
		universe.runFor(10);
		expect(printed().join("|")).to.equal("sent");
	});

	it("keeps clients from both", () => {
		const universe = createUniverse();
		const server = headless.startServerWith(universe, [
			containing(
				"StarterPlayerScripts",
				"LocalScript",
				"main",
				`
					print(pcall(function() return game:GetService("MemoryStoreService"):GetHashMap("m") end))
					print(pcall(function() game:GetService("MessagingService"):PublishAsync("t", 1) end))
				`,
			),
		]);
		server.join({ name: "Ann", userId: 1 });
		universe.runFor(5);
		expect(printed()[0]).to.equal("false InvalidClientAccess: MemoryStoreService must be called from server");
		expect(printed()[1].find("false MessagingService", 1, true)[0]).to.equal(1);
	});
};
