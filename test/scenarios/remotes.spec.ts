/// <reference types="@rbxts/testez/globals" />
import type { HeadlessControlApi, OutputLine } from "../headless/host/control-api";
import { findHeadless, holding } from "./support/headless";
import { ANN, localScript, serverScript, SmallPlaces } from "./support/small-places";

export = () => {
	if (findHeadless() === undefined) SKIP();

	let places: SmallPlaces;
	let headless: HeadlessControlApi;
	let lines: Array<OutputLine>;
	const texts = () => places.texts();
	const createUniverse = (seed?: number) => places.createUniverse(seed);

	beforeEach(() => {
		places = new SmallPlaces();
		headless = places.headless;
		lines = places.lines;
	});

	describe("remotes", () => {
		const event = holding("ReplicatedStorage", ["RemoteEvent", "event"]);
		const call = holding("ReplicatedStorage", ["RemoteFunction", "call"]);

		it("deliver events in the order in which they were sent", () => {
			const universe = createUniverse();
			const server = headless.startServerWith(universe, [
				event,
				serverScript("game.ReplicatedStorage.event.OnServerEvent:Connect(function(_, n) print(n) end)"),
				localScript("for i = 1, 20 do game.ReplicatedStorage.event:FireServer(i) end"),
			]);
			server.join(ANN);
			universe.runFor(2);
			const expected = new Array<string>();
			for (let index = 1; index <= 20; index += 1) expected.push(`${index}`);
			expect(texts().join(" ")).to.equal(expected.join(" "));
		});

		it("keep events until somebody listens", () => {
			const universe = createUniverse();
			const server = headless.startServerWith(universe, [
				event,
				serverScript("task.wait(5) game.ReplicatedStorage.event.OnServerEvent:Connect(function(_, n) print(n) end)"),
				localScript('game.ReplicatedStorage.event:FireServer("early")'),
			]);
			server.join(ANN);
			universe.runFor(6);
			expect(texts()[0]).to.equal("early");
		});

		it("copy tables, drop metatables and functions, and keep nil arguments in their place", () => {
			const universe = createUniverse();
			const server = headless.startServerWith(universe, [
				event,
				serverScript(`game.ReplicatedStorage.event.OnServerEvent:Connect(function(_, a, b, c, ...)
					print(a.x, getmetatable(a), a.f, b, c, select("#", ...))
				end)`),
				localScript("game.ReplicatedStorage.event:FireServer(setmetatable({ x = 1, f = print }, {}), nil, 3, nil)"),
			]);
			server.join(ANN);
			universe.runFor(2);
			expect(texts()[0]).to.equal("1 nil nil nil 3 1");
		});

		it("return a function's results, and throw its error at the caller", () => {
			const universe = createUniverse();
			const server = headless.startServerWith(universe, [
				call,
				serverScript(`game.ReplicatedStorage.call.OnServerInvoke = function(player, a)
					task.wait(1)
					if a == "bad" then error("refused", 0) end
					return player.Name, nil, a
				end`),
				localScript(`
					print(game.ReplicatedStorage.call:InvokeServer(5))
					print(pcall(function() return game.ReplicatedStorage.call:InvokeServer("bad") end))
				`),
			]);
			server.join(ANN);
			universe.runFor(5);
			const printed = lines.filter((line) => line.kind === "print").map((line) => line.text);
			expect(printed.join("|")).to.equal("Ann nil 5|false refused");
		});

		it("fail at the server when the player leaves before answering", () => {
			const universe = createUniverse();
			const server = headless.startServerWith(universe, [
				call,
				serverScript(`game.Players.PlayerAdded:Connect(function(player)
					print(pcall(function() return game.ReplicatedStorage.call:InvokeClient(player) end))
				end)`),
				localScript("game.ReplicatedStorage.call.OnClientInvoke = function() task.wait(60) end"),
			]);
			const client = server.join(ANN);
			universe.scheduler.at(5, undefined, () => server.leave(client));
			universe.runFor(10);
			expect(texts()[0].find("^false ")[0]).to.equal(1);
		});
	});

	// platform.md 6: limits of remotes
	describe("remotes under load", () => {
		const remotes = holding("ReplicatedStorage", ["RemoteEvent", "event"], ["UnreliableRemoteEvent", "loose"]);
		const countOn = (name: string) =>
			serverScript(`
				local count = 0
				game.ReplicatedStorage.${name}.OnServerEvent:Connect(function() count += 1 end)
				task.wait(5) print(count)
			`);

		it("let about 500 events a second of one client through, and drop the rest", () => {
			const universe = createUniverse();
			const server = headless.startServerWith(universe, [
				remotes,
				countOn("event"),
				localScript("for i = 1, 2000 do game.ReplicatedStorage.event:FireServer(i) end"),
			]);
			server.join(ANN);
			universe.runFor(6);
			expect(texts()[0]).to.equal("500");
			expect(universe.traffic.all().get("ReplicatedStorage.event → server")!.dropped).to.equal(1500);
		});

		it("lose some events of an unreliable remote, and every one of more than 1000 bytes", () => {
			const universe = createUniverse();
			const server = headless.startServerWith(universe, [
				remotes,
				countOn("loose"),
				localScript(`for i = 1, 200 do
					game.ReplicatedStorage.loose:FireServer(i)
					game.ReplicatedStorage.loose:FireServer(string.rep("x", 1001))
				end`),
			]);
			server.join(ANN);
			universe.runFor(6);
			const arrived = tonumber(texts()[0])!;
			expect(arrived > 150 && arrived < 200).to.equal(true);
		});

		it("count the bytes of events by a model of the engine's encoding", () => {
			const universe = createUniverse();
			const server = headless.startServerWith(universe, [
				remotes,
				serverScript('task.wait(2) game.ReplicatedStorage.event:FireAllClients({ coins = 5 }, "sword", true)'),
				localScript("game.ReplicatedStorage.event:FireServer(1)"),
			]);
			server.join(ANN);
			universe.runFor(4);
			const traffic = universe.traffic.all();
			expect(traffic.get("ReplicatedStorage.event → server")!.bytes).to.equal(14 + 9);
			expect(traffic.get("ReplicatedStorage.event → client")!.bytes).to.equal(9 + (2 + 6 + 9) + (2 + 5) + 2);
		});
	});

	describe("replication", () => {
		it("shows a client what the server makes, changes and destroys", () => {
			const universe = createUniverse();
			const server = headless.startServerWith(universe, [
				serverScript(`
					task.wait(2)
					local value = Instance.new("IntValue")
					value.Name = "score"
					value.Parent = game.ReplicatedStorage
					task.wait(1) value.Value = 7 value:SetAttribute("best", true)
					task.wait(1) value:Destroy()
				`),
				localScript(`
					local value = game.ReplicatedStorage:WaitForChild("score")
					print(value.Value)
					value.Changed:Connect(function() print(value.Value) end)
					value.AttributeChanged:Connect(function(name) print(name, value:GetAttribute(name)) end)
					game.ReplicatedStorage.ChildRemoved:Connect(function(child) print("gone", child.Name) end)
				`),
			]);
			server.join(ANN);
			universe.runFor(6);
			expect(texts().join("|")).to.equal("0|7|best true|gone score");
		});
	});
};
