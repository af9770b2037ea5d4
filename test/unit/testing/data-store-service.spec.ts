/// <reference types="@rbxts/testez/globals" />
import { SpecCloud } from "./support/spec-cloud";

export = () => {
	let spec: SpecCloud;

	beforeEach(() => {
		spec = new SpecCloud();
	});

	// platform.md 1: GetDataStore returns "the same object for the same name/scope"
	it("gives the same object for the same name and scope, and another for another", () => {
		const service = spec.connect();
		expect(service.GetDataStore("A")).to.equal(service.GetDataStore("A", "global"));
		expect(service.GetDataStore("A")).never.to.equal(service.GetDataStore("A", "other"));
		expect(service.GetDataStore("AB", "C")).never.to.equal(service.GetDataStore("A", "BC"));
	});

	// platform.md 1: one DataStoreService for each server
	it("gives every server objects of its own, of the same data", () => {
		const [one, other] = [spec.connectStore(), spec.connectStore()];
		expect(one).never.to.equal(other);
		spec.ask(() => one.SetAsync("k", "shared"));
		expect(spec.read(other)).to.equal("shared");
	});

	// platform.md 1: name, scope and key name a value together
	it("keeps stores, scopes and keys apart", () => {
		spec.ask(() => spec.connectStore().SetAsync("k", "mine"));
		expect(spec.read(spec.connectStore("elsewhere"))).to.equal(undefined);
		expect(spec.read(spec.connect().GetDataStore("Other"))).to.equal(undefined);
		expect(spec.read(spec.connectStore(), "K")).to.equal(undefined);
	});

	// platform.md 2: names and scopes of 1 to 50 characters
	it("refuses names and scopes that are empty or over 50 characters", () => {
		const service = spec.connect();
		const long = string.rep("n", 51);
		expect(service.GetDataStore(string.rep("n", 50), string.rep("s", 50))).to.be.ok();
		expect(spec.codeOf(() => service.GetDataStore(""))).to.equal("101");
		expect(spec.codeOf(() => service.GetDataStore(long))).to.equal("102");
		expect(spec.codeOf(() => service.GetDataStore("Store", ""))).to.equal("101");
		expect(spec.codeOf(() => service.GetDataStore("Store", long))).to.equal("102");
	});

	// platform.md 1: AllScopes
	describe("with AllScopes", () => {
		it("takes every key as scope/key", () => {
			const all = spec.connect().GetDataStore("Store", "", { AllScopes: true });
			spec.ask(() => all.SetAsync("houses/k", "house"));
			expect(spec.read(spec.connectStore("houses"))).to.equal("house");
			expect(spec.read(all, "houses/k")).to.equal("house");
			expect(spec.read(all, "global/k")).to.equal(undefined);
		});

		it("throws for a key without a slash, and for any scope but the empty one", () => {
			const service = spec.connect();
			const all = service.GetDataStore("Store", "", { AllScopes: true });
			expect(spec.finish(() => all.GetAsync("k")).problem).to.be.ok();
			expect(spec.finish(() => service.GetDataStore("Store", "global", { AllScopes: true })).problem).to.be.ok();
		});

		it("has a cache apart from that of the object for one scope", () => {
			const service = spec.connect();
			const all = service.GetDataStore("Store", "", { AllScopes: true });
			const one = service.GetDataStore("Store");
			spec.ask(() => all.SetAsync("global/k", 1));
			spec.ask(() => one.SetAsync("k", 2));
			expect(spec.ask(() => all.GetAsync("global/k")[0])).to.equal(1);
			expect(spec.ask(() => one.GetAsync("k")[0])).to.equal(2);
		});
	});
};
