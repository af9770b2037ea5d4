/// <reference types="@rbxts/testez/globals" />
import { createSimulatedCloud, SimulatedCloud, SimulatedDataStore } from "../../../src/testing";
import { ManualTimeline } from "./support/manual-timeline";

interface Called<T> {
	value?: T;
	problem?: string;
	done: boolean;
}

export = () => {
	let timeline: ManualTimeline;
	let cloud: SimulatedCloud;
	let store: SimulatedDataStore;

	/** Starts a call in a thread of its own; what it gave stands in the result when its time has come. */
	function begin<T>(call: () => T): Called<T> {
		const called: Called<T> = { done: false };
		task.spawn(() => {
			const [ok, value] = pcall(call);
			if (ok) called.value = value;
			else called.problem = tostring(value);
			called.done = true;
		});
		return called;
	}

	function finish<T>(call: () => T): Called<T> {
		const called = begin(call);
		timeline.advance(1);
		expect(called.done).to.equal(true);
		return called;
	}

	const connect = () => cloud.connect(timeline.createLink()).DataStoreService.GetDataStore("Store");
	const set = (value: unknown, key = "k") => finish(() => store.SetAsync(key, value));
	const get = (from = store, key = "k") => finish(() => from.GetAsync(key, { UseCache: false })[0]).value;

	beforeEach(() => {
		timeline = new ManualTimeline();
		cloud = createSimulatedCloud({ timeline });
		store = connect();
	});

	// platform.md 1: GlobalDataStore
	it("gives nil for a key that holds nothing, and what was set for one that does", () => {
		expect(get()).to.equal(undefined);
		set({ coins: 5 });
		expect((get() as { coins: number }).coins).to.equal(5);
	});

	// platform.md 1: "return the same object for the same name/scope"
	it("gives the same object for the same name and scope", () => {
		const service = cloud.connect(timeline.createLink()).DataStoreService;
		expect(service.GetDataStore("A")).to.equal(service.GetDataStore("A", "global"));
		expect(service.GetDataStore("A")).never.to.equal(service.GetDataStore("A", "other"));
	});

	it("keeps scopes and stores apart", () => {
		set("mine");
		const other = cloud.connect(timeline.createLink()).DataStoreService.GetDataStore("Store", "elsewhere");
		expect(get(other)).to.equal(undefined);
	});

	it("takes a while to answer", () => {
		const called = begin(() => store.GetAsync("k"));
		expect(called.done).to.equal(false);
		timeline.advance(0.5);
		expect(called.done).to.equal(true);
	});

	it("hands out copies: changing one changes nothing stored", () => {
		const given = { list: [1] };
		set(given);
		given.list.push(2);
		(get() as { list: Array<number> }).list.push(3);
		expect((get() as { list: Array<number> }).list.size()).to.equal(1);
	});

	// platform.md 1: UpdateAsync
	describe("UpdateAsync", () => {
		it("writes what the transform returns, and returns it", () => {
			set(1);
			const called = finish(() => store.UpdateAsync("k", (old: number) => old + 1)[0]);
			expect(called.value).to.equal(2);
			expect(get()).to.equal(2);
		});

		it("gives the transform nil and no key info for a new key", () => {
			let seen = "";
			finish(() =>
				store.UpdateAsync("k", (old: unknown, info: unknown) => {
					seen = `${old} ${info}`;
					return 1;
				}),
			);
			expect(seen).to.equal("nil nil");
		});

		it("leaves the value alone when the transform returns nil", () => {
			set(1);
			const called = finish(() => store.UpdateAsync("k", () => undefined)[0]);
			expect(called.value).to.equal(undefined);
			expect(get()).to.equal(1);
		});

		it("runs the transform again when another server wrote in between: nothing is overwritten unseen", () => {
			set(0);
			const other = connect();
			const calls = new Array<Called<unknown>>();
			for (const from of [store, other, store, other]) {
				calls.push(begin(() => from.UpdateAsync("k", (old: number) => old + 1)));
			}
			timeline.advance(5);
			expect(calls.every((called) => called.done && called.problem === undefined)).to.equal(true);
			expect(get()).to.equal(4);
			expect(cloud.requests["UpdateAsync (conflict)"] > 0).to.equal(true);
		});

		it("reads the backend, not the cache", () => {
			set(1);
			const other = connect();
			finish(() => other.SetAsync("k", 2));
			expect(finish(() => store.UpdateAsync("k", (old: number) => old * 10)[0]).value).to.equal(20);
		});

		// platform.md 11: the harsher reading
		it("throws when the transform throws, and writes nothing", () => {
			set(1);
			const called = finish(() => store.UpdateAsync("k", () => error("mine", 0)));
			expect(called.problem).to.equal("mine");
			expect(get()).to.equal(1);
		});

		it("throws when the transform yields, and writes nothing", () => {
			set(1);
			const called = finish(() =>
				store.UpdateAsync("k", () => {
					task.wait();
					return 2;
				}),
			);
			expect(called.problem).to.equal("Callbacks cannot yield");
			expect(get()).to.equal(1);
		});
	});

	// platform.md 1: RemoveAsync
	it("gives what it removed, and nil for what is gone", () => {
		set("old");
		expect(finish(() => store.RemoveAsync("k")[0]).value).to.equal("old");
		expect(get()).to.equal(undefined);
		expect(finish(() => store.RemoveAsync("k")[0]).value).to.equal(undefined);
		expect(cloud.keys("Store").size()).to.equal(0);
	});

	// platform.md 1: IncrementAsync
	it("increments whole numbers only, from 0", () => {
		expect(finish(() => store.IncrementAsync("k", 3)[0]).value).to.equal(3);
		set(0.5);
		expect(finish(() => store.IncrementAsync("k")).problem!.find("^103: ")[0]).to.equal(1);
	});

	// platform.md 1: KeyInfo
	it("tells version, times, user ids and metadata of a key, and clears what a write does not pass again", () => {
		finish(() => store.SetAsync("k", 1, [7], { Metadata: { season: 2 } }));
		const info = finish(() => store.GetAsync("k", { UseCache: false })[1]).value!;
		expect(info.GetUserIds()[0]).to.equal(7);
		expect(info.GetMetadata().season).to.equal(2);
		expect(info.CreatedTime).to.equal(info.UpdatedTime);
		timeline.advance(10);
		finish(() => store.UpdateAsync("k", () => 2));
		const later = finish(() => store.GetAsync("k", { UseCache: false })[1]).value!;
		expect(later.GetUserIds().size()).to.equal(0);
		expect(later.GetMetadata().season).to.equal(undefined);
		expect(later.CreatedTime).to.equal(info.CreatedTime);
		expect(later.UpdatedTime > info.UpdatedTime).to.equal(true);
		expect(later.Version).never.to.equal(info.Version);
	});

	// platform.md 1: Cache
	describe("the cache", () => {
		it("answers for four seconds without a request, per DataStore object", () => {
			set(1);
			finish(() => connect().SetAsync("k", 2));
			const before = cloud.requests.GetAsync ?? 0;
			const cached = begin(() => store.GetAsync("k")[0]);
			expect(cached.value).to.equal(1);
			expect(cloud.requests.GetAsync ?? 0).to.equal(before);
			timeline.advance(4);
			expect(finish(() => store.GetAsync("k")[0]).value).to.equal(2);
		});

		it("is passed by with UseCache = false", () => {
			set(1);
			finish(() => connect().SetAsync("k", 2));
			expect(finish(() => store.GetAsync("k", { UseCache: false })[0]).value).to.equal(2);
		});
	});

	it("applies what was sent although the server died meanwhile", () => {
		const dead = cloud.connect({
			suspend<T>(begins: (wake: (value: T) => void) => void): T {
				begins(() => undefined);
				return coroutine.yield() as never;
			},
		});
		begin(() => dead.DataStoreService.GetDataStore("Store").SetAsync("k", "sent"));
		timeline.advance(1);
		expect(cloud.inspect("Store", "k")).to.equal("sent");
	});

	it("shows every applied write to whoever observes it", () => {
		const seen = new Array<string>();
		cloud.observe((write) => seen.push(`${write.store}/${write.key} ${write.previous}→${write.value}`));
		set("a");
		set("b");
		expect(seen.join("|")).to.equal("Store/k nil→a|Store/k a→b");
	});
};
