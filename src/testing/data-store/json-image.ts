import { copyImage } from "./copy-image";
import { throwDataStoreError } from "./data-store-error";
import { jsonBufferSize, jsonNumberSize, jsonTextSize } from "./json-size";
import { refuseValue } from "./refuse-value";

/** Characters of JSON that one value may have (platform.md 2). */
export const VALUE_SIZE_MAX = 4_194_304;

// A cycle comes by again however deep one starts to look, and hardly any document is this deep.
const TRACKED_DEPTH = 32;

/** A value as the cloud keeps it. */
export interface JsonImage {
	/** An independent copy, deeply frozen (but a buffer, which cannot be). */
	readonly value: unknown;
	/** Characters of its JSON, counted while copying. */
	readonly size: number;
}

/** One value's way through JSON. */
interface Passage {
	/** What the engine names when something inside is refused: the whole, not the culprit (platform.md 2). */
	readonly kind: string;
	/** Sizes of keys seen: the same few come again in every item of a list. */
	readonly keySizes: Map<string, number>;
	/** The tables that the current one is inside of, from {@link TRACKED_DEPTH} on. */
	readonly above: Set<unknown>;
	depth: number;
	size: number;
}

function kindOf(value: unknown): string {
	if (!typeIs(value, "table")) return typeOf(value);
	return (value as Array<unknown>).size() > 0 ? "Array" : "Dictionary";
}

function imageOfArray(source: object, passage: Passage): unknown {
	const length = (source as Array<unknown>).size();
	const image = new Array<unknown>(length);
	let count = 0;
	// Pairs and not an index: only so are keys found that JSON would lose in silence.
	for (const [key, item] of pairs(source as Record<number, unknown>)) {
		const isIndex = typeIs(key, "number") && key >= 1 && key <= length && key % 1 === 0;
		if (!isIndex) refuseValue(passage.kind);
		count += 1;
		image[key - 1] = imageOf(item, passage);
	}
	if (count !== length) refuseValue(passage.kind);
	passage.size += length - 1;
	return image;
}

function keySize(text: string, passage: Passage): number {
	const known = passage.keySizes.get(text);
	if (known !== undefined) return known;
	const size = jsonTextSize(text) ?? refuseValue(passage.kind);
	passage.keySizes.set(text, size);
	return size;
}

function imageOfDictionary(source: object, passage: Passage): unknown {
	const image = new Map<string, unknown>();
	let [count, numbers] = [0, 0];
	for (const [key, item] of pairs(source as Record<string, unknown>)) {
		const isNumber = typeIs(key, "number");
		if (!isNumber && !typeIs(key, "string")) refuseValue(passage.kind);
		count += 1;
		if (isNumber) numbers += 1;
		const text = isNumber ? tostring(key) : key;
		passage.size += keySize(text, passage);
		image.set(text, imageOf(item, passage) as never);
	}
	if (numbers > 0 && numbers < count) refuseValue(passage.kind);
	// A colon for each, and commas in between.
	if (count > 0) passage.size += count * 2 - 1;
	return image;
}

function imageOfTable(source: object, passage: Passage): unknown {
	passage.depth += 1;
	passage.size += 2;
	const tracked = passage.depth >= TRACKED_DEPTH;
	if (tracked) {
		if (passage.above.has(source)) refuseValue(passage.kind);
		passage.above.add(source);
	}
	const isArray = (source as Array<unknown>).size() > 0;
	const image = isArray ? imageOfArray(source, passage) : imageOfDictionary(source, passage);
	if (tracked) passage.above.delete(source);
	passage.depth -= 1;
	return table.freeze(image as object);
}

function imageOf(value: unknown, passage: Passage): unknown {
	if (typeIs(value, "table")) return imageOfTable(value, passage);
	if (typeIs(value, "string")) {
		passage.size += jsonTextSize(value) ?? refuseValue(passage.kind);
		return value;
	}
	if (typeIs(value, "number")) {
		passage.size += jsonNumberSize(value);
		return value;
	}
	if (typeIs(value, "boolean")) {
		passage.size += value ? 4 : 5;
		return value;
	}
	if (!typeIs(value, "buffer")) return refuseValue(passage.kind);
	passage.size += jsonBufferSize(value);
	return copyImage(value);
}

/**
 * What a value is after its way through JSON. Throws what the engine throws for one that cannot be stored (code 104:
 * nothing at all, a function, an instance, a table that is mixed, sparse or inside of itself, text that is not UTF-8) or
 * is too large (code 105); platform.md 2 and 7, and where those are uncertain the harsher reading of section 11.
 */
export function jsonImage(value: unknown): JsonImage {
	const passage: Passage = { kind: kindOf(value), keySizes: new Map(), above: new Set(), depth: 0, size: 0 };
	const image = imageOf(value, passage);
	if (passage.size > VALUE_SIZE_MAX) throwDataStoreError(105, `Serialized value exceeds ${VALUE_SIZE_MAX} limit.`);
	return { value: image, size: passage.size };
}
