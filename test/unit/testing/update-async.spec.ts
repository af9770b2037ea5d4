/// <reference types="@rbxts/testez/globals" />
import { SimulatedDataStore } from "../../../src/testing";
import { Call, SpecCloud } from "./support/spec-cloud";

export = () => {
	let spec: SpecCloud;
	let store: SimulatedDataStore;

	beforeEach(() => {
		spec = new SpecCloud();
		store = spec.connectStore();
	});

	// platform.md 1: UpdateAsync returns "new value, KeyInfo"
	it("writes what the transform returns, and returns it with its key info", () => {
		spec.ask(() => store.SetAsync("k", 1));
		const [value, info] = spec.ask(() => {
			const [written, about] = store.UpdateAsync<number>("k", (old) => old + 1);
			return [written, about] as const;
		});
		expect(value).to.equal(2);
		expect(spec.stored()).to.equal(2);
		expect(info!.Version).to.equal(spec.ask(() => store.GetAsync("k")[1]!.Version));
	});

	// platform.md 11: "the key info of a new key is nil"
	it("gives the transform nil and no key info for a key that holds nothing, whether new or removed", () => {
		const seen = new Array<string>();
		const update = () =>
			store.UpdateAsync("k", (old, info) => {
				seen.push(`${old} ${info}`);
				return 1;
			});
		spec.ask(update);
		spec.ask(() => store.RemoveAsync("k"));
		spec.ask(update);
		expect(seen.join("|")).to.equal("nil nil|nil nil");
	});

	// platform.md 1: "On cancel, returns nil"
	it("writes nothing and returns nil when the transform returns nil", () => {
		spec.ask(() => store.SetAsync("k", 1));
		let writes = 0;
		spec.cloud.observe(() => (writes += 1));
		const [value, info] = spec.ask(() => {
			const [written, about] = store.UpdateAsync("k", () => undefined);
			return [written, about] as const;
		});
		expect(value).to.equal(undefined);
		expect(info).to.equal(undefined);
		expect(spec.stored()).to.equal(1);
		expect(writes).to.equal(0);
	});

	// platform.md 7: a value goes through JSON both ways
	it("gives the transform a copy of its own", () => {
		spec.ask(() => store.SetAsync("k", { coins: 1 }));
		spec.ask(() =>
			store.UpdateAsync<{ coins: number }>("k", (current) => {
				current.coins = 100;
				return undefined;
			}),
		);
		expect((spec.stored() as { coins: number }).coins).to.equal(1);
	});

	// platform.md 1: "discarded and fn re-run"; platform.md 11: a conflict costs one more read
	it("runs the transform again when another server wrote between its read and its write", () => {
		spec.ask(() => store.SetAsync("k", 0));
		const other = spec.connectStore();
		const calls = new Array<Call<unknown>>();
		for (const from of [store, other, store, other]) {
			calls.push(spec.begin(() => from.UpdateAsync<number>("k", (old) => old + 1)));
		}
		spec.timeline.advance(5);
		expect(calls.every((call) => call.done && call.problem === undefined)).to.equal(true);
		expect(spec.stored()).to.equal(4);
		expect(spec.requests("UpdateAsync")).to.equal(4);
		expect(spec.requests("UpdateAsync (conflict)") > 0).to.equal(true);
	});

	describe("while another server writes in between", () => {
		let slow: SpecCloud;
		let seen: Array<string>;

		beforeEach(() => {
			slow = new SpecCloud({ latency: { readSeconds: [0.1, 0.1], writeSeconds: [0.4, 0.4] } });
			seen = [];
			slow.ask(() => slow.connectStore().SetAsync("k", "a"));
		});

		/** An update that reads 0.05 s from now and would write 0.3 s from now; the other server writes before that. */
		function updateDuring(interfere: (other: SimulatedDataStore) => unknown): Call<unknown> {
			const [own, other] = [slow.connectStore(), slow.connectStore()];
			const update = slow.begin(() =>
				own.UpdateAsync("k", (current) => {
					seen.push(tostring(current));
					return "mine";
				}),
			);
			slow.timeline.advance(0.06);
			slow.begin(() => interfere(other));
			slow.timeline.advance(2);
			return update;
		}

		it("runs the transform once for each conflict, and once more", () => {
			const update = updateDuring((other) => other.SetAsync("k", "theirs"));
			expect(update.done).to.equal(true);
			expect(seen.join(" ")).to.equal("a theirs");
			expect(slow.requests("UpdateAsync (conflict)")).to.equal(1);
			expect(slow.stored()).to.equal("mine");
		});

		it("takes the same value, written again, for a conflict", () => {
			updateDuring((other) => other.SetAsync("k", "a"));
			expect(seen.join(" ")).to.equal("a a");
		});

		it("takes a removal for a conflict", () => {
			updateDuring((other) => other.RemoveAsync("k"));
			expect(seen.join(" ")).to.equal("a nil");
		});

		it("takes a cancelled update for none", () => {
			updateDuring((other) => other.UpdateAsync("k", () => undefined));
			expect(seen.join(" ")).to.equal("a");
		});
	});

	// platform.md 11: "UpdateAsync's read sees the backend"
	it("reads the backend, not the cache", () => {
		spec.ask(() => store.SetAsync("k", 1));
		spec.ask(() => spec.connectStore().SetAsync("k", 2));
		expect(spec.ask(() => store.GetAsync("k")[0])).to.equal(1);
		expect(spec.ask(() => store.UpdateAsync<number>("k", (old) => old * 10)[0])).to.equal(20);
	});

	// platform.md 2: code 104
	it("throws when the transform returns what cannot be stored, and writes nothing", () => {
		spec.ask(() => store.SetAsync("k", 1));
		expect(spec.codeOf(() => store.UpdateAsync("k", () => ({ call: print })))).to.equal("104");
		expect(spec.codeOf(() => store.UpdateAsync("k", () => $tuple(2, ["x"])))).to.equal("513");
		expect(spec.stored()).to.equal(1);
	});

	// platform.md 11: "a transform that throws or yields makes the call throw"
	describe("with a transform that fails", () => {
		it("throws the very error that the transform threw, and writes nothing", () => {
			spec.ask(() => store.SetAsync("k", 1));
			const problem = { kind: "mine" };
			expect(spec.finish(() => store.UpdateAsync("k", () => error(problem as never))).problem).to.equal(problem);
			expect(spec.finish(() => store.UpdateAsync("k", () => error("text", 0))).problem).to.equal("text");
			expect(spec.stored()).to.equal(1);
		});

		it("throws when the transform yields, and writes nothing", () => {
			spec.ask(() => store.SetAsync("k", 1));
			const call = spec.finish(() =>
				store.UpdateAsync("k", () => {
					coroutine.yield();
					return 2;
				}),
			);
			expect(call.problem).to.equal("Callbacks cannot yield");
			expect(spec.stored()).to.equal(1);
		});

		it("can be switched to return nil instead", () => {
			const lenient = new SpecCloud({ switches: { transformFailure: "returnsNil" } });
			const one = lenient.connectStore();
			lenient.ask(() => one.SetAsync("k", 1));
			expect(lenient.ask(() => one.UpdateAsync("k", () => error("said on purpose by a spec", 0))[0])).to.equal(
				undefined,
			);
			expect(lenient.stored()).to.equal(1);
		});
	});
};
