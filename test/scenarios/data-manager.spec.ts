/// <reference types="@rbxts/testez/globals" />
import type * as HoldfastServer from "../../src/server";
import type { ControlledServer, ControlledUniverse, HeadlessControlApi } from "../headless/host/control-api";
import { findHeadless } from "./support/headless";

interface Data {
	coins: number;
}

type Opened = HoldfastServer.Session<Data>;

interface Running {
	readonly server: ControlledServer;
	readonly manager: HoldfastServer.DataManager;
	readonly collection: HoldfastServer.Collection<Data>;
}

interface StoredEnvelope {
	readonly epoch: number;
	readonly revision: number;
	readonly lock?: object;
	readonly data?: Data;
}

export = () => {
	if (findHeadless() === undefined) SKIP();

	let headless: HeadlessControlApi;
	let universe: ControlledUniverse;

	const boot = (): Running => {
		const server = headless.startServer(universe);
		const holdfast = headless.load<typeof HoldfastServer>(server, "ReplicatedStorage", "holdfast", "server");
		const manager = new holdfast.DataManager({ cloud: startCloud(server, holdfast) });
		const collection = holdfast.defineCollection<Data>({
			name: "Test",
			backups: "off",
			defaults: () => ({ coins: 0 }),
		});
		inside(server, () => manager.start());
		return { server, manager, collection };
	};
	/** Inside the server, so that it finds that server's services. */
	const startCloud = (server: ControlledServer, holdfast: typeof HoldfastServer) => {
		let cloud: HoldfastServer.CloudPorts | undefined;
		inside(server, () => {
			cloud = holdfast.createRobloxCloud();
		});
		return cloud!;
	};
	/** Runs in a thread of that server, which may wait; what it waits for happens when the universe runs. */
	const inside = (server: ControlledServer, body: () => unknown) => server.realm.spawn(body);

	const open = (running: Running, key = "k", player?: { UserId: number }) => {
		const answer: { session?: Opened; kind?: string; at?: number } = {};
		inside(running.server, () => {
			const opened = running.manager.open(running.collection, key, { player }).expect();
			answer.at = universe.scheduler.now;
			if (opened.ok) answer.session = opened.value;
			else answer.kind = opened.error.kind;
		});
		return answer;
	};
	const stored = (key = "k") => universe.cloud.inspect("Test", key) as StoredEnvelope | undefined;

	beforeEach(() => {
		headless = findHeadless()!;
		universe = headless.createUniverse({ seed: 3 });
	});

	afterEach(() => {
		expect(universe.errors.map((line) => line.text).join("\n")).to.equal("");
	});

	it("opens a new document with one request, and gives it back with one", () => {
		const a = boot();
		const opened = open(a);
		universe.runFor(2);
		expect(opened.session!.data.coins).to.equal(0);
		expect(universe.cloud.requests.UpdateAsync).to.equal(1);
		opened.session!.set(["coins"], 5);
		inside(a.server, () => opened.session!.close().expect());
		universe.runFor(2);
		expect(universe.cloud.requests.UpdateAsync).to.equal(2);
		expect(stored()!.data!.coins).to.equal(5);
		expect(stored()!.revision).to.equal(1);
		expect(stored()!.lock).to.equal(undefined);
	});

	it("asks the owner for a document and gets it with all that was committed, within seconds", () => {
		const [a, b] = [boot(), boot()];
		const first = open(a);
		universe.runFor(2);
		let ending = "";
		first.session!.ended.subscribe((how) => {
			ending = how;
		});
		first.session!.set(["coins"], 7);
		const asked = universe.scheduler.now;
		const second = open(b);
		universe.runFor(20);
		expect(second.session!.data.coins).to.equal(7);
		expect(second.at! - asked < 6).to.equal(true);
		expect(ending).to.equal("handedOver");
		expect(stored()!.epoch).to.equal(2);
	});

	it("takes over after a crash, with what the journal held", () => {
		const [a, b] = [boot(), boot()];
		const first = open(a);
		universe.runFor(2);
		first.session!.set(["coins"], 9);
		inside(a.server, () => first.session!.save().expect());
		universe.runFor(2);
		first.session!.set(["coins"], 10);
		universe.runFor(4);
		a.server.crash();
		const crashed = universe.scheduler.now;
		const second = open(b);
		universe.runFor(100);
		expect(second.session!.data.coins).to.equal(10);
		expect(second.session!.opening.source).to.equal("journal");
		expect(second.at! - crashed < 30).to.equal(true);
		expect(stored()!.epoch).to.equal(2);
	});

	it("refuses the save of an owner that was taken over, and tells the game", () => {
		const [a, b] = [boot(), boot()];
		const first = open(a);
		universe.runFor(2);
		first.session!.set(["coins"], 4);
		let ended = "";
		first.session!.ended.subscribe((state) => {
			ended = state;
		});
		// A's threads stand still, as on a machine that hangs: it renews nothing and is taken for dead.
		const realm = a.server.realm;
		realm.alive = false;
		const second = open(b);
		universe.runFor(100);
		expect(second.session).to.be.ok();
		realm.alive = true;
		let kind = "";
		inside(a.server, () => {
			const saved = first.session!.save().expect();
			kind = saved.ok ? "saved" : saved.error.kind;
		});
		universe.runFor(5);
		expect(kind).to.equal("sessionLost");
		expect(ended).to.equal("lost");
		expect(stored()!.epoch).to.equal(2);
	});

	it("saves and frees a document when its player leaves", () => {
		const a = boot();
		const client = a.server.join({ name: "Ann", userId: 12 });
		const opened = open(a, "ann", { UserId: 12 });
		universe.runFor(2);
		opened.session!.set(["coins"], 3);
		a.server.leave(client);
		universe.runFor(3);
		expect(stored("ann")!.data!.coins).to.equal(3);
		expect(stored("ann")!.lock).to.equal(undefined);
	});

	it("leaves nothing open when the player is gone before the document has come", () => {
		const a = boot();
		const opened = open(a, "ann", { UserId: 12 });
		universe.runFor(3);
		expect(opened.kind).to.equal("playerLeft");
		expect(stored("ann")?.lock).to.equal(undefined);
	});

	it("saves every document when the server closes, within its 30 seconds", () => {
		const a = boot();
		const opened = [1, 2, 3, 4, 5].map((index) => open(a, `k${index}`));
		universe.runFor(2);
		opened.forEach((answer, index) => answer.session!.set(["coins"], index + 1));
		a.server.close("DeveloperShutdown");
		universe.runFor(30);
		expect(a.server.state).to.equal("closed");
		for (const index of [1, 2, 3, 4, 5]) {
			expect(stored(`k${index}`)!.data!.coins).to.equal(index);
			expect(stored(`k${index}`)!.lock).to.equal(undefined);
		}
	});

	it("opens no more once the server closes", () => {
		const a = boot();
		universe.runFor(1);
		inside(a.server, () => a.manager.stop());
		const opened = open(a);
		universe.runFor(2);
		expect(opened.kind).to.equal("shuttingDown");
	});

	it("opens a document again on the same server while its last save is still under way", () => {
		const a = boot();
		const first = open(a);
		universe.runFor(2);
		first.session!.set(["coins"], 8);
		inside(a.server, () => first.session!.close());
		const second = open(a);
		universe.runFor(5);
		expect(second.session!.data.coins).to.equal(8);
		expect(stored()!.epoch).to.equal(2);
	});

	it("refuses to open what is open here already", () => {
		const a = boot();
		open(a);
		const second = open(a);
		universe.runFor(2);
		expect(second.kind).to.equal("alreadyOpen");
	});

	it("refuses a key that a DataStore cannot hold before anything is sent", () => {
		const a = boot();
		const answers = ["", string.rep("k", 51), "\xff"].map((key) => open(a, key));
		universe.runFor(2);
		for (const answer of answers) expect(answer.kind).to.equal("invalidKey");
		expect(universe.cloud.requests.UpdateAsync).to.equal(undefined);
	});

	it("leaves a value that is no Holdfast record as it is", () => {
		const a = boot();
		inside(a.server, () => {
			const load = a.server.scripts.globals.game as DataModel;
			load.GetService("DataStoreService").GetDataStore("Test").SetAsync("k", { old: "save" });
		});
		universe.runFor(2);
		const opened = open(a);
		universe.runFor(2);
		expect(opened.kind).to.equal("unreadableRecord");
		expect((stored() as unknown as { old: string }).old).to.equal("save");
	});

	it("writes a document that changed within the autosave interval, with one request", () => {
		const a = boot();
		const opened = open(a);
		universe.runFor(2);
		opened.session!.set(["coins"], 2);
		universe.runFor(601);
		expect(stored()!.data!.coins).to.equal(2);
		expect(universe.cloud.requests.UpdateAsync <= 4).to.equal(true);
	});
};
