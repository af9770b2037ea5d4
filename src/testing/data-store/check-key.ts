import { throwDataStoreError } from "./data-store-error";

/** Characters in a key, a store's name or a scope (platform: 50). */
const LENGTH_MAX = 50;

/** Names and keys: 1 to 50 characters (platform.md 2: codes 101, 102, 103). */
export function checkKey(key: unknown, what = "Key"): string {
	if (!typeIs(key, "string")) throwDataStoreError(103, `${typeOf(key)} is not allowed in data stores.`);
	const text = key as string;
	if (text.size() === 0) throwDataStoreError(101, `${what} name can't be empty.`);
	if (text.size() > LENGTH_MAX) throwDataStoreError(102, `${what} name exceeds the ${LENGTH_MAX} character limit.`);
	return text;
}
