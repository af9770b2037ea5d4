/// <reference types="@rbxts/testez/globals" />
import { findHeadless } from "./support/headless";
import { LAPIS, LapisRecord } from "./support/lapis";
import { PeerUniverse } from "./support/peer";

/*
 * Code that nobody here wrote, as npm delivers it: where it cannot run, the engine is wrong.
 */

const LOAD = `
	local document = players:load("p1"):expect()
	print("loaded", document:read().coins)
`;

// Lapis' own: it saves every document every five minutes, and tries 20 times a second apart to open one.
const AUTOSAVE_SECONDS = 300;
const LOAD_SECONDS = 40;

export = () => {
	if (findHeadless() === undefined) SKIP();

	let peer: PeerUniverse;
	const stored = () => peer.universe.cloud.inspect("Players", "p1") as LapisRecord | undefined;

	beforeEach(() => {
		peer = new PeerUniverse(LAPIS, 6);
	});

	afterEach(() => {
		expect(peer.problems()).to.equal("");
	});

	it("gives a new document the default data, and locks it in the store", () => {
		const server = peer.boot();
		peer.run(server, LOAD);
		peer.universe.runFor(10);
		expect(peer.said()).to.equal("loaded 0");
		expect(stored()!.data.coins).to.equal(0);
		expect(stored()!.lockId).to.be.a("string");
	});

	it("saves when it is told to, and keeps the document open", () => {
		const server = peer.boot();
		peer.run(server, `${LOAD} document:write({ coins = 5 }) document:save():expect() print("saved")`);
		peer.universe.runFor(10);
		expect(peer.said()).to.equal("loaded 0|saved");
		expect(stored()!.data.coins).to.equal(5);
		expect(stored()!.lockId).to.be.a("string");
	});

	it("saves by itself every five minutes", () => {
		const server = peer.boot();
		peer.run(server, `${LOAD} document:write({ coins = 6 })`);
		peer.universe.runFor(AUTOSAVE_SECONDS - 10);
		expect(stored()!.data.coins).to.equal(0);
		peer.universe.runFor(20);
		expect(stored()!.data.coins).to.equal(6);
		expect(peer.universe.cloud.requests.UpdateAsync).to.equal(2);
	});

	it("saves at the end, gives the lock back, and takes no more changes", () => {
		const server = peer.boot();
		peer.run(
			server,
			`${LOAD} document:write({ coins = 7 }) document:close():expect()
			print("closed", pcall(document.write, document, { coins = 8 }))`,
		);
		peer.universe.runFor(10);
		expect(peer.printed[1].match("^closed false .*Cannot write to a closed document")[0]).to.be.ok();
		expect(stored()!.data.coins).to.equal(7);
		expect(stored()!.lockId).to.equal(undefined);
	});

	it("opens on a second server what the first has closed", () => {
		const [a, b] = [peer.boot(), peer.boot()];
		peer.run(a, `${LOAD} document:write({ coins = 9 }) document:close():expect() print("closed")`);
		peer.universe.runFor(10);
		peer.run(b, LOAD);
		peer.universe.runFor(10);
		expect(peer.said()).to.equal("loaded 0|closed|loaded 9");
	});

	it("refuses a second server while the first has the document open, and lets it in once it is closed", () => {
		const [a, b] = [peer.boot(), peer.boot()];
		peer.run(a, `${LOAD} task.wait(60) document:write({ coins = 3 }) document:close():expect()`);
		peer.universe.runFor(10);
		peer.run(b, 'players:load("p1"):catch(function(reason) print("refused", reason) end)');
		peer.universe.runFor(LOAD_SECONDS);
		expect(peer.said()).to.equal("loaded 0|refused DataStoreFailure(Could not acquire lock)");
		peer.universe.runFor(60);
		peer.run(b, LOAD);
		peer.universe.runFor(10);
		expect(peer.printed[2]).to.equal("loaded 3");
	});

	it("reads a document that is open elsewhere, without its lock", () => {
		const [a, b] = [peer.boot(), peer.boot()];
		peer.run(a, `${LOAD} document:write({ coins = 4 }) document:save():expect()`);
		peer.universe.runFor(10);
		const lock = stored()!.lockId;
		peer.run(b, 'print("read", players:read("p1"):expect().coins)');
		peer.universe.runFor(10);
		expect(peer.said()).to.equal("loaded 0|read 4");
		expect(stored()!.lockId).to.equal(lock);
	});

	it("saves and closes when the server shuts down", () => {
		const server = peer.boot();
		peer.run(server, `${LOAD} document:write({ coins = 11 })`);
		peer.universe.runFor(20);
		server.close("DeveloperShutdown");
		peer.universe.runFor(40);
		expect(server.state).to.equal("closed");
		expect(stored()!.data.coins).to.equal(11);
		expect(stored()!.lockId).to.equal(undefined);
	});

	it("opens what a crashed server had open after half an hour, without what that one had not saved", () => {
		const [a, b] = [peer.boot(), peer.boot()];
		peer.run(a, `${LOAD} document:write({ coins = 2 }) document:save():expect() document:write({ coins = 3 })`);
		peer.universe.runFor(20);
		a.crash();
		peer.universe.runFor(30 * 60);
		peer.run(b, LOAD);
		peer.universe.runFor(10);
		expect(peer.said()).to.equal("loaded 0|loaded 2");
	});

	it("brings an older document up to date, and says who it belongs to", () => {
		const server = peer.boot();
		peer.run(
			server,
			`local old = Lapis.createCollection("Pets", { defaultData = { names = "Rex,Tom" } })
			old:load("p1", { 77 }):expect():close():expect()`,
		);
		peer.universe.runFor(10);
		peer.run(
			peer.boot(),
			`local pets = Lapis.createCollection("Pets", {
				defaultData = { names = {} },
				migrations = { function(data) return { names = string.split(data.names, ",") } end },
				validate = function(data) return type(data.names) == "table", "names are a list" end,
			})
			local document = pets:load("p1"):expect()
			print(#document:read().names, document:keyInfo():GetUserIds()[1])
			print((pcall(document.write, document, { names = "none" })))`,
		);
		peer.universe.runFor(10);
		expect(peer.said()).to.equal("2 77|false");
	});
};
