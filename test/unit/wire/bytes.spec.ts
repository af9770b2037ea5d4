/// <reference types="@rbxts/testez/globals" />
import { ByteReader } from "../../../src/wire/byte-reader";
import { ByteWriter } from "../../../src/wire/byte-writer";
import { MALFORMED } from "../../../src/wire/malformed";
import { bytesOf, expectMalformed, sizeOfBytes } from "./support";

function readerOf(write: (writer: ByteWriter) => void): ByteReader {
	return new ByteReader(bytesOf(write));
}

export = () => {
	it("gives back every number in the order in which they were written", () => {
		const reader = readerOf((writer) => {
			writer.u8(255);
			writer.u16(65_535);
			writer.u32(2 ** 32 - 1);
			writer.f64(0.1);
			writer.signed(-3);
		});
		expect(reader.u8()).to.equal(255);
		expect(reader.u16()).to.equal(65_535);
		expect(reader.u32()).to.equal(2 ** 32 - 1);
		expect(reader.f64()).to.equal(0.1);
		expect(reader.signed()).to.equal(-3);
		expect(reader.atEnd()).to.equal(true);
	});

	it("writes whole numbers in as few bytes as seven bits each allow", () => {
		const sizes: ReadonlyArray<[value: number, bytes: number]> = [
			[0, 1],
			[127, 1],
			[128, 2],
			[16_383, 2],
			[16_384, 3],
			[2 ** 53, 8],
		];
		for (const [value, bytes] of sizes) {
			expect(sizeOfBytes((writer) => writer.varint(value))).to.equal(bytes);
			expect(readerOf((writer) => writer.varint(value)).varint()).to.equal(value);
		}
	});

	it("keeps the sign of whole numbers up to 2^52", () => {
		for (const value of [0, 1, -1, 63, -64, 2 ** 52, -(2 ** 52)]) {
			expect(readerOf((writer) => writer.signed(value)).signed()).to.equal(value);
		}
	});

	it("refuses to write what is no whole number of that size", () => {
		const writer = new ByteWriter();
		for (const value of [-1, math.huge, 0 / 0, 2 ** 54]) {
			expect(() => writer.varint(value)).to.throw();
		}
	});

	it("says whether a number is as exact in four bytes", () => {
		const writer = new ByteWriter();
		expect(writer.f32(0.5)).to.equal(true);
		expect(writer.f32(0.1)).to.equal(false);
		expect(writer.f32(0 / 0)).to.equal(true);
	});

	it("starts anew after it was cleared, and what it gave before stays as it was", () => {
		const writer = new ByteWriter();
		writer.text("first");
		const first = writer.toBuffer();
		writer.clear();
		writer.u8(7);
		expect(writer.size()).to.equal(1);
		expect(new ByteReader(first).text()).to.equal("first");
		expect(new ByteReader(writer.toBuffer()).u8()).to.equal(7);
	});

	it("takes over the bytes of another buffer, and takes bytes out of the middle", () => {
		const writer = new ByteWriter();
		writer.append(buffer.fromstring("abcdef"));
		writer.remove(1, 4);
		expect(buffer.tostring(writer.toBuffer())).to.equal("aef");
		writer.truncate(1);
		expect(buffer.tostring(writer.toBuffer())).to.equal("a");
	});

	it("reads only the part of a buffer that it is given", () => {
		const reader = new ByteReader(buffer.fromstring("abcdef"), 2, 4);
		expect(reader.left()).to.equal(2);
		expect(buffer.tostring(reader.take(2))).to.equal("cd");
		expectMalformed(() => reader.u8());
	});

	it("ends in an error where the message ends too early", () => {
		const reads: ReadonlyArray<(reader: ByteReader) => unknown> = [
			(reader) => reader.u16(),
			(reader) => reader.u32(),
			(reader) => reader.f32(),
			(reader) => reader.f64(),
			(reader) => reader.take(2),
		];
		for (const read of reads) expectMalformed(() => read(new ByteReader(buffer.create(1))));
		expectMalformed(() => new ByteReader(buffer.create(0)).varint());
	});

	it("accepts one form of each number: none that is longer than it has to be, and none past 2^53", () => {
		for (const text of ["\x80\x00", "\xff\xff\xff\xff\xff\xff\xff\xff\x01", "\xff\xff\xff\xff\xff\xff\xff\x7f"]) {
			expectMalformed(() => new ByteReader(buffer.fromstring(text)).varint());
		}
	});

	it("makes nothing of a length that is larger than what is left", () => {
		const announced = bytesOf((writer) => writer.varint(2 ** 52));
		for (const read of [
			(reader: ByteReader) => reader.text() as unknown,
			(reader: ByteReader) => reader.bytes(),
			(reader: ByteReader) => reader.count(),
		]) {
			expectMalformed(() => read(new ByteReader(announced)));
		}
		expectMalformed(() => new ByteReader(bytesOf((writer) => writer.varint(2 ** 52 + 1))).text());
	});

	it("says in its errors that it is the message that is wrong", () => {
		const [, problem] = pcall(() => new ByteReader(buffer.create(0)).u8());
		expect(tostring(problem).find(MALFORMED, 1, true)[0]).to.equal(1);
	});
};
