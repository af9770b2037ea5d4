import { t } from "@rbxts/t";

import { CFRAME, COLOR3, UDIM2, VECTOR2, VECTOR3 } from "../schema/kinds/datatypes";
import type { Key, Table } from "../shared/data/table";

const WORD = 2 ** 32;

// Any numbers that differ: what a value's hash starts with says what type it is of.
const NOTHING = 1;
const FALSE = 2;
const TRUE = 3;
const NUMBER = 4;
const FRACTION = 5;
const TEXT = 6;
const BYTES = 7;
const TABLE = 8;
const MOMENT = 9;
const NUMBERS = 10;
const OTHER = 11;
const ENTRY = 12;

/**
 * 32 bits that are the same for values that are equal (see `isEqual`): the round of MurmurHash3, over the content. The
 * entries of a table count in no order, so a list, a map and an object need no sorting.
 */
export function hashValue(value: unknown): number {
	if (typeIs(value, "string")) return hashText(TEXT, value);
	if (typeIs(value, "number")) return hashNumber(value);
	if (typeIs(value, "boolean")) return value ? TRUE : FALSE;
	if (value === undefined) return NOTHING;
	if (typeIs(value, "buffer")) return hashText(BYTES, buffer.tostring(value));
	if (!typeIs(value, "table")) return hashDatatype(value);
	let sum = 0;
	for (const [key, inner] of pairs(value as Table)) sum += hashEntry(key, hashValue(inner));
	return hashTable(sum);
}

/** What an entry adds to the hash of its table. */
export function hashEntry(key: Key, valueHash: number): number {
	return finish(mix(mix(ENTRY, hashValue(key)), valueHash));
}

/** The hash of a table: of the sum of its entries. */
export function hashTable(sum: number): number {
	return mix(TABLE, sum % WORD);
}

function hashText(start: number, text: string): number {
	const size = text.size();
	const bytes = buffer.fromstring(text);
	let hash = mix(start, size);
	const rest = size % 4;
	for (const at of $range(0, size - 4, 4)) hash = mix(hash, buffer.readu32(bytes, at));
	for (const at of $range(size - rest, size - 1)) hash = mix(hash, buffer.readu8(bytes, at));
	return hash;
}

function hashNumber(value: number): number {
	if (value !== value) return mix(FRACTION, 0);
	if (value >= 0 && value < WORD && value % 1 === 0) return mix(NUMBER, value);
	if (math.abs(value) === math.huge) return mix(FRACTION, value > 0 ? 1 : 2);
	const [fraction, exponent] = math.frexp(value);
	// All 53 bits of the fraction as a whole number.
	const whole = fraction * 2 ** 53;
	return mix(mix(mix(FRACTION, whole % WORD), math.floor(whole / WORD) % WORD), exponent % WORD);
}

function hashDatatype(value: unknown): number {
	if (typeIs(value, "DateTime")) return mix(MOMENT, hashNumber(value.UnixTimestampMillis));
	if (typeIs(value, "EnumItem")) return hashText(OTHER, tostring(value));
	let hash = NUMBERS;
	for (const number of numbersOf(value)) hash = mix(hash, hashNumber(number));
	return hash;
}

function numbersOf(value: unknown): ReadonlyArray<number> {
	if (t.Vector3(value)) return VECTOR3.toNumbers(value);
	if (t.Vector2(value)) return VECTOR2.toNumbers(value);
	if (t.CFrame(value)) return CFRAME.toNumbers(value);
	if (t.Color3(value)) return COLOR3.toNumbers(value);
	return t.UDim2(value) ? UDIM2.toNumbers(value) : [];
}

function mix(hash: number, word: number): number {
	const spread = bit32.lrotate(times(word, 0xcc9e, 0x2d51), 15);
	const mixed = bit32.lrotate(bit32.bxor(hash, times(spread, 0x1b87, 0x3593)), 13);
	return (mixed * 5 + 0xe6546b64) % WORD;
}

/** Spreads every bit over all, so that sums of such numbers say something. */
function finish(hash: number): number {
	const first = times(bit32.bxor(hash, bit32.rshift(hash, 16)), 0x85eb, 0xca6b);
	const second = times(bit32.bxor(first, bit32.rshift(first, 13)), 0xc2b2, 0xae35);
	return bit32.bxor(second, bit32.rshift(second, 16));
}

/** The product of 32 bits with a constant given by its halves: in one step it would leave the 53 bits of a double. */
function times(value: number, high: number, low: number): number {
	return (value * low + ((value * high) % 65_536) * 65_536) % WORD;
}
