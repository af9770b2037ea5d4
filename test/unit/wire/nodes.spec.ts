/// <reference types="@rbxts/testez/globals" />
import { t } from "@rbxts/t";

import { s, Schema } from "../../../src/schema";
import { ByteReader } from "../../../src/wire/byte-reader";
import { wireNodeOf } from "../../../src/wire/wire-schema";
import { expectFrozen, expectSame } from "../shared/data/support";
import { bytesOf, expectMalformed, sent, sizeOfBytes } from "./support";

function sizeOf(schema: Schema<unknown>, value: unknown): number {
	return sizeOfBytes((writer) => wireNodeOf(schema.node).write(writer, value));
}

const POINT = s.object({ x: s.integer(), y: s.integer({ min: 0 }) });

/** Every kind, with values that fit. */
const FITTING: ReadonlyArray<[schema: Schema<defined>, values: ReadonlyArray<defined>]> = [
	[s.integer() as Schema<defined>, [0, 1, -1, 1e6, -1e6, 2 ** 52, -(2 ** 52), 2 ** 53, 1e300]],
	[s.integer({ min: 10 }) as Schema<defined>, [10, 11, 137, 2 ** 51, 2 ** 53]],
	[s.integer({ min: 0.5 }) as Schema<defined>, [1, 2]],
	[s.number() as Schema<defined>, [0, 1, -1, 0.5, 0.1, -(2 ** 51), 1e300, 2 ** 53]],
	[s.string() as Schema<defined>, ["", "a", "sword_101", "two words", "🐎"]],
	[s.boolean() as Schema<defined>, [true, false]],
	[s.enum(["red", "green", "blue"]) as Schema<defined>, ["red", "green", "blue"]],
	[s.literal(1, "one", true) as Schema<defined>, [1, "one", true]],
	[s.buffer() as Schema<defined>, [buffer.fromstring(""), buffer.fromstring("abc")]],
	[s.vector3() as Schema<defined>, [new Vector3(1, 0.1, -2)]],
	[s.udim2() as Schema<defined>, [new UDim2(0.5, 1, 0.25, -3)]],
	[s.cframe() as Schema<defined>, [new CFrame(1, 2, 3)]],
	[s.dateTime() as Schema<defined>, [DateTime.fromUnixTimestampMillis(1_700_000_000_123)]],
	[s.enumItem(Enum.NormalId) as Schema<defined>, Enum.NormalId.GetEnumItems()],
	[
		s.array(POINT) as Schema<defined>,
		[
			[],
			[{ x: 1, y: 2 }],
			[
				{ x: 1, y: 2 },
				{ x: -3, y: 4 },
			],
		],
	],
	[s.record(POINT) as Schema<defined>, [{}, { a: { x: 1, y: 2 }, b: { x: 3, y: 4 } }]],
	[
		s.map(s.integer(), s.string()) as Schema<defined>,
		[
			new Map([
				[-1, "a"],
				[1, "b"],
				[7, "c"],
			]),
		],
	],
	[s.set(s.string()) as Schema<defined>, [new Set<string>(), new Set(["a", "b"])]],
	[s.set(s.integer()) as Schema<defined>, [new Set([1, 2, 30])]],
	[s.union(s.string(), s.integer(), s.array(s.integer())) as Schema<defined>, ["a", 5, [1, 2]]],
	[s.custom(t.interface({ free: t.any })) as Schema<defined>, [{ free: { a: [1, "b"] } }]],
];

/** Values that no schema above but `custom` can be sure of. */
const OTHERS: ReadonlyArray<defined> = [
	"text",
	-7,
	0.25,
	-0,
	true,
	buffer.fromstring("x"),
	[1, "two"],
	{ a: 1 },
	[{ x: "no number", y: -1 }],
	{ a: { x: 0.5 } },
	new Map<unknown, unknown>([
		[1, "a"],
		[3, 4],
	]),
	new Vector2(1, 2),
	Enum.NormalId.Top,
];

