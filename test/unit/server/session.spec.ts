/// <reference types="@rbxts/testez/globals" />
import { DataManager, defineCollection, Session } from "../../../src/server";
import { StoredRecord } from "../../../src/server/store/record";
import { createMemoryCloud, MemoryCloud } from "./support/memory-cloud";

interface Data {
	coins: number;
	items: Array<{ id: string; amount: number }>;
	flags: Map<string, boolean>;
	note?: string;
}

const COLLECTION = defineCollection({
	backups: "off",
	name: "C",
	defaults: (): Data => ({ coins: 10, items: [{ id: "torch", amount: 1 }], flags: new Map() }),
});

export = () => {
	let cloud: MemoryCloud;
	let manager: DataManager;
	let session: Session<Data>;

	const stored = () => cloud.values.get("C/k") as StoredRecord;

	beforeEach(() => {
		cloud = createMemoryCloud();
		manager = new DataManager({ cloud: cloud.ports });
		manager.start();
		const opened = manager.open(COLLECTION, "k").expect();
		if (!opened.ok) error(opened.error.message);
		session = opened.value;
	});

	afterEach(() => {
		manager.stop().await();
	});

	describe("a change", () => {
		it("is a commit: visible at once, one revision more, told with its patch", () => {
			let told = "";
			session.committed.subscribe((commit) => {
				told = `${commit.patch.from}→${commit.patch.to} ${commit.patch.changes.size()} ${commit.data.coins}`;
			});
			const result = session.increment(["coins"], 5);
			expect(result.ok && result.value!.patch.to).to.equal(1);
			expect(session.data.coins).to.equal(15);
			expect(session.revision).to.equal(1);
			expect(told).to.equal("0→1 1 15");
		});

		it("that changes nothing is no commit", () => {
			const result = session.update((draft) => {
				draft.coins += 0;
			});
			expect(result.ok && result.value === undefined).to.equal(true);
			expect(session.revision).to.equal(0);
			expect(session.isDirty()).to.equal(false);
		});

		it("works at a path, on a copy of what is there", () => {
			const before = session.data;
			session.update(["items"], (items) => {
				items[0].amount = 7;
			});
			session.set(["note"], "hello");
			session.insert(["items"], { id: "sword", amount: 1 }, 0);
			session.update(["coins"], (coins) => coins * 2);
			expect(session.data.items.map((item) => `${item.id}${item.amount}`).join(",")).to.equal("sword1,torch7");
			expect(session.data.coins).to.equal(20);
			expect(session.data.note).to.equal("hello");
			session.remove(["note"]);
			session.remove(["items", 0]);
			expect(session.data.note).to.equal(undefined);
			expect(session.data.items[0].id).to.equal("torch");
			expect(before.items[0].amount).to.equal(1);
		});

		it("leaves no trace when it is refused, and says where and why", () => {
			const before = session.data;
			const results = [
				session.update((draft) => {
					draft.coins = 0 / 0;
				}),
				session.update((draft) => {
					(draft as unknown as Record<string, unknown>).run = () => undefined;
				}),
				session.update(() => error("no")),
				session.update(() => {
					task.wait();
				}),
				session.set(["items", 9, "amount"], 1),
			];
			const kinds = results.map((result) => (result.ok ? "ok" : result.error.kind));
			expect(kinds.join(",")).to.equal("unstorable,unstorable,recipeThrew,recipeYielded,invalidPath");
			for (const result of results) expect(!result.ok && result.error.context.key).to.equal("k");
			expect(session.data).to.equal(before);
			expect(session.revision).to.equal(0);
		});

		it("from inside another change's function is refused, and the outer one goes on", () => {
			let inner = "";
			const result = session.update((draft) => {
				const nested = session.increment(["coins"], 1);
				inner = nested.ok ? "ok" : nested.error.kind;
				draft.coins = 500;
			});
			expect(inner).to.equal("recipeThrew");
			expect(result.ok).to.equal(true);
			expect(session.data.coins).to.equal(500);
		});

		it("whose function closes the session is refused, and nothing of it is seen", () => {
			const result = session.update((draft) => {
				draft.coins = 500;
				session.close().catch(() => undefined);
			});
			expect(!result.ok && result.error.kind).to.equal("sessionClosed");
			expect(session.data.coins).to.equal(10);
		});

		it("that a listener makes is told after the one it answers, to every listener", () => {
			const heard = new Array<number>();
			session.committed.subscribe((commit) => {
				if (commit.patch.to === 1) session.increment(["coins"], 1);
			});
			session.committed.subscribe((commit) => heard.push(commit.patch.to));
			session.increment(["coins"], 1);
			expect(heard.join(",")).to.equal("1,2");
		});

		it("cannot be made on a closed session", () => {
			session.close().expect();
			const result = session.increment(["coins"], 1);
			expect(!result.ok && result.error.kind).to.equal("sessionClosed");
			const saved = session.save().expect();
			expect(!saved.ok && saved.error.kind).to.equal("sessionClosed");
		});

		it("cannot be made past the session: the data is frozen", () => {
			const [ok] = pcall(() => {
				(session.data as { coins: number }).coins = 99;
			});
			expect(ok).to.equal(false);
			expect(session.data.coins).to.equal(10);
		});
	});

	describe("a save", () => {
		it("is one request, and none when nothing has changed", () => {
			session.increment(["coins"], 1);
			const before = cloud.countRequests();
			const saved = session.save().expect();
			expect(saved.ok && saved.value.revision).to.equal(1);
			session.save().expect();
			expect(cloud.countRequests() - before).to.equal(1);
			expect((stored().data as Data).coins).to.equal(11);
		});

		it("that is asked for during a save runs once after it, with what was changed meanwhile", () => {
			const before = cloud.countRequests();
			session.increment(["coins"], 1);
			const first = session.save();
			session.increment(["coins"], 1);
			const others = [session.save(), session.save()];
			expect(first.expect().ok).to.equal(true);
			for (const save of others) {
				const result = save.expect();
				expect(result.ok && result.value.revision).to.equal(2);
			}
			expect(cloud.countRequests() - before).to.equal(2);
		});

		it("that was applied although it reported an error is recognised, and not written twice", () => {
			session.increment(["coins"], 1);
			cloud.plan.push("apply and fail");
			expect(session.save().expect().ok).to.equal(true);
			expect(stored().stamps.size()).to.equal(1);
			expect(stored().lock!.renewed).to.equal(1);
		});

		it("is tried again when the DataStore fails, and keeps the change when it gives up", () => {
			session.increment(["coins"], 1);
			cloud.plan.push("refuse");
			const failed = session.save().expect();
			expect(!failed.ok && failed.error.kind).to.equal("cloud");
			expect(session.isDirty()).to.equal(true);
			expect(session.save().expect().ok).to.equal(true);
			expect((stored().data as Data).coins).to.equal(11);
		});
	});

	describe("closing", () => {
		it("saves and gives the document free in one request", () => {
			session.increment(["coins"], 4);
			const before = cloud.countRequests();
			let ended = "";
			session.ended.subscribe((state) => {
				ended = state;
			});
			expect(session.close().expect().ok).to.equal(true);
			expect(cloud.countRequests() - before).to.equal(1);
			expect(stored().lock).to.equal(undefined);
			expect((stored().data as Data).coins).to.equal(14);
			expect(ended).to.equal("closed");
			expect(manager.get(COLLECTION, "k")).to.equal(undefined);
		});

		it("that was applied although it reported an error is no loss", () => {
			session.increment(["coins"], 1);
			cloud.plan.push("apply and fail");
			const closed = session.close().expect();
			expect(closed.ok).to.equal(true);
			expect(session.getState()).to.equal("closed");
		});
	});

	it("begins with a copy of the defaults, and leaves the game's own tables alone", () => {
		const shared = { id: "torch", amount: 1 };
		const starters = defineCollection({ name: "S", defaults: () => ({ items: [shared] }) });
		const opened = manager.open(starters, "k").expect();
		shared.amount = 50;
		expect(opened.ok && opened.value.data.items[0].amount).to.equal(1);
	});

	it("throws at once when the defaults are nothing that can be stored", () => {
		const broken = defineCollection({ name: "B", defaults: () => ({ run: () => 1 }) });
		const [ok, problem] = pcall(() => manager.open(broken, "k").expect());
		expect(ok).to.equal(false);
		expect(tostring(problem).find("collection B: its defaults cannot be stored", 1, true)[0]).to.be.ok();
	});

	it("gives the key free when the promise of an open is cancelled", () => {
		const pending = manager.open(COLLECTION, "other");
		pending.cancel();
		task.wait(0.2);
		const session2 = manager.get(COLLECTION, "other");
		session2?.close().expect();
		expect(manager.open(COLLECTION, "other").expect().ok).to.equal(true);
	});

	it("opens again with what was saved", () => {
		session.set(["flags"], new Map([["met_king", true]]));
		session.close().expect();
		const again = manager.open(COLLECTION, "k").expect();
		expect(again.ok && again.value.data.flags.get("met_king")).to.equal(true);
		expect(again.ok && again.value.revision).to.equal(1);
	});
};
