/// <reference types="@rbxts/testez/globals" />
import { t } from "@rbxts/t";

import { s, Schema } from "../../../src/schema";

/** What is wrong, as `path rule`, sorted. */
function faults(schema: Schema<unknown>, value: unknown): string {
	const errors = schema.validate(value);
	if (schema.is(value) !== errors.isEmpty()) error(`is says ${schema.is(value)}`);
	return errors
		.map(({ path, rule }) => `${path.join(".")} ${rule}`)
		.sort()
		.join(", ");
}

const NAN = 0 / 0;

export = () => {
	it("takes numbers that are finite, in range and in step, and names the rule that is broken", () => {
		const share = s.number({ min: 0, max: 1, step: 0.1 });
		expect(faults(share, 0.30000000000000004)).to.equal("");
		expect(faults(share, 0.35)).to.equal(" step");
		expect(faults(share, -0.1)).to.equal(" min");
		expect(faults(share, 1.1)).to.equal(" max");
		expect(faults(s.number(), NAN)).to.equal(" finite");
		expect(faults(s.number(), math.huge)).to.equal(" finite");
		expect(faults(s.number(), "1")).to.equal(" type");
		expect(faults(s.integer(), 1.5)).to.equal(" integer");
		expect(faults(s.integer(), -math.huge)).to.equal(" finite");
	});

	it("counts the characters of text and not its bytes", () => {
		const name = s.string({ min: 2, max: 3, pattern: "^%S+$" });
		expect(faults(name, "🐎žť")).to.equal("");
		expect(faults(name, "🐎")).to.equal(" minLength");
		expect(faults(name, "žluť")).to.equal(" maxLength");
		expect(faults(name, "a b")).to.equal(" pattern");
		expect(faults(name, "\xff\xfe")).to.equal(" utf8");
		expect(faults(name, 12)).to.equal(" type");
	});

	it("reports every error of an object at its path, and lets unknown fields be", () => {
		const schema = s.object({
			id: s.string(),
			amount: s.integer({ min: 1 }),
			tags: s.array(s.string(), { max: 2 }),
			note: s.string().optional(),
		});
		expect(faults(schema, { id: "a", amount: 1, tags: [], later: { deep: NAN } })).to.equal("");
		expect(faults(schema, { amount: 0, tags: ["a", 5, "c"], note: 1 })).to.equal(
			"amount min, id required, note type, tags maxItems, tags.1 type",
		);
		expect(faults(schema, "text")).to.equal(" type");
		expect(faults(schema, ["a"])).to.equal(" type");
	});

	it("gives path, rule, expected and actual", () => {
		const [problem] = s.object({ age: s.integer({ min: 0, max: 10 }) }).validate({ age: 11 });
		expect(problem.path.join(".")).to.equal("age");
		expect(problem.rule).to.equal("max");
		expect(problem.expected).to.equal("a whole number of 0 to 10");
		expect(problem.actual).to.equal("11");
	});

	it("takes lists without holes only", () => {
		const list = s.array(s.integer(), { min: 1 });
		expect(faults(list, [1, 2])).to.equal("");
		expect(faults(list, [])).to.equal(" minItems");
		expect(faults(list, new Map([[2, 5]]))).to.equal(" list");
		expect(faults(list, { first: 1 })).to.equal(" list");
		expect(faults(list, [1, "2", 3.5])).to.equal("1 type, 2 integer");
	});

	it("looks at the keys and entries of maps, records and sets", () => {
		const prices = s.map(s.enum(["sword", "hat"]), s.integer({ min: 0 }), { max: 1 });
		expect(faults(prices, new Map([["hat", 1]]))).to.equal("");
		expect(faults(prices, { hat: -1, spoon: 2 })).to.equal(" maxEntries, hat min, spoon key");
		expect(faults(s.map(s.integer(), s.boolean()), new Map([[7, true]]))).to.equal("");
		expect(faults(s.record(s.boolean()), { a: true, b: 1 })).to.equal("b type");
		expect(faults(s.record(s.boolean()), [true])).to.equal("1 key");
		expect(faults(s.set(s.integer()), new Set([3, 5]))).to.equal("");
		expect(faults(s.set(s.integer()), new Map([[3, false]]))).to.equal("3 member");
		expect(faults(s.set(s.integer()), new Set(["a"]))).to.equal("a type");
	});

	it("takes one of literals, and any of a union", () => {
		expect(faults(s.literal("on", 1, false), false)).to.equal("");
		expect(faults(s.literal("on", 1, false), true)).to.equal(" literal");
		expect(faults(s.literal("on"), undefined)).to.equal(" literal");
		expect(faults(s.union(s.string(), s.integer()), 5)).to.equal("");
		expect(faults(s.union(s.string(), s.integer()), 5.5)).to.equal(" union");
	});

	it("tells objects of a union apart by their literal field, and reports only what is wrong with that one", () => {
		const shape = s.union(
			s.object({ kind: s.literal("circle"), radius: s.number({ min: 0 }) }),
			s.object({ kind: s.literal("text"), text: s.string() }),
		);
		expect(faults(shape, { kind: "circle", radius: 1 })).to.equal("");
		expect(faults(shape, { kind: "circle", radius: -1 })).to.equal("radius min");
		expect(faults(shape, { kind: "square" })).to.equal("kind union");
		expect(faults(shape, {})).to.equal("kind union");
	});

	it("takes nothing where a value is optional or nullable", () => {
		for (const schema of [s.integer().optional(), s.optional(s.integer()), s.nullable(s.integer())]) {
			expect(faults(schema, undefined)).to.equal("");
			expect(faults(schema, 5)).to.equal("");
			expect(faults(schema, "5")).to.equal(" type");
		}
	});

	it("knows the engine's datatypes, and refuses those that hold NaN", () => {
		expect(faults(s.vector2(), new Vector2(1, 2))).to.equal("");
		expect(faults(s.vector3(), new Vector3(1, 2, 3))).to.equal("");
		expect(faults(s.vector3(), new Vector3(1, NAN, 3))).to.equal(" finite");
		expect(faults(s.vector3(), new Vector2(1, 2))).to.equal(" type");
		expect(faults(s.cframe(), new CFrame(1, 2, 3))).to.equal("");
		expect(faults(s.color3(), new Color3(1, 0, 0))).to.equal("");
		expect(faults(s.udim2(), new UDim2(0, 1, 0, 1))).to.equal("");
		expect(faults(s.dateTime(), DateTime.fromUnixTimestamp(5))).to.equal("");
		expect(faults(s.enumItem(Enum.NormalId), Enum.NormalId.Top)).to.equal("");
		expect(faults(s.enumItem(Enum.NormalId), Enum.Material.Grass)).to.equal(" type");
		expect(faults(s.buffer({ max: 2 }), buffer.create(2))).to.equal("");
		expect(faults(s.buffer({ max: 2 }), buffer.create(3))).to.equal(" size");
	});

	it("takes any check of t, and is one itself", () => {
		const even = s.custom(((value: unknown) => t.integer(value) && value % 2 === 0) as t.check<number>, "even");
		expect(faults(even, 4)).to.equal("");
		expect(faults(even, 3)).to.equal(" even");
		const careless = s.custom(((value: { x: number }) => value.x > 0) as never as t.check<number>, "careless");
		expect(faults(careless, 5)).to.equal(" careless");
		const check = t.interface({ count: s.integer({ min: 0 }).toCheck() });
		expect(check({ count: 5 })).to.equal(true);
		expect(check({ count: -5 })).to.equal(false);
	});

	it("runs rules across fields once the fields are right, and takes a rule that throws for one that is broken", () => {
		const span = s.object({ low: s.integer(), high: s.integer() }).refine({
			name: "ordered",
			check: ({ low, high }) => low <= high || "low to be at most high",
		});
		expect(faults(span, { low: 1, high: 2 })).to.equal("");
		expect(faults(span, { low: 3, high: 2 })).to.equal(" ordered");
		expect(span.validate({ low: 3, high: 2 })[0].expected).to.equal("low to be at most high");
		expect(faults(span, { low: "3", high: 2 })).to.equal("low type");
		const throwing = s.integer().refine({ name: "throws", check: () => error("on purpose") });
		expect(faults(throwing, 1)).to.equal(" throws");
	});

	it("is told off for schemas that mean nothing", () => {
		const mistakes: ReadonlyArray<() => unknown> = [
			() => s.integer({ min: 2, max: 1 }),
			() => s.number({ step: 0 }),
			() => s.string({ min: 5, max: 1 }),
			() => s.string({ pattern: "[" }),
			() => s.array(s.string().optional() as never),
			() => s.map(s.boolean(), s.string()),
			() => s.set(s.union(s.string(), s.integer())),
			() => s.literal(),
			() => s.integer({ min: 5 }).default(1),
			() => s.array(s.integer(), { min: 3, max: 1 }),
		];
		for (const mistake of mistakes) expect(mistake).to.throw("[holdfast]");
	});
};
