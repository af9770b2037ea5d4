import { throwDataStoreError } from "./data-store-error";

// The platform's integers have 64 bits.
const WHOLE_BELOW = 2 ** 63;

/** True for a whole number that the platform can keep. */
export function isWhole(value: unknown): value is number {
	return typeIs(value, "number") && value % 1 === 0 && math.abs(value) < WHOLE_BELOW;
}

function kindOf(value: unknown): string {
	if (typeIs(value, "number")) return "double";
	if (!typeIs(value, "table")) return typeOf(value);
	return (value as Array<unknown>).size() > 0 ? "Array" : "Dictionary";
}

/** A whole number, or the platform's complaint (platform.md 2: code 103, in the words that are really seen). */
export function checkWhole(value: unknown): number {
	return isWhole(value) ? value : throwDataStoreError(103, `${kindOf(value)} is not allowed in data stores.`);
}
