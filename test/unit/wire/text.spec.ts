/// <reference types="@rbxts/testez/globals" />
import { ByteReader } from "../../../src/wire/byte-reader";
import { NO_TEXT } from "../../../src/wire/wire-text";
import { bytesOf, expectMalformed, sizeOfBytes } from "./support";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789_ABCDEFGHIJKLMNOPQRSTUVWXYZ-";

function again(text: string): string {
	return new ByteReader(bytesOf((writer) => writer.text(text))).text();
}

export = () => {
	it("an id takes 6 bits a character", () => {
		expect(sizeOfBytes((writer) => writer.text("sword"))).to.equal(5);
		expect(sizeOfBytes((writer) => writer.text("sword_101"))).to.equal(8);
		expect(sizeOfBytes((writer) => writer.text("sword 101"))).to.equal(10);
	});

	it("gives back every length of packed text", () => {
		const twice = ALPHABET + ALPHABET;
		for (const length of $range(0, twice.size())) {
			const text = twice.sub(twice.size() - length + 1);
			expect(again(text)).to.equal(text);
		}
	});

	it("gives back every byte", () => {
		for (const byte of $range(0, 255)) {
			const text = `abcd${string.char(byte)}`;
			expect(again(text)).to.equal(text);
			expect(again(string.char(byte))).to.equal(string.char(byte));
		}
		expect(again("žluť 🐎")).to.equal("žluť 🐎");
	});

	it("has a header that no text has", () => {
		expectMalformed(() => new ByteReader(bytesOf((writer) => writer.varint(NO_TEXT))).text());
	});

	it("a packed text that ends too early is an error", () => {
		const bytes = bytesOf((writer) => writer.text("sword_101"));
		expectMalformed(() => new ByteReader(bytes, 0, 7).text());
	});
};
