import type { ByteReader } from "./byte-reader";
import type { ByteWriter } from "./byte-writer";

/** Whole numbers smaller than this can be written as such: with a sign and two escapes they are less than 2^53. */
export const WHOLE_LIMIT = 2 ** 52 - 1;

/** Whether a value is a whole number that a varint takes. Minus zero is none: it would come back as zero. */
export function isWhole(value: unknown): value is number {
	if (!typeIs(value, "number") || value % 1 !== 0) return false;
	return value > -WHOLE_LIMIT && value < WHOLE_LIMIT && (value !== 0 || 1 / value > 0);
}

const AS_F32 = 0;
const AS_F64 = 1;

/** Several numbers: four bytes each if all are as exact in these as the engine's datatypes are, else eight. */
export function writeFloats(writer: ByteWriter, numbers: ReadonlyArray<number>): void {
	const start = writer.size();
	writer.u8(AS_F32);
	for (const number of numbers) {
		if (writer.f32(number)) continue;
		writer.truncate(start);
		writer.u8(AS_F64);
		for (const exact of numbers) writer.f64(exact);
		return;
	}
}

/** So many numbers that `writeFloats` wrote. */
export function readFloats(reader: ByteReader, count: number): ReadonlyArray<number> {
	const short = reader.u8() === AS_F32;
	const numbers = new Array<number>();
	for (const _ of $range(1, count)) numbers.push(short ? reader.f32() : reader.f64());
	return numbers;
}
