/// <reference types="@rbxts/testez/globals" />
import type { ControlledServer, ControlledUniverse, HeadlessControlApi } from "../headless/host/control-api";
import { findHeadless } from "./support/headless";

/*
 * Code that nobody here wrote, as npm delivers it: where it cannot run, the engine is wrong.
 */

const PRELUDE = `
	local modules = game.ReplicatedStorage.rbxts_include.node_modules["@rbxts"]
	local ProfileService = require(modules.profileservice.src)
	local store = ProfileService.GetProfileStore("Players", { Coins = 0 })
`;

const LOAD = `
	local profile = store:LoadProfileAsync("p1", "ForceLoad")
	print("loaded", profile and profile.Data.Coins)
`;

export = () => {
	if (findHeadless() === undefined) SKIP();

	let headless: HeadlessControlApi;
	let universe: ControlledUniverse;
	let printed: Array<string>;

	const boot = (): ControlledServer => headless.startServer(universe);
	const run = (server: ControlledServer, source: string) => headless.run(server, PRELUDE + source);
	interface Stored {
		Data: { Coins: number };
		MetaData: { ActiveSession?: unknown };
	}
	const stored = () => universe.cloud.inspect("Players", "p1") as Stored | undefined;

	beforeEach(() => {
		headless = findHeadless()!;
		printed = [];
		universe = headless.createUniverse({
			seed: 2,
			onOutput: (line) => line.kind === "print" && printed.push(line.text),
		});
	});

	afterEach(() => {
		expect(universe.errors.map((line) => line.text).join("\n")).to.equal("");
	});

	it("loads a new profile, saves it, and gives it free", () => {
		const server = boot();
		run(server, `${LOAD} profile.Data.Coins = 5 task.wait(30) profile:Release() print("released")`);
		universe.runFor(20);
		expect(printed.join("|")).to.equal("loaded 0");
		expect(stored()!.MetaData.ActiveSession).to.be.ok();
		universe.runFor(60);
		expect(stored()!.Data.Coins).to.equal(5);
		expect(stored()!.MetaData.ActiveSession).to.equal(undefined);
	});

	it("hands a profile to the server that the player hops to", () => {
		const [a, b] = [boot(), boot()];
		run(a, `${LOAD} profile:ListenToRelease(function() print("gone") end) profile.Data.Coins = 7`);
		universe.runFor(20);
		run(b, LOAD);
		universe.runFor(120);
		expect(printed.join("|")).to.equal("loaded 0|gone|loaded 7");
	});

	it("delivers a global update to a player who was offline", () => {
		const [a, b] = [boot(), boot()];
		run(
			a,
			'store:GlobalUpdateProfileAsync("p1", function(updates) updates:AddActiveUpdate({ Gift = 9 }) end) print("sent")',
		);
		universe.runFor(20);
		run(
			b,
			`${LOAD}
			for _, update in profile.GlobalUpdates:GetActiveUpdates() do
				profile.GlobalUpdates:LockActiveUpdate(update[1])
			end
			profile.GlobalUpdates:ListenToNewLockedUpdate(function(id, data)
				print("gift", data.Gift)
				profile.GlobalUpdates:ClearLockedUpdate(id)
			end)`,
		);
		universe.runFor(120);
		expect(printed.join("|")).to.equal("sent|loaded 0|gift 9");
	});

	it("saves when the server closes", () => {
		const server = boot();
		run(server, `${LOAD} profile.Data.Coins = 11`);
		universe.runFor(20);
		server.close("DeveloperShutdown");
		universe.runFor(40);
		expect(server.state).to.equal("closed");
		expect(stored()!.Data.Coins).to.equal(11);
		expect(stored()!.MetaData.ActiveSession).to.equal(undefined);
	});

	it("steals a profile from a server that has crashed, without what that one had not saved", () => {
		const [a, b] = [boot(), boot()];
		run(a, `${LOAD} profile.Data.Coins = 3 task.wait(60) profile.Data.Coins = 4`);
		universe.runFor(61);
		a.crash();
		run(b, LOAD);
		universe.runFor(200);
		expect(printed.size()).to.equal(2);
		expect(printed[1]).to.equal("loaded 3");
	});
};
