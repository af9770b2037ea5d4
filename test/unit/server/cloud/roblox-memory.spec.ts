/// <reference types="@rbxts/testez/globals" />
import { RobloxMemory } from "../../../../src/server/cloud/roblox-memory";
import { connectServer, createSimulatedServer, SimulatedServer } from "../support/simulated-server";

const EXPIRY_SECONDS = 60;

export = () => {
	let server: SimulatedServer;

	beforeEach(() => {
		server = createSimulatedServer({}, 50);
	});

	it("updates an item by compare-and-set, and gives what was written", () => {
		const { memory } = server;
		const first = memory.update("Map", "k", (stored) => (stored === undefined ? 1 : 2), EXPIRY_SECONDS);
		expect(first.ok && first.value).to.equal(1);
		const second = memory.update("Map", "k", (stored) => (stored as number) + 10, EXPIRY_SECONDS);
		expect(second.ok && second.value).to.equal(11);
		const other = connectServer(server.cloud).memory.read("Map", "k");
		expect(other.ok && other.value).to.equal(11);
	});

	it("leaves an item alone for which the transform gives nothing", () => {
		const { memory } = server;
		memory.update("Map", "k", () => 1, EXPIRY_SECONDS);
		const cancelled = memory.update("Map", "k", () => undefined, EXPIRY_SECONDS);
		expect(cancelled.ok && cancelled.value === undefined).to.equal(true);
		const read = memory.read("Map", "k");
		expect(read.ok && read.value).to.equal(1);
	});

	it("removes an item, and reads nothing where there is none", () => {
		const { memory } = server;
		memory.update("Map", "k", () => 1, EXPIRY_SECONDS);
		expect(memory.remove("Map", "k").ok).to.equal(true);
		const read = memory.read("Map", "k");
		expect(read.ok && read.value === undefined).to.equal(true);
	});

	it("lists every item, through all pages", () => {
		const { memory, services, cloud } = server;
		const map = services.MemoryStoreService.GetHashMap("Map");
		let done = 0;
		for (let index = 1; index <= 450; index += 1) {
			task.spawn(() => {
				map.SetAsync(`k${index}`, index, EXPIRY_SECONDS);
				done += 1;
			});
		}
		task.wait(0.5);
		expect(done).to.equal(450);
		const listed = memory.list("Map");
		assert(listed.ok);
		expect(listed.value.size()).to.equal(450);
		expect(listed.value.reduce((sum, item) => sum + (item.value as number), 0)).to.equal((450 * 451) / 2);
		expect(new Set(listed.value.map((item) => item.key)).size()).to.equal(450);
		expect(cloud.requests["MemoryStoreHashMap.ListItemsAsync"]).to.equal(3);
		const empty = memory.list("Nothing");
		expect(empty.ok && empty.value.size()).to.equal(0);
	});

	it("fails as a whole when one page of a listing fails", () => {
		const { memory, services, cloud } = server;
		const map = services.MemoryStoreService.GetHashMap("Map");
		for (let index = 1; index <= 250; index += 1) {
			task.spawn(() => map.SetAsync(`k${index}`, index, EXPIRY_SECONDS));
		}
		task.wait(0.5);
		let requests = 0;
		cloud.faults.interfere = () => {
			requests += 1;
			return requests === 2 ? { kind: "throttled" } : undefined;
		};
		const listed = memory.list("Map");
		expect(!listed.ok && listed.error.retryable).to.equal(true);
	});

	it("gives a failure as a value, with its status and whether to try again", () => {
		const { memory, cloud } = server;
		const kindOf = (result: ReturnType<RobloxMemory["read"]>) =>
			result.ok ? "ok" : `${result.error.message.match("^%w+")[0]} ${result.error.retryable}`;
		expect(kindOf(memory.update("Map", "k", () => string.rep("x", 40_000), EXPIRY_SECONDS))).to.equal(
			"ItemValueSizeTooLarge false",
		);
		expect(kindOf(memory.update("Map", "k", () => 1, -1))).to.equal("InvalidExpirationTime false");
		expect(kindOf(memory.update("Map", "k", () => error("mistake", 0), EXPIRY_SECONDS))).to.equal("mistake false");
		cloud.faults.interfere = () => ({ kind: "throttled" });
		expect(kindOf(memory.read("Map", "k"))).to.equal("RequestThrottled true");
		cloud.faults.interfere = () => ({ kind: "failed" });
		expect(kindOf(memory.list("Map"))).to.equal("InternalError true");
		expect(kindOf(memory.remove("Map", "k"))).to.equal("InternalError true");
	});

	it("fails, and never throws, in a place that was never published", () => {
		const memory = new RobloxMemory({
			GetHashMap() {
				return error("You must publish this place to the web to access MemoryStore.", 0) as never;
			},
		});
		const results = [
			memory.update("Map", "k", () => 1, EXPIRY_SECONDS),
			memory.read("Map", "k"),
			memory.remove("Map", "k"),
			memory.list("Map"),
		];
		for (const result of results) {
			expect(!result.ok && !result.error.retryable && result.error.unsent).to.equal(true);
		}
	});
};
