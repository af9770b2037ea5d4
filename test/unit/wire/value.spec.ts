/// <reference types="@rbxts/testez/globals" />
import { SeededRandom } from "../../../src/testing";
import { ByteReader } from "../../../src/wire/byte-reader";
import { hashValue } from "../../../src/wire/value-hash";
import { readValue, writeValue } from "../../../src/wire/wire-value";
import { seededValue } from "../shared/data/seeded-tree";
import { expectFrozen, expectSame } from "../shared/data/support";
import { bytesOf, expectMalformed } from "./support";

function again(value: unknown): unknown {
	const reader = new ByteReader(bytesOf((writer) => writeValue(writer, value)));
	const read = readValue(reader);
	if (!reader.atEnd()) error(`${reader.left()} bytes were not read`);
	return read;
}

const VALUES: ReadonlyArray<defined> = [
	false,
	true,
	0,
	-1,
	2 ** 53,
	-(2 ** 60),
	0.1,
	math.huge,
	-math.huge,
	"",
	"text",
	"\xff\x00",
	buffer.fromstring("bytes"),
	[1, "two", [3]],
	{ a: 1, b: { c: [] } },
	new Vector2(1, 0.5),
	new Vector3(0.1, 2, -3),
	new CFrame(1, 2, 3).mul(CFrame.Angles(0.1, 0.2, 0.3)),
	Color3.fromRGB(1, 2, 3),
	new UDim2(0.1, 2, 0.3, -4),
	DateTime.fromUnixTimestampMillis(1_700_000_000_123),
	Enum.KeyCode.Space,
];

export = () => {
	it("gives back values of every type", () => {
		expect(again(undefined)).to.equal(undefined);
		for (const value of VALUES) {
			const read = again(value);
			expectSame(read, value);
			expectFrozen(read);
			expect(hashValue(read)).to.equal(hashValue(value));
		}
	});

	it("gives back what is no number, and the zero below zero", () => {
		const nothing = again(0 / 0);
		expect(nothing !== nothing).to.equal(true);
		expect(1 / (again(-0) as number)).to.equal(-math.huge);
	});

	it("keeps tables that are neither lists nor keyed by text only", () => {
		const mixed = new Map<string | number, defined>([
			[1, "one"],
			[3, "three"],
			[0.5, "half"],
			["x", 4],
		]);
		expectSame(again(mixed), mixed);
	});

	it("gives back every value that JSON can hold, with the same hash", () => {
		for (const seed of $range(1, 200)) {
			const value = seededValue(new SeededRandom(seed), 5);
			const read = again(value);
			expectSame(read, value, `seed ${seed}`);
			expect(hashValue(read)).to.equal(hashValue(value));
		}
	});

	it("gives values that differ other hashes, whatever is in them", () => {
		const seen = new Map<number, number>();
		VALUES.forEach((value, index) => {
			expect(seen.get(hashValue(value))).to.equal(undefined);
			seen.set(hashValue(value), index);
		});
		const pairsOf: ReadonlyArray<[left: defined, right: defined]> = [
			[
				[1, 2],
				[2, 1],
			],
			[
				{ a: 1, b: 2 },
				{ a: 2, b: 1 },
			],
			["ab", "ba"],
			[1, "1"],
			[0.1, 0.2],
			[-1, 2 ** 32 - 1],
			[[[]], []],
		];
		for (const [left, right] of pairsOf) expect(hashValue(left)).never.to.equal(hashValue(right));
	});

	it("refuses to write what no document holds, and what has no end", () => {
		const endless: Record<string, defined> = {};
		endless.inner = endless;
		for (const value of [endless, () => {}, coroutine.create(() => {})]) {
			expect(() => bytesOf((writer) => writeValue(writer, value))).to.throw();
		}
	});

	it("refuses to read more tables inside one another than a document can have", () => {
		const deep = bytesOf((writer) => {
			for (const _ of $range(1, 100_000)) {
				writer.u8(7);
				writer.u8(1);
			}
		});
		expectMalformed(() => readValue(new ByteReader(deep)));
	});

	it("refuses keys and types that there are not", () => {
		// A dictionary of one entry whose key is true, one whose key is not a number, and a type that is none.
		const wrong = ["\x08\x01\x02\x02", "\x08\x01\x04\x00\x00\x00\x00\x00\x00\xf8\x7f\x02", "\x40"];
		for (const text of wrong) expectMalformed(() => readValue(new ByteReader(buffer.fromstring(text))));
	});
};
