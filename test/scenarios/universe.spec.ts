/// <reference types="@rbxts/testez/globals" />
import type { HeadlessControlApi, OutputLine } from "../headless/host/control-api";
import { containing, findHeadless, holding } from "./support/headless";

const ANN = { name: "Ann", userId: 1 };

function serverScript(source: string) {
	return containing("ServerScriptService", "Script", "main", source);
}

function localScript(source: string) {
	return containing("StarterPlayerScripts", "LocalScript", "main", source);
}

export = () => {
	if (findHeadless() === undefined) SKIP();

	let headless: HeadlessControlApi;
	let lines: Array<OutputLine>;
	const texts = () => lines.map((line) => line.text);
	const createUniverse = (seed = 1) => headless.createUniverse({ seed, onOutput: (line) => lines.push(line) });

	beforeEach(() => {
		headless = findHeadless()!;
		lines = [];
	});

	describe("a universe", () => {
		it("does the same things for the same seed, and others for another", () => {
			const traceOf = (seed: number) => {
				const universe = createUniverse(seed);
				const server = headless.startServerWith(universe, [
					serverScript("for i = 1, 5 do task.wait(math.random()) print(i, math.random(), {}, os.time()) end"),
				]);
				server.join(ANN);
				universe.runFor(10);
				return universe.trace.hash();
			};
			expect(traceOf(7)).to.equal(traceOf(7));
			expect(traceOf(7)).never.to.equal(traceOf(8));
		});

		it("keeps globals, _G and modules of one server from the others", () => {
			const universe = createUniverse();
			const place = [
				containing(
					"ReplicatedStorage",
					"ModuleScript",
					"module",
					"_G.count = (_G.count or 0) + 1 return { n = _G.count }",
				),
				serverScript("print(_G.count, require(game.ReplicatedStorage.module).n, leaked) leaked = true"),
			];
			headless.startServerWith(universe, place);
			headless.startServerWith(universe, place);
			universe.runFor(1);
			expect(texts().join("|")).to.equal("nil 1 nil|nil 1 nil");
		});

		it("reports an error with the script's full name, and kills only that thread", () => {
			const universe = createUniverse();
			headless.startServerWith(universe, [
				serverScript('task.spawn(function()\nerror("boom")\nend)\nprint("still here")'),
			]);
			universe.runFor(1);
			expect(lines[0].kind).to.equal("error");
			expect(lines[0].text.find("ServerScriptService.main:2: boom", 1, true)[0]).to.equal(1);
			expect(lines[1].text).to.equal("still here");
			expect(universe.errors.size()).to.equal(1);
		});

		it("reports a script that does not compile, with its line", () => {
			const universe = createUniverse();
			headless.startServerWith(universe, [serverScript("local x =\n\nlocal y = 1")]);
			universe.runFor(1);
			expect(universe.errors.size()).to.equal(1);
			expect(universe.errors[0].text.find("ServerScriptService.main:3", 1, true)[0]).to.be.ok();
		});

		// platform.md 9: deferred handlers run at the next resumption point, ten deep at most
		it("defers handlers where the place says so, drops those of a connection that was cut, and stops at ten", () => {
			const universe = createUniverse();
			const workspace = { ...holding("Workspace"), properties: { SignalBehavior: "Deferred" } };
			headless.startServerWith(universe, [
				workspace,
				serverScript(`
					local event = Instance.new("BindableEvent")
					local connection = event.Event:Connect(function(text) print(text) end)
					event:Fire("deferred") print("fired")
					task.wait()
					event:Fire("never heard") connection:Disconnect()
					task.wait()
					local depth = 0
					event.Event:Connect(function() depth += 1 event:Fire() end)
					event:Fire()
					task.wait()
					print(depth)
				`),
			]);
			universe.runFor(1);
			const printed = lines.filter((line) => line.kind === "print").map((line) => line.text);
			expect(printed.join("|")).to.equal("fired|deferred|10");
			expect(universe.errors.size()).to.equal(1);
			expect(universe.errors[0].text.find("re-entrancy depth exceeded", 1, true)[0]).to.be.ok();
		});

		it("jumps over time in which nothing happens", () => {
			const universe = createUniverse();
			headless.startServerWith(universe, [serverScript("task.wait(86400) print(time() >= 86400)")]);
			universe.runFor(86401);
			expect(texts()[0]).to.equal("true");
			expect(universe.scheduler.executed < 100).to.equal(true);
		});

		it("says when nothing is left to happen", () => {
			const universe = createUniverse();
			headless.startServerWith(universe, [serverScript("task.wait(5)")]);
			expect(universe.runUntilIdle(60)).to.equal(true);
			headless.startServerWith(universe, [serverScript("while true do task.wait(1) end")]);
			expect(universe.runUntilIdle(60)).to.equal(false);
		});
	});

	describe("a server", () => {
		it("that crashes stops every thread where it is and calls nothing", () => {
			const universe = createUniverse();
			const server = headless.startServerWith(universe, [
				serverScript(`
					game:BindToClose(function() print("closed") end)
					game.Players.PlayerRemoving:Connect(function() print("left") end)
					for i = 1, 3 do task.delay(i, print, i) end
					task.spawn(function() pcall(function() task.wait(2.5) end) print("went on") end)
				`),
			]);
			server.join(ANN);
			universe.scheduler.at(2.2, undefined, () => server.crash());
			universe.runFor(60);
			expect(texts().join(" ")).to.equal("1 2");
			expect(server.state).to.equal("crashed");
		});

		it("that closes waits for what is bound to it, and no longer than 30 seconds", () => {
			const universe = createUniverse();
			const patient = headless.startServerWith(universe, [
				serverScript('game:BindToClose(function(reason) task.wait(3) print("saved", reason) end)'),
			]);
			const endless = headless.startServerWith(universe, [
				serverScript('game:BindToClose(function() task.wait(29) print("nearly") task.wait(2) print("too late") end)'),
			]);
			universe.runFor(1);
			patient.close("DeveloperUpdate");
			endless.close("DeveloperShutdown");
			universe.runFor(4);
			expect(patient.state).to.equal("closed");
			expect(endless.state).to.equal("closing");
			universe.runFor(60);
			expect(endless.state).to.equal("closed");
			expect(texts().join("|")).to.equal("saved Enum.CloseReason.DeveloperUpdate|nearly");
		});

		it("sends its players away when it closes", () => {
			const universe = createUniverse();
			const server = headless.startServerWith(universe, [
				serverScript('game.Players.PlayerRemoving:Connect(function(player) print("left", player.Name) end)'),
			]);
			const client = server.join(ANN);
			universe.runFor(1);
			server.close("ServerEmpty");
			universe.runFor(1);
			expect(texts()[0]).to.equal("left Ann");
			expect(client.realm.alive).to.equal(false);
		});

		it("kicks a player, whose machine then hears no more", () => {
			const universe = createUniverse();
			const server = headless.startServerWith(universe, [
				serverScript('game.Players.PlayerAdded:Connect(function(player) task.wait(1) player:Kick("bye") end)'),
				localScript("while true do task.wait(0.5) end"),
			]);
			const client = server.join(ANN);
			universe.runFor(5);
			expect(server.connectedClients().size()).to.equal(0);
			expect(client.realm.alive).to.equal(false);
		});
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
