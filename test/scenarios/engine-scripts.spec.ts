/// <reference types="@rbxts/testez/globals" />
import type { PlaceNode } from "../headless/host/control-api";
import { findHeadless, holding } from "./support/headless";
import { ANN, serverScript, SmallPlaces } from "./support/small-places";

export = () => {
	if (findHeadless() === undefined) SKIP();

	const PRINT_PLACE = "print(script:GetFullName())";
	let places: SmallPlaces;

	beforeEach(() => {
		places = new SmallPlaces();
	});

	/** A script that says where it runs, or what `source` says, in a service or a container of one. */
	function scriptIn(
		className: "Script" | "LocalScript",
		properties: PlaceNode["properties"],
		...path: ReadonlyArray<string>
	): PlaceNode {
		let node: PlaceNode = {
			className,
			name: "main",
			properties: { Source: PRINT_PLACE, ...properties },
			attributes: {},
			tags: [],
			children: [],
		};
		for (let index = path.size() - 1; index >= 0; index -= 1) {
			node = { ...holding(path[index]), children: [node] };
		}
		return node;
	}

	/** What is printed on the server, and on Ann's machine, in the order of the alphabet. */
	function printedWith(place: ReadonlyArray<PlaceNode>): { server: string; client: string } {
		const universe = places.createUniverse();
		places.headless.startServerWith(universe, place).join(ANN);
		universe.runFor(30);
		const of = (realm: string) =>
			places.lines
				.filter((line) => line.realm === realm)
				.map((line) => line.text)
				.sort((a, b) => a < b)
				.join("|");
		return { server: of("server 1"), client: of("client Ann") };
	}

	describe("where scripts run", () => {
		it("is ServerScriptService and Workspace for a Script, and ReplicatedStorage too if it says Server", () => {
			for (const context of ["Legacy", "Server"]) {
				places = new SmallPlaces();
				const services = ["ServerScriptService", "Workspace", "ReplicatedStorage", "ServerStorage", "Lighting"];
				const place = services.map((service) => scriptIn("Script", { RunContext: context }, service));
				const shared = context === "Server" ? "ReplicatedStorage.main|" : "";
				const { server, client } = printedWith(place);
				expect(server).to.equal(`${shared}ServerScriptService.main|Workspace.main`);
				expect(client).to.equal("");
			}
		});

		it("is on every client, in what it has a copy of, for a Script that says Client", () => {
			const services = ["ServerScriptService", "Workspace", "ReplicatedStorage", "ReplicatedFirst"];
			const place = services.map((service) => scriptIn("Script", { RunContext: "Client" }, service));
			const { server, client } = printedWith(place);
			expect(server).to.equal("");
			expect(client).to.equal("ReplicatedFirst.main|ReplicatedStorage.main|Workspace.main");
		});

		it("is the original in StarterPlayerScripts and the player's copy for a Script that says Client", () => {
			const { client } = printedWith([
				scriptIn("Script", { RunContext: "Client" }, "StarterPlayer", "StarterPlayerScripts"),
			]);
			expect(client).to.equal("Players.Ann.PlayerScripts.main|StarterPlayer.StarterPlayerScripts.main");
		});

		it("is a player's own things and ReplicatedFirst for a LocalScript", () => {
			const { client } = printedWith([
				scriptIn("LocalScript", {}, "StarterPlayer", "StarterPlayerScripts"),
				scriptIn("LocalScript", {}, "ReplicatedFirst"),
				scriptIn("LocalScript", {}, "ReplicatedStorage"),
				scriptIn("LocalScript", {}, "Workspace"),
			]);
			expect(client).to.equal("Players.Ann.PlayerScripts.main|ReplicatedFirst.main");
		});
	});

	describe("a script", () => {
		/** A disabled script beside the one that is given, which finds it as `other`. */
		function withOther(source: string, otherSource: string): string {
			const universe = places.createUniverse();
			const other = scriptIn("Script", { Source: otherSource, Disabled: true }, "ServerStorage");
			places.headless.startServerWith(universe, [
				other,
				serverScript(`local other = game.ServerStorage.main\n${source}`),
			]);
			universe.runFor(20);
			expect(universe.errors.size()).to.equal(0);
			return places.texts("print").join("|");
		}

		it("starts when it is enabled where scripts run, at the end of the step, and only once", () => {
			const source = `
				other.Parent = game.ServerScriptService
				task.wait(1)
				print("enabling")
				other.Enabled = true
				other.Parent = workspace
				print(other.Disabled, other.RunContext)
			`;
			expect(withOther(source, 'print("runs")')).to.equal("enabling|false Enum.RunContext.Legacy|runs");
		});

		it("starts when a copy of it is put where scripts run", () => {
			const source = `
				other.Disabled = false
				local copy = other:Clone()
				task.wait(1)
				print("cloned")
				copy.Parent = workspace
			`;
			expect(withOther(source, PRINT_PLACE)).to.equal("cloned|Workspace.main");
		});

		const BUSY = `
			game.ReplicatedStorage.ChildAdded:Connect(function() print("heard") end)
			task.delay(5, print, "delayed")
			task.spawn(function() while true do task.wait(1) print("ticks") end end)
			local inner = coroutine.wrap(function() task.wait(3) print("inner") end)
			inner()
		`;
		const poke = "Instance.new('Folder').Parent = game.ReplicatedStorage";

		for (const [how, stop] of [
			["disabled", "other.Disabled = true"],
			["destroyed", "other:Destroy()"],
		] as const) {
			it(`ends with all its threads and connections when it is ${how}`, () => {
				const source = `
					other.Disabled = false
					other.Parent = workspace
					task.wait(1.5)
					${poke}
					${stop}
					${poke}
				`;
				expect(withOther(source, BUSY)).to.equal("ticks|heard");
			});
		}

		it("that ends itself gets as far as it next waits", () => {
			const source = "other.Disabled = false other.Parent = workspace";
			expect(withOther(source, 'script:Destroy() print("last") task.wait() print("never")')).to.equal("last");
		});

		it("begins anew when it is enabled again", () => {
			const source = `
				other.Disabled = false
				other.Parent = workspace
				task.wait(1)
				other.Disabled = true
				task.wait(1)
				other.Disabled = false
			`;
			expect(withOther(source, 'print("begins") task.wait(10) print("goes on")')).to.equal("begins|begins|goes on");
		});

		it("runs on a client when the server puts it there while the game runs", () => {
			const universe = places.createUniverse();
			const place = [
				scriptIn("Script", { RunContext: "Client" }, "ServerStorage"),
				serverScript("task.wait(5) game.ServerStorage.main:Clone().Parent = game.ReplicatedStorage"),
			];
			places.headless.startServerWith(universe, place).join(ANN);
			universe.runFor(10);
			expect(places.lines.map((line) => `${line.realm} ${line.text}`).join("|")).to.equal(
				"client Ann ReplicatedStorage.main",
			);
		});
	});

	// platform.md 5 knows nothing of them; EC/DataModel.yaml has them
	it("knows whether its server is a private one", () => {
		const universe = places.createUniverse();
		const place = [serverScript("print(game.PrivateServerId, game.PrivateServerOwnerId)")];
		places.headless.startServerWith(universe, place);
		places.headless.startServerWith(universe, place, { privateServerId: "code", privateServerOwnerId: 7 });
		universe.runFor(1);
		expect(places.texts().join("|")).to.equal(" 0|code 7");
	});
};
