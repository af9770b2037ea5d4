/// <reference types="@rbxts/testez/globals" />
import { SimulatedDataStore } from "../../../src/testing";
import { SpecCloud } from "./support/spec-cloud";

// platform.md 1: Cache
export = () => {
	let spec: SpecCloud;
	let store: SimulatedDataStore;

	const writeElsewhere = (value: unknown) => spec.ask(() => spec.connectStore().SetAsync("k", value));
	const get = () => spec.ask(() => store.GetAsync("k")[0]);

	beforeEach(() => {
		spec = new SpecCloud();
		store = spec.connectStore();
	});

	it("answers at once and without a request for four seconds after a read", () => {
		get();
		writeElsewhere("new");
		const requests = spec.requests("GetAsync");
		const call = spec.begin(() => store.GetAsync("k")[0] ?? "nothing");
		expect(call.value).to.equal("nothing");
		expect(spec.requests("GetAsync")).to.equal(requests);
		spec.timeline.advance(4);
		expect(get()).to.equal("new");
		expect(spec.requests("GetAsync")).to.equal(requests + 1);
	});

	it("is not kept alive by being read", () => {
		get();
		writeElsewhere("new");
		for (let second = 1; second <= 3; second += 1) get();
		expect(get()).to.equal("new");
	});

	it("shows every kind of write through the same object at once", () => {
		get();
		spec.ask(() => store.SetAsync("k", 1));
		expect(get()).to.equal(1);
		spec.ask(() => store.UpdateAsync("k", () => 2));
		expect(get()).to.equal(2);
		spec.ask(() => store.IncrementAsync("k"));
		expect(get()).to.equal(3);
		spec.ask(() => store.RemoveAsync("k"));
		expect(get()).to.equal(undefined);
		expect(spec.requests("GetAsync")).to.equal(1);
	});

	it("is begun again by a write", () => {
		get();
		spec.timeline.advance(2);
		spec.ask(() => store.SetAsync("k", "mine"));
		writeElsewhere("theirs");
		spec.timeline.advance(1);
		expect(get()).to.equal("mine");
	});

	it("is passed by with UseCache = false, and what came is kept", () => {
		get();
		writeElsewhere("new");
		expect(spec.read(store)).to.equal("new");
		expect(get()).to.equal("new");
		expect(spec.requests("GetAsync")).to.equal(2);
	});

	it("belongs to one object: another server does not see it", () => {
		spec.ask(() => store.SetAsync("k", 1));
		writeElsewhere(2);
		expect(spec.ask(() => spec.connectStore().GetAsync("k")[0])).to.equal(2);
	});

	it("hands out copies", () => {
		spec.ask(() => store.SetAsync("k", { coins: 1 }));
		(get() as { coins: number }).coins = 100;
		expect((get() as { coins: number }).coins).to.equal(1);
	});
};
