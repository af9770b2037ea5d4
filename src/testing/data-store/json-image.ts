import { throwDataStoreError } from "./data-store-error";

/** Characters of JSON that one value may have (platform.md 2). */
export const VALUE_SIZE_MAX = 4_194_304;

const DEPTH_MAX = 200;
const UTF8_HINT = "Data stores can only accept valid UTF-8 characters";

interface Counting {
	size: number;
}

function refuse(kind: string): never {
	return throwDataStoreError(104, `Cannot store ${kind} in data store. ${UTF8_HINT}`);
}

function textSize(text: string): number {
	const [, escapes] = text.gsub('["\\%c]', "");
	return text.size() + escapes + 2;
}

function imageOfTable(value: Map<unknown, unknown>, depth: number, counting: Counting): unknown {
	if (depth > DEPTH_MAX) refuse("a table that contains itself");
	const length = (value as unknown as Array<unknown>).size();
	let count = 0;
	for (const [key] of value) {
		count += 1;
		// An array holds nothing but 1 to n; next to string keys those would silently be lost, so it is an error here.
		if (length > 0 && !typeIs(key, "number")) refuse("Dictionary");
	}
	if (length > 0 && count !== length) refuse("Array");
	const image = new Map<unknown, unknown>();
	counting.size += 2;
	for (const [key, item] of value) {
		if (!typeIs(key, "string") && !typeIs(key, "number")) refuse("Dictionary");
		if (length === 0) counting.size += textSize(tostring(key)) + 1;
		counting.size += 1;
		image.set(length > 0 ? key : tostring(key), imageOf(item, depth + 1, counting) as never);
	}
	return image;
}

function imageOf(value: unknown, depth: number, counting: Counting): unknown {
	if (typeIs(value, "string")) {
		const [valid] = utf8.len(value);
		if (!typeIs(valid, "number")) refuse("string");
		counting.size += textSize(value);
		return value;
	}
	if (typeIs(value, "number") || typeIs(value, "boolean")) {
		counting.size += tostring(value).size();
		return value;
	}
	if (typeIs(value, "table")) return imageOfTable(value as Map<unknown, unknown>, depth, counting);
	if (typeIs(value, "buffer")) {
		counting.size += math.ceil(buffer.len(value) / 3) * 4 + 40;
		const copy = buffer.create(buffer.len(value));
		buffer.copy(copy, 0, value);
		return copy;
	}
	return refuse(typeOf(value));
}

/**
 * What a value is after its way through JSON, as an independent copy: keys of dictionaries are text, and what cannot be
 * stored is an error (platform.md 7; where that is uncertain the harsher reading of section 11).
 */
export function jsonImage(value: unknown): unknown {
	const counting = { size: 0 };
	const image = imageOf(value, 0, counting);
	if (counting.size > VALUE_SIZE_MAX) throwDataStoreError(105, `Serialized value exceeds ${VALUE_SIZE_MAX} limit.`);
	return image;
}
