/// <reference types="@rbxts/testez/globals" />
import type { HeadlessControlApi, OutputLine } from "../headless/host/control-api";
import { containing, findHeadless, holding } from "./support/headless";
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
};
