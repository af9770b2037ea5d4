import { HoldfastError, holdfastError } from "../../shared/errors";

/** The platform's limit for keys and for names of stores, in bytes (platform: 50 characters). */
const KEY_LENGTH_MAX = 50;

/** Why a DataStore could not hold this key, or undefined: checked before anything is sent. */
export function checkKey(key: string, collection: string): HoldfastError<"invalidKey"> | undefined {
	const context = { collection, key, expected: `1 to ${KEY_LENGTH_MAX} bytes of UTF-8` };
	const size = key.size();
	if (size === 0) return holdfastError("invalidKey", "The key is empty.", { ...context, actual: "0 bytes" });
	if (size > KEY_LENGTH_MAX) {
		return holdfastError("invalidKey", "The key is too long.", { ...context, actual: `${size} bytes` });
	}
	const [length] = utf8.len(key);
	if (!typeIs(length, "number")) {
		return holdfastError("invalidKey", "The key is not valid UTF-8.", { ...context, actual: "invalid UTF-8" });
	}
	return undefined;
}
