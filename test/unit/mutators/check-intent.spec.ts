/// <reference types="@rbxts/testez/globals" />
import { checkIntent } from "../../../src/mutators/check-intent";
import type { Intent } from "../../../src/mutators/intent";
import { findWritablePlaces } from "../../../src/mutators/writable-places";
import { callOf, declareMutators } from "./support";

export = () => {
	const mutators = declareMutators();
	const places = findWritablePlaces(mutators.schema.node);

	function check(intent: Intent): string {
		const rejection = checkIntent(mutators, places, intent);
		return rejection !== undefined ? `${rejection.code}: ${rejection.message}` : "fine";
	}

	function set(value: unknown): Intent {
		const place = places.findIndex(({ pattern }) => pattern[0] === "volume");
		return { kind: "set", place, path: ["volume"], value: value as defined };
	}

	it("lets through what schema and guard allow", () => {
		expect(check(callOf("earn", 5))).to.equal("fine");
		expect(check(callOf("zero"))).to.equal("fine");
		expect(check(callOf("mixed", "", [], undefined, new Vector3()))).to.equal("fine");
		expect(check(set(0.5))).to.equal("fine");
	});

	it("refuses an argument of another form, and says which", () => {
		expect(check(callOf("earn", 0)).find("invalid: argument 1", 1, true)[0]).to.equal(1);
		expect(check(callOf("mixed", "a", [1, "b"], undefined, new Vector3())).find("argument 2", 1, true)[0]).to.equal(10);
	});

	it("refuses every number that is none", () => {
		for (const bad of [0 / 0, math.huge, -math.huge]) {
			expect(check(callOf("earn", bad)).sub(1, 7)).to.equal("invalid");
			expect(check(callOf("mixed", "a", [bad], undefined, new Vector3())).sub(1, 7)).to.equal("invalid");
			expect(check(set(bad)).sub(1, 7)).to.equal("invalid");
		}
	});

	it("refuses what could never be stored, also where the game's own check lets it through", () => {
		expect(check(callOf("free", 5))).to.equal("fine");
		expect(check(callOf("free", { nested: [1, 2] }))).to.equal("fine");
		expect(check(callOf("free", 0 / 0)).sub(1, 7)).to.equal("invalid");
		expect(check(callOf("free", { nested: math.huge })).sub(1, 7)).to.equal("invalid");
		let deep: unknown = 1;
		for (const _ of $range(1, 200)) deep = { deep };
		expect(check(callOf("free", deep)).sub(1, 7)).to.equal("invalid");
	});

	it("asks the guard only about what the schema allows", () => {
		expect(check(callOf("earn", 13))).to.equal("refused: No luck.");
		expect(check(callOf("careless", "text")).sub(1, 7)).to.equal("invalid");
	});

	it("takes a guard that throws for a failure", () => {
		expect(check(callOf("careless", 1)).find("failed: ", 1, true)[0]).to.equal(1);
	});

	it("refuses a value for a place that does not take it, and none at all", () => {
		expect(check(set(2)).sub(1, 18)).to.equal("invalid: the value");
		expect(check(set(undefined)).sub(1, 18)).to.equal("invalid: the value");
	});
};
