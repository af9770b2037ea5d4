/// <reference types="@rbxts/testez/globals" />
import { findHeadless } from "./support/headless";
import { PeerUniverse } from "./support/peer";

/*
 * Code that nobody here wrote, as npm delivers it: where it cannot run, the engine is wrong.
 */

const PRELUDE = `
	local modules = game.ReplicatedStorage.rbxts_include.node_modules["@rbxts"]
	local ProfileStore = require(modules["profile-store"].src)
	local store = ProfileStore.New("Players", { Coins = 0 })
`;

const LOAD = `
	local profile = store:StartSessionAsync("p1")
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
		peer = new PeerUniverse(PRELUDE, 4);
	});

	afterEach(() => {
		expect(peer.problems()).to.equal("");
	});

	it("starts a session, saves at its end, and gives the profile free", () => {
		const server = peer.boot();
		peer.run(server, `${LOAD} profile.Data.Coins = 5 task.wait(30) profile:EndSession() print("ended")`);
		peer.universe.runFor(20);
		expect(peer.said()).to.equal("loaded 0");
		expect(stored()!.MetaData.ActiveSession).to.be.ok();
		peer.universe.runFor(60);
		expect(stored()!.Data.Coins).to.equal(5);
		expect(stored()!.MetaData.ActiveSession).to.equal(undefined);
	});

	it("hands a profile over when the player hops, by a message to the server that has it", () => {
		const [a, b] = [peer.boot(), peer.boot()];
		peer.run(a, `${LOAD} profile.OnSessionEnd:Connect(function() print("gone") end) profile.Data.Coins = 7`);
		peer.universe.runFor(20);
		peer.run(b, LOAD);
		peer.universe.runFor(120);
		expect(peer.said()).to.equal("loaded 0|gone|loaded 7");
	});

	it("delivers a message to a player who was offline", () => {
		const [a, b] = [peer.boot(), peer.boot()];
		peer.run(a, 'print("sent", store:MessageAsync("p1", { Gift = 9 }))');
		peer.universe.runFor(20);
		peer.run(
			b,
			`${LOAD}
			profile:MessageHandler(function(message, processed)
				print("gift", message.Gift)
				processed()
			end)`,
		);
		peer.universe.runFor(60);
		expect(peer.said()).to.equal("sent true|loaded 0|gift 9");
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
		peer.run(a, `${LOAD} profile.Data.Coins = 3 profile:Save() task.wait(30) profile.Data.Coins = 4`);
		peer.universe.runFor(40);
		a.crash();
		peer.run(b, LOAD);
		peer.universe.runFor(200);
		expect(peer.said()).to.equal("loaded 0|loaded 3");
	});
};
