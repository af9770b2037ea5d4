import { throwDataStoreError } from "./data-store-error";

/** Refuses a value by the name of its kind, in the words that the engine really uses (platform.md 2: code 104). */
export function refuseValue(kind: string): never {
	return throwDataStoreError(
		104,
		`Cannot store ${kind} in data store. Data stores can only accept valid UTF-8 characters`,
	);
}
