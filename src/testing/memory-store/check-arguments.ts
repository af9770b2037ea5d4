import { throwMemoryError } from "./memory-error";

/** Characters in a key, a sort key or a structure's name (platform.md 3). Counted in bytes, the harsher reading. */
const TEXT_MAX = 128;
const EXPIRATION_SECONDS_MAX = 3_888_000;

/** What a sorted map sorts by before it looks at the key. */
export type SortKey = string | number;

/** A key, or a structure's name: text of 1 to 128 characters. A number becomes text, as everywhere in the engine. */
export function checkMemoryKey(key: unknown): string {
	if (!typeIs(key, "string") && !typeIs(key, "number")) return throwMemoryError("InvalidRequest");
	const text = tostring(key);
	const valid = text.size() > 0 && text.size() <= TEXT_MAX && typeIs(utf8.len(text)[0], "number");
	return valid ? text : throwMemoryError("InvalidRequest");
}

/** A number or text of at most 128 characters, or none. */
export function checkSortKey(sortKey: unknown): SortKey | undefined {
	if (sortKey === undefined) return undefined;
	if (typeIs(sortKey, "number") && sortKey === sortKey) return sortKey;
	if (!typeIs(sortKey, "string") || sortKey.size() > TEXT_MAX) {
		return throwMemoryError("InvalidRequest", "Unable to convert sortKey to a valid number or string");
	}
	return sortKey;
}

/** Whole seconds from 0 to 45 days; a fraction is cut off, as with every whole number that the engine takes. */
export function checkExpiration(seconds: unknown): number {
	const valid = typeIs(seconds, "number") && seconds >= 0 && seconds <= EXPIRATION_SECONDS_MAX;
	return valid ? math.floor(seconds) : throwMemoryError("InvalidExpirationTime");
}

/** How many items are asked for: a whole number from 1 on. */
export function checkCount(count: unknown, countMax: number): number {
	const valid = typeIs(count, "number") && count >= 1 && count <= countMax && count % 1 === 0;
	return valid ? count : throwMemoryError("InvalidRequest");
}
