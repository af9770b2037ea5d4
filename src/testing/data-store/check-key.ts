import { throwDataStoreError } from "./data-store-error";
import { refuseValue } from "./refuse-value";

/** Characters in a key, a store's name or a scope (platform.md 2). Counted in bytes, the harsher reading. */
const LENGTH_MAX = 50;

/**
 * A key, or the name of a store or scope: text of 1 to 50 characters (platform.md 2: codes 101 to 104). A number becomes
 * text, as with every method of the engine that takes a string: many games pass a user id as it is.
 */
export function checkKey(key: unknown, what = "Key"): string {
	if (!typeIs(key, "string") && !typeIs(key, "number")) {
		return throwDataStoreError(103, `${typeOf(key)} is not allowed in data stores.`);
	}
	const text = tostring(key);
	if (text.size() === 0) throwDataStoreError(101, `${what} name can't be empty.`);
	if (text.size() > LENGTH_MAX) throwDataStoreError(102, `${what} name exceeds the ${LENGTH_MAX} character limit.`);
	if (!typeIs(utf8.len(text)[0], "number")) refuseValue("string");
	return text;
}
