const KINDS = new Set(["table", "function", "thread", "userdata", "buffer"]);
// Every address of the machine is beyond it, and no number of ours.
const NUMBER_MAX = 2 ** 32;

/**
 * `tostring` with addresses that are the same in every process: tables, functions and threads are numbered in the order
 * in which they are first shown.
 */
export function createToString(): (value: unknown) => string {
	const numbers = new WeakMap<object, number>();
	let last = 0;
	return (value) => {
		const text = tostring(value);
		const [kind] = text.match("^(%l+): 0x%x+$");
		if (kind === undefined || typeIs(value, "string")) return text;
		let number = numbers.get(value as object);
		if (number === undefined) {
			last += 1;
			number = last;
			numbers.set(value as object, number);
		}
		return "%s: 0x%016x".format(kind as string, number);
	};
}

/**
 * A text without addresses of this process. Luau's string interpolation and `("…"):format()` cannot be replaced, so what
 * they have made is mended where it would be seen: all such addresses look the same.
 */
export function maskAddresses(text: string): string {
	if (text.find(": 0x", 1, true)[0] === undefined) return text;
	const [masked] = text.gsub("(%l+): 0x(%x+)", (kind: string, digits: string) =>
		KINDS.has(kind) && tonumber(digits, 16)! > NUMBER_MAX ? `${kind}: 0x????????????????` : `${kind}: 0x${digits}`,
	);
	return masked;
}
