// `{"m":null,"t":"numeric","v":""}` and `{"m":null,"t":"buffer","base64":""}`, as Open Cloud shows them (platform.md 7).
const NUMERIC_TAG_SIZE = 32;
const BUFFER_TAG_SIZE = 37;
// Beyond this numbers are written with an exponent.
const COUNTED_BELOW = 1e15;

// Nothing but printable ASCII that JSON writes as it is. Anchored, so that it is one pass over the text.
const PLAIN = "^[]-~ !#-[]*$";
// What JSON writes with a backslash and a letter, and the control characters of those that have no letter: \u, four digits.
const ESCAPED = '[\x00-\x1f"\\]';
const WITHOUT_LETTER = "[\x00-\x07\x0b\x0e-\x1f]";

/** Characters of a text's JSON, or nil for one that is not UTF-8. */
export function jsonTextSize(text: string): number | undefined {
	const size = text.size() + 2;
	if (text.find(PLAIN)[0] !== undefined) return size;
	if (!typeIs(utf8.len(text)[0], "number")) return undefined;
	const [, escapes] = text.gsub(ESCAPED, "");
	const [, unnamed] = text.gsub(WITHOUT_LETTER, "");
	return size + escapes + unnamed * 4;
}

/** Characters of a number's JSON. Infinities and NaN, which JSON does not have, are stored as a tagged object. */
export function jsonNumberSize(value: number): number {
	if (value % 1 === 0 && value >= 0 && value < COUNTED_BELOW) {
		// Most numbers are small and whole: counting their digits is several times faster than writing them.
		let digits = 1;
		for (let bound = 10; value >= bound; bound *= 10) digits += 1;
		return digits;
	}
	const size = tostring(value).size();
	return value - value === 0 ? size : size + NUMERIC_TAG_SIZE;
}

/** Characters of a buffer's JSON: base64 in a tagged object. The engine compresses first; here that does not count. */
export function jsonBufferSize(value: buffer): number {
	return math.ceil(buffer.len(value) / 3) * 4 + BUFFER_TAG_SIZE;
}
