// {"t":"buffer","base64":"…"}, about: the engine wraps a buffer so.
const BUFFER_FRAME = 32;

function textSize(text: string): number {
	let size = text.size() + 2;
	for (const [escaped] of text.gmatch('[%c"\\\\]')) {
		size += (escaped as string).byte()[0] < 32 ? 5 : 1;
	}
	return size;
}

function numberSize(value: number): number {
	return "%.17g".format(value).size();
}

/** Characters of the JSON that the platform makes of a value: not less, and hardly more. */
export function jsonSize(value: unknown): number {
	if (typeIs(value, "string")) return textSize(value);
	if (typeIs(value, "number")) return value % 1 === 0 ? tostring(value).size() : numberSize(value);
	if (typeIs(value, "boolean")) return value ? 4 : 5;
	if (typeIs(value, "buffer")) return math.ceil(buffer.len(value) / 3) * 4 + BUFFER_FRAME;
	if (!typeIs(value, "table")) return 4;
	let size = 2;
	if ((value as Array<unknown>).size() > 0) {
		for (const item of value as Array<unknown>) size += jsonSize(item) + 1;
	} else {
		for (const [key, item] of pairs(value as Record<string, unknown>))
			size += textSize(tostring(key)) + jsonSize(item) + 2;
	}
	return size;
}
