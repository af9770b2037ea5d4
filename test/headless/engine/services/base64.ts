const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const PADDING = 61;

/** Three bytes as four letters; what is missing at the end is padded with `=`. */
export function base64Encode(input: buffer): buffer {
	const size = buffer.len(input);
	const output = buffer.create(math.ceil(size / 3) * 4);
	const byteAt = (index: number) => (index < size ? buffer.readu8(input, index) : 0);
	for (const group of $range(0, math.ceil(size / 3) - 1)) {
		const from = group * 3;
		const bits = byteAt(from) * 0x10000 + byteAt(from + 1) * 0x100 + byteAt(from + 2);
		for (const letter of $range(0, 3)) {
			const value = bit32.extract(bits, 18 - letter * 6, 6);
			const missing = from + letter > size;
			buffer.writeu8(output, group * 4 + letter, missing ? PADDING : ALPHABET.byte(value + 1)[0]);
		}
	}
	return output;
}

function valueOf(letter: number): number {
	const [position] = ALPHABET.find(string.char(letter), 1, true);
	return position !== undefined ? position - 1 : (error("Input is not base64", 0) as never);
}

/** The bytes that a text of letters stands for; an error if it is none. */
export function base64Decode(input: buffer): buffer {
	const letters = buffer.len(input);
	if (letters % 4 !== 0) error("Input is not base64", 0);
	let padding = 0;
	while (padding < math.min(2, letters) && buffer.readu8(input, letters - 1 - padding) === PADDING) padding += 1;
	const output = buffer.create((letters / 4) * 3 - padding);
	for (const group of $range(0, letters / 4 - 1)) {
		let bits = 0;
		for (const letter of $range(0, 3)) {
			const index = group * 4 + letter;
			bits = bits * 64 + (index < letters - padding ? valueOf(buffer.readu8(input, index)) : 0);
		}
		for (const byte of $range(0, 2)) {
			const index = group * 3 + byte;
			if (index < buffer.len(output)) buffer.writeu8(output, index, bit32.extract(bits, 16 - byte * 8, 8));
		}
	}
	return output;
}