export = () => {
	it("gives back the values of every kind, frozen", () => {
		for (const [schema, values] of FITTING) {
			for (const value of values) {
				const read = sent(schema, value);
				expectSame(read, value);
				expectFrozen(read);
				const node = wireNodeOf(schema.node);
				expect(node.hash(read)).to.equal(node.hash(value));
				expect(node.fits(value)).to.equal(true);
			}
		}
	});

	it("gives back what does not fit its schema as it was, also where there is nothing", () => {
		for (const [schema] of FITTING) {
			expect(sent(schema, undefined)).to.equal(undefined);
			for (const value of OTHERS) {
				expectSame(sent(schema, value), value);
				expectSame(sent(s.object({ a: schema }), { a: value }), { a: value });
				expectSame(sent(s.object({ a: schema, b: s.boolean().optional() }), { a: value }), { a: value });
			}
		}
	});

	it("gives back objects without a required field, and what stands where an object should", () => {
		const inner = s.object({ deep: s.object({ x: s.integer(), y: s.integer() }), z: s.integer() });
		const schema = s.object({ first: inner, second: s.integer() });
		const values: ReadonlyArray<defined> = [
			{},
			{ second: 1 },
			{ first: 5, second: 1 },
			{ first: { deep: false, z: 1 }, second: 2 },
			{ first: { deep: {} } },
			{ first: { deep: { y: 1 }, z: 3 }, second: 4 },
			"no object",
		];
		for (const value of values) expectSame(sent(schema, value), value);
	});

	it("sends one bit for each field that may be absent, however many there are", () => {
		for (const count of [1, 6, 7, 8, 15, 16, 30]) {
			const fields: Record<string, Schema<unknown>> = {};
			for (const index of $range(1, count)) fields[`field${index}`] = s.boolean().optional();
			const schema = s.object(fields);
			expect(sizeOf(schema, {})).to.equal(math.ceil((count + 1) / 8));
			for (const present of $range(1, count)) {
				const value = { [`field${present}`]: true };
				expectSame(sent(schema, value), value);
			}
			expect(sent(schema, 7)).to.equal(7);
		}
	});

	it("sends no field that the schema does not name", () => {
		expectSame(sent(POINT, { x: 1, y: 2, other: 3 }), { x: 1, y: 2 });
		expect(sizeOf(POINT, { x: 1, y: 2, other: 3 })).to.equal(2);
	});

	it("takes few bytes for what is common", () => {
		expect(sizeOf(s.integer({ min: 1000 }), 1126)).to.equal(1);
		expect(sizeOf(s.integer(), -63)).to.equal(1);
		expect(sizeOf(s.number(), 60)).to.equal(1);
		expect(sizeOf(s.number(), 0.5)).to.equal(5);
		expect(sizeOf(s.number(), 0.1)).to.equal(9);
		expect(sizeOf(s.enum(["red", "green"]), "green")).to.equal(1);
		expect(sizeOf(s.enumItem(Enum.NormalId), Enum.NormalId.Top)).to.equal(1);
		expect(sizeOf(s.vector3(), new Vector3(1, 0.1, -2))).to.equal(14);
		expect(sizeOf(s.set(s.string()), new Set(["sword", "bow"]))).to.equal(10);
	});

	it("writes maps and sets of the same content to the same bytes, however they were made", () => {
		const schema = s.record(s.integer()).node;
		const [there, back]: [Record<string, number>, Record<string, number>] = [{}, {}];
		for (const index of $range(1, 50)) {
			there[`key${index}`] = index;
			back[`key${51 - index}`] = 51 - index;
		}
		const [left, right] = [there, back].map((value) =>
			buffer.tostring(bytesOf((writer) => wireNodeOf(schema).write(writer, value))),
		);
		expect(left).to.equal(right);
	});

	it("sends objects of a union by the field that tells them apart, right or not", () => {
		const schema = s.union(
			s.object({ kind: s.literal("a"), size: s.integer() }),
			s.object({ kind: s.literal("b"), name: s.string() }),
		);
		for (const value of [
			{ kind: "a", size: 1 },
			{ kind: "b", name: "x" },
			{ kind: "b", name: 7 },
			{ kind: "c", more: [1] },
			"none",
		]) {
			expectSame(sent(schema, value), value);
		}
	});

	it("sends objects that nothing tells apart by the member that knows most of them", () => {
		const schema = s.union(s.object({ a: s.integer().optional() }), s.object({ b: s.integer().optional() }));
		for (const value of [{ a: 1 }, { b: 1 }, {}]) expectSame(sent(schema, value), value);
	});

	it("sends recursive values, and ends at one that is too deep", () => {
		interface Tree {
			name: string;
			children: Array<Tree>;
		}
		const schema: Schema<Tree> = s.object({ name: s.string(), children: s.array(s.lazy(() => schema)) });
		const value = {
			name: "a",
			children: [
				{ name: "b", children: [] },
				{ name: "c", children: [] },
			],
		};
		expectSame(sent(schema, value), value);
		const node = wireNodeOf(schema.node);
		expect(node.hash(sent(schema, value))).to.equal(node.hash(value));
		const endless: Tree = { name: "e", children: [] };
		endless.children.push(endless);
		expect(() => sent(schema, endless)).to.throw();
		// Children first, and each has one child: two bytes for another one.
		const deep = buffer.fromstring("\x03".rep(100_000));
		expectMalformed(() => node.read(new ByteReader(deep)));
	});

	it("refuses a mark of the value around it where there is none", () => {
		expectMalformed(() => wireNodeOf(s.integer().node).read(new ByteReader(buffer.fromstring("\x00\x10"))));
		const list = s.array(s.integer()).node;
		expectMalformed(() => wireNodeOf(list).read(new ByteReader(buffer.fromstring("\x03\x00\x10"))));
	});

	it("refuses to send what is private", () => {
		expect(() => wireNodeOf(s.integer().private().node)).to.throw();
	});
};
