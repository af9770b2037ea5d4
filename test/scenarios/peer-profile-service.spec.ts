/// <reference types="@rbxts/testez/globals" />
import { findHeadless } from "./support/headless";
import { PeerUniverse } from "./support/peer";

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

interface Stored {
	Data: { Coins: number };
	MetaData: { ActiveSession?: unknown };
}

export = () => {
	if (findHeadless() === undefined) SKIP();

	let peer: PeerUniverse;
	const stored = () => peer.universe.cloud.inspect("Players", "p1") as Stored | undefined;

	beforeEach(() => {
		peer = new PeerUniverse(PRELUDE, 2);
	});

	afterEach(() => {
		expect(peer.problems()).to.equal("");
	});

	it("loads a new profile, saves it, and gives it free", () => {
		const server = peer.boot();
		peer.run(server, `${LOAD} profile.Data.Coins = 5 task.wait(30) profile:Release() print("released")`);
		peer.universe.runFor(20);
		expect(peer.said()).to.equal("loaded 0");
		expect(stored()!.MetaData.ActiveSession).to.be.ok();
		peer.universe.runFor(60);
		expect(stored()!.Data.Coins).to.equal(5);
		expect(stored()!.MetaData.ActiveSession).to.equal(undefined);
	});

	it("hands a profile to the server that the player hops to", () => {
		const [a, b] = [peer.boot(), peer.boot()];
		peer.run(a, `${LOAD} profile:ListenToRelease(function() print("gone") end) profile.Data.Coins = 7`);
		peer.universe.runFor(20);
		peer.run(b, LOAD);
		peer.universe.runFor(120);
		expect(peer.said()).to.equal("loaded 0|gone|loaded 7");
	});

	it("delivers a global update to a player who was offline", () => {
		const [a, b] = [peer.boot(), peer.boot()];
		peer.run(
			a,
			`store:GlobalUpdateProfileAsync("p1", function(updates) updates:AddActiveUpdate({ Gift = 9 }) end)
			print("sent")`,
		);
		peer.universe.runFor(20);
		peer.run(
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
		peer.universe.runFor(120);
		expect(peer.said()).to.equal("sent|loaded 0|gift 9");
	});

	it("saves when the server closes", () => {
		const server = peer.boot();
		peer.run(server, `${LOAD} profile.Data.Coins = 11`);
		peer.universe.runFor(20);
		server.close("DeveloperShutdown");
		peer.universe.runFor(40);
		expect(server.state).to.equal("closed");
		expect(stored()!.Data.Coins).to.equal(11);
		expect(stored()!.MetaData.ActiveSession).to.equal(undefined);
	});

	it("steals a profile from a server that has crashed, without what that one had not saved", () => {
		const [a, b] = [peer.boot(), peer.boot()];
		peer.run(a, `${LOAD} profile.Data.Coins = 3 task.wait(60) profile.Data.Coins = 4`);
		peer.universe.runFor(61);
		a.crash();
		peer.run(b, LOAD);
		peer.universe.runFor(200);
		expect(peer.said()).to.equal("loaded 0|loaded 3");
	});
};
