/// <reference types="@rbxts/testez/globals" />
import { detectCorruption } from "../../../src/schema";
import { nested } from "../shared/data/support";

/** What is found, as `path kind`, sorted. */
function found(value: unknown, sizeMax?: number): string {
	return detectCorruption(value, sizeMax)
		.map(({ path, kind }) => `${path.join(".")} ${kind}`)
		.sort()
		.join(", ");
}

export = () => {
	it("finds nothing in what can be stored", () => {
		expect(found({ a: [1, { b: "žluť" }], c: true, d: buffer.create(3), e: {} })).to.equal("");
	});

	it("finds everything, each at its path", () => {
		const value = {
			nan: 0 / 0,
			list: [1, math.huge, -math.huge],
			text: "\xff",
			fn: () => undefined,
			thread: coroutine.create(() => undefined),
			part: new Instance("Folder"),
			spot: new Vector3(1, 2, 3),
			holes: new Map([
				[1, "a"],
				[3, "b"],
			]),
			mixed: new Map<unknown, unknown>([
				[1, "a"],
				["x", "b"],
			]),
			keyed: new Map<unknown, unknown>([[true, "a"]]),
			meta: setmetatable({}, {}),
		};
		expect(found(value)).to.equal(
			[
				"fn function",
				"holes sparseTable",
				"keyed badKey",
				"list.1 infinity",
				"list.2 infinity",
				"meta metatable",
				"mixed mixedTable",
				"nan nan",
				"part instance",
				"spot datatype",
				"text invalidUtf8",
				"thread thread",
			].join(", "),
		);
	});

	it("ends in a cycle, and in tables that hold each other many times", () => {
		const cycle: { inner?: object; again?: object } = {};
		cycle.inner = { back: cycle };
		cycle.again = cycle;
		expect(found(cycle)).to.equal("again cycle, inner.back cycle");
		let many: object = { leaf: 1 };
		for (const _ of $range(1, 40)) many = { left: many, right: many };
		expect(found(many)).to.equal(" tooLarge");
	});

	it("finds what is too deep and what is too large", () => {
		expect(found(nested(64))).to.equal("");
		expect(detectCorruption(nested(65))[0].kind).to.equal("tooDeep");
		expect(found({ text: "x".rep(100) }, 50)).to.equal(" tooLarge");
	});
};
