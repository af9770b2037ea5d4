/// <reference types="@rbxts/testez/globals" />
import { RobloxStores } from "../../../../src/server/cloud/roblox-stores";
import { connectServer, createSimulatedServer, SimulatedServer } from "../support/simulated-server";

interface Stored {
	readonly coins: number;
}

export = () => {
	let server: SimulatedServer;

	const stored = () => server.cloud.inspect("Store", "k") as Stored | undefined;
	const put = (coins: number) => server.stores.update("Store", "k", () => ({ value: { coins }, userIds: [7, 8] }));

	beforeEach(() => {
		server = createSimulatedServer();
	});

	describe("an update", () => {
		it("writes what the transform gives, and hands it what is stored and whose it is", () => {
			expect(put(1).ok).to.equal(true);
			let seen = "";
			const result = server.stores.update("Store", "k", (value, userIds) => {
				seen = `${(value as Stored).coins} ${userIds.join(",")}`;
				return { value: { coins: 2 }, userIds };
			});
			expect(result.ok).to.equal(true);
			expect(seen).to.equal("1 7,8");
			expect(stored()!.coins).to.equal(2);
		});

		it("of a key that holds nothing sees nothing, and nobody", () => {
			let seen = "";
			server.stores.update("Store", "k", (value, userIds) => {
				seen = `${value} ${userIds.size()}`;
				return undefined;
			});
			expect(seen).to.equal("nil 0");
			expect(stored()).to.equal(undefined);
		});

		it("gives the service's words when it fails, and whether to try again", () => {
			server.cloud.faults.interfere = () => ({ kind: "failed" });
			const failed = put(1);
			expect(!failed.ok && failed.error.retryable).to.equal(true);
			expect(!failed.ok && failed.error.message.sub(1, 4)).to.equal("502:");
			server.cloud.faults.interfere = () => ({ kind: "failed", text: "105: Serialized value exceeds limit." });
			const refused = put(1);
			expect(!refused.ok && refused.error.retryable).to.equal(false);
			expect(stored()).to.equal(undefined);
		});

		it("that failed may have been applied, unless it says that it was never sent", () => {
			server.cloud.faults.interfere = ({ operation }) =>
				operation === "UpdateAsync (write)" ? { kind: "unanswered" } : undefined;
			const unanswered = put(1);
			expect(!unanswered.ok && unanswered.error.unsent).to.equal(undefined);
			expect(stored()!.coins).to.equal(1);
			server.cloud.faults.interfere = () => ({ kind: "queueFull" });
			const dropped = put(2);
			expect(!dropped.ok && dropped.error.unsent).to.equal(true);
			expect(!dropped.ok && dropped.error.retryable).to.equal(true);
			expect(stored()!.coins).to.equal(1);
		});

		it("whose transform throws or yields writes nothing and is not to be repeated, whatever the platform does then", () => {
			for (const transformFailure of ["throws", "returnsNil"] as const) {
				const { stores, cloud } = createSimulatedServer({ switches: { transformFailure } });
				const threw = stores.update("Store", "k", () => error("a mistake", 0));
				expect(!threw.ok && threw.error.message).to.equal("a mistake");
				expect(!threw.ok && threw.error.retryable).to.equal(false);
				const yielded = stores.update("Store", "k", () => {
					task.wait();
					return { value: {}, userIds: [] };
				});
				expect(!yielded.ok && yielded.error.retryable).to.equal(false);
				expect(cloud.inspect("Store", "k")).to.equal(undefined);
			}
		});

		it("in a place that was never published fails instead of throwing", () => {
			const stores = new RobloxStores({
				GetDataStore() {
					return error("You must publish this place to the web to access DataStore.", 0) as never;
				},
				GetRequestBudgetForRequestType() {
					return 0;
				},
			});
			const updated = stores.update("Store", "k", () => undefined);
			expect(!updated.ok && updated.error.retryable).to.equal(false);
			const read = stores.read("Store", "k");
			expect(!read.ok && read.error.unsent).to.equal(true);
		});
	});

	describe("a read", () => {
		it("sees what another server has just written, past the cache", () => {
			const other = connectServer(server.cloud);
			put(1);
			expect(other.stores.read("Store", "k").ok).to.equal(true);
			put(2);
			const read = other.stores.read("Store", "k");
			expect(read.ok && (read.value as Stored).coins).to.equal(2);
			expect(server.cloud.requests.GetAsync).to.equal(2);
		});

		it("of nothing is nothing, and a failure is a value", () => {
			const nothing = server.stores.read("Store", "k");
			expect(nothing.ok && nothing.value === undefined).to.equal(true);
			server.cloud.faults.interfere = () => ({ kind: "throttled" });
			const failed = server.stores.read("Store", "k");
			expect(!failed.ok && failed.error.retryable).to.equal(true);
		});
	});

	describe("a listing of keys", () => {
		const names = (prefix: string, cursor?: string) => {
			const listed = server.stores.listKeys("Store", prefix, cursor, 2);
			if (!listed.ok) return error(listed.error.message);
			return { text: listed.value.keys.join(" "), cursor: listed.value.cursor };
		};

		it("gives those that begin so and hold something, page by page", () => {
			for (const key of ["a1", "a2", "a3", "b1"]) {
				server.stores.update("Store", key, () => ({ value: { key }, userIds: [] }));
			}
			server.services.DataStoreService.GetDataStore("Store").RemoveAsync("a2");
			const first = names("a");
			expect(first.text).to.equal("a1 a3");
			expect(first.cursor).to.equal(undefined);
			const all = names("");
			expect(all.text).to.equal("a1 a3");
			const rest = names("", all.cursor);
			expect(rest.text).to.equal("b1");
			expect(rest.cursor).to.equal(undefined);
			expect(names("x").text).to.equal("");
		});

		it("gives the service's words when it fails", () => {
			const stale = server.stores.listKeys("Store", "", "never a cursor", 2);
			expect(!stale.ok && stale.error.retryable).to.equal(false);
			server.cloud.faults.interfere = () => ({ kind: "failed" });
			const failed = server.stores.listKeys("Store", "", undefined, 2);
			expect(!failed.ok && failed.error.retryable).to.equal(true);
		});
	});

	describe("keys and versions", () => {
		const update = (key: string, coins: number) =>
			server.stores.update("Store", key, () => ({ value: { coins }, userIds: [] }));

		it("lists keys that hold something, by name, a page at a time", () => {
			for (const key of ["b", "a", "~b/a", "c", "d"]) update(key, 1);
			server.stores.remove("Store", "b");
			const seen = new Array<string>();
			let cursor: string | undefined;
			let pages = 0;
			do {
				const page = server.stores.listKeys("Store", "", cursor, 2);
				if (!page.ok) error(page.error.message);
				for (const key of page.value.keys) seen.push(key);
				cursor = page.value.cursor;
				pages += 1;
			} while (cursor !== undefined);
			expect(seen.join(" ")).to.equal("a c d ~b/a");
			expect(pages >= 2).to.equal(true);
			const own = server.stores.listKeys("Store", "~b/", undefined, 50);
			expect(own.ok && own.value.keys.join(",")).to.equal("~b/a");
			expect(own.ok && own.value.cursor).to.equal(undefined);
		});

		it("lists versions, the newest first, and reads them; a removal is one", () => {
			update("k", 1);
			server.stores.remove("Store", "k");
			const listed = server.stores.listVersions("Store", "k", {});
			expect(listed.ok && listed.value.size()).to.equal(2);
			const [removed, written] = listed.ok ? listed.value : [];
			expect(removed.deleted).to.equal(true);
			expect(written.deleted).to.equal(false);
			// The real clock has whole seconds here and there.
			expect(math.abs(written.at - os.time()) < 60).to.equal(true);
			const read = server.stores.readVersion("Store", "k", written.version);
			expect(read.ok && (read.value as Stored).coins).to.equal(1);
			const earlier = server.stores.listVersions("Store", "k", { to: written.at - 10 });
			expect(earlier.ok && earlier.value.size()).to.equal(0);
			const later = server.stores.listVersions("Store", "k", { from: written.at, to: written.at + 60 });
			expect(later.ok && later.value.size() >= 1).to.equal(true);
			const nothing = server.stores.read("Store", "k");
			expect(nothing.ok && nothing.value === undefined).to.equal(true);
		});

		it("give failures as values", () => {
			server.cloud.faults.interfere = () => ({ kind: "throttled" });
			expect(server.stores.listKeys("Store", "", undefined, 10).ok).to.equal(false);
			expect(server.stores.listVersions("Store", "k", {}).ok).to.equal(false);
			expect(server.stores.readVersion("Store", "k", "v").ok).to.equal(false);
			expect(server.stores.remove("Store", "k").ok).to.equal(false);
		});
	});

	describe("the budgets", () => {
		const budgets = (answers: Record<string, number | undefined>) =>
			new RobloxStores({
				GetDataStore() {
					return error("no store is asked for") as never;
				},
				GetRequestBudgetForRequestType(requestType) {
					return answers[requestType.Name] ?? (error("Unable to cast value to DataStoreRequestType", 0) as never);
				},
			});

		it("are those of the platform, and an update needs both", () => {
			const { stores } = createSimulatedServer({ limits: { startBurst: 40 } });
			expect(stores.updateBudget()).to.equal(40);
			stores.read("Store", "k");
			expect(stores.readBudget()).to.equal(39);
			expect(budgets({ StandardRead: 9, StandardWrite: 4 }).updateBudget()).to.equal(4);
			expect(budgets({ StandardRead: 2, StandardWrite: 4 }).updateBudget()).to.equal(2);
			expect(budgets({ StandardRead: 9, StandardWrite: 4 }).readBudget()).to.equal(9);
		});

		it("are the older ones where the newer are not known, and without end where there are none", () => {
			const older = budgets({ GetAsync: 7, UpdateAsync: 3 });
			expect(older.updateBudget()).to.equal(3);
			expect(older.readBudget()).to.equal(7);
			expect(budgets({}).updateBudget()).to.equal(math.huge);
			expect(budgets({}).readBudget()).to.equal(math.huge);
		});
	});
};
