import type { ByteReader } from "./byte-reader";
import type { ByteWriter } from "./byte-writer";
import { malformed } from "./malformed";

/**
 * A text is one varint, `length * 2 + packed`, and then its bytes, or 6 bits a character if all are of an alphabet of 64:
 * ids are, and most names of things. So "sword_101" takes 8 bytes.
 *
 * No text is both empty and packed: that header is free for those who need to say "no text".
 */
export const NO_TEXT = 1;

/** Fewer characters take as many bytes packed as they do without. */
const PACKED_LENGTH_MIN = 4;
const PACKED_PATTERN = "^[a-zA-Z0-9_-]+$";

export function writeText(writer: ByteWriter, text: string): void {
	const length = text.size();
	const packed = length >= PACKED_LENGTH_MIN && text.find(PACKED_PATTERN)[0] !== undefined;
	writer.varint(length * 2 + (packed ? 1 : 0));
	if (packed) writePacked(writer, text, length);
	else writer.raw(text);
}

export function readText(reader: ByteReader): string {
	const header = reader.varint();
	return header === NO_TEXT ? malformed("no text") : readTextAfter(reader, header);
}

/** The text whose header, another than `NO_TEXT`, is read already. */
export function readTextAfter(reader: ByteReader, header: number): string {
	const length = math.floor(header / 2);
	return header % 2 === 1 ? readPacked(reader, length) : reader.raw(length);
}

/** Four characters are three bytes; what is left over takes as many bytes as it has bits for. */
function writePacked(writer: ByteWriter, text: string, length: number): void {
	for (const first of $range(1, length, 4)) {
		const count = math.min(4, length - first + 1);
		const [a, b, c, d] = text.byte(first, first + count - 1);
		let word = codeOf(a);
		if (count > 1) word += codeOf(b) * 64;
		if (count > 2) word += codeOf(c) * 4096;
		if (count > 3) word += codeOf(d) * 262_144;
		writer.u8(word % 256);
		if (count > 1) writer.u8(math.floor(word / 256) % 256);
		if (count > 2) writer.u8(math.floor(word / 65_536));
	}
}

function readPacked(reader: ByteReader, length: number): string {
	reader.admit(math.ceil((length * 3) / 4));
	const made = buffer.create(length);
	for (const first of $range(0, length - 1, 4)) {
		const count = math.min(4, length - first);
		let word = reader.u8();
		if (count > 1) word += reader.u8() * 256;
		if (count > 2) word += reader.u8() * 65_536;
		for (const index of $range(first, first + count - 1)) {
			buffer.writeu8(made, index, charOf(word % 64));
			word = math.floor(word / 64);
		}
	}
	return buffer.tostring(made);
}

/** The place of a character, given by its byte, in `a-z0-9_A-Z-`. */
function codeOf(byte: number): number {
	if (byte >= 97) return byte - 97;
	if (byte === 95) return 36;
	if (byte >= 65) return byte - 28;
	return byte === 45 ? 63 : byte - 22;
}

function charOf(code: number): number {
	if (code < 26) return code + 97;
	if (code < 36) return code + 22;
	if (code === 36) return 95;
	return code === 63 ? 45 : code + 28;
}
