// What JSON writes as it is: anchored, so that plain text is told in one pass.
const PLAIN = "^[]-~ !#-[]*$";
// What JSON writes with a backslash and a letter, and those control characters that have none: \u and four digits.
const ESCAPED = '[\x00-\x1f"\\]';
const WITHOUT_LETTER = "[\x00-\x07\x0b\x0e-\x1f]";
// Whole numbers from here on are written with an exponent.
const COUNTED_BELOW = 1e15;
// `{"m":null,"t":"buffer","base64":""}` is how the engine writes a buffer (platform.md 7).
const BUFFER_TAG_SIZE = 37;
// NaN and infinities, which a document never holds, become a tagged object.
const NUMERIC_TAG_SIZE = 32;

/**
 * Characters of the JSON that the engine writes for a value, which is what the platform's limits count. A table that is
 * in it twice is written twice. A buffer counts as base64, although the engine may compress it first.
 *
 * With `most`, counting ends soon after it was passed: the answer is then some number above `most`.
 */
export function jsonSize(value: unknown, most = math.huge): number {
	if (typeIs(value, "string")) return textSize(value);
	if (typeIs(value, "number")) return numberSize(value);
	if (typeIs(value, "boolean")) return value ? 4 : 5;
	if (typeIs(value, "table")) {
		const isList = (value as ReadonlyArray<defined>).size() > 0;
		return isList ? listSize(value as ReadonlyArray<defined>, most) : mapSize(value as never, most);
	}
	if (typeIs(value, "buffer")) return math.ceil(buffer.len(value) / 3) * 4 + BUFFER_TAG_SIZE;
	return 4;
}

function listSize(list: ReadonlyArray<defined>, most: number): number {
	// A comma behind each item but the last.
	let size = 1 + list.size();
	for (const item of list) {
		size += jsonSize(item, most - size);
		if (size > most) break;
	}
	return size;
}

function mapSize(map: ReadonlyMap<string | number, unknown>, most: number): number {
	let size = 2;
	let count = 0;
	for (const [key, value] of pairs(map)) {
		count++;
		// A colon, and a comma before each but the first.
		size += textSize(tostring(key)) + (count > 1 ? 2 : 1);
		size += jsonSize(value, most - size);
		if (size > most) break;
	}
	return size;
}

function textSize(text: string): number {
	const size = text.size() + 2;
	if (text.find(PLAIN)[0] !== undefined) return size;
	const [, escapes] = text.gsub(ESCAPED, "");
	const [, unnamed] = text.gsub(WITHOUT_LETTER, "");
	return size + escapes + unnamed * 4;
}

function numberSize(value: number): number {
	if (value % 1 === 0 && value > 0 && value < COUNTED_BELOW) {
		// Most numbers are small and whole: counting their digits is several times faster than writing them.
		let digits = 1;
		for (let bound = 10; value >= bound; bound *= 10) digits++;
		return digits;
	}
	const size = tostring(value).size();
	return value - value === 0 ? size : size + NUMERIC_TAG_SIZE;
}
