import { Entry } from "./backend";
import { Attributes } from "./check-attributes";
import { throwDataStoreError } from "./data-store-error";
import { jsonImage } from "./json-image";
import { KeyAddress } from "./key-address";
import { StoreContext } from "./store-context";

function kindOf(value: unknown): string {
	if (typeIs(value, "number")) return "double";
	if (!typeIs(value, "table")) return typeOf(value);
	return (value as Array<unknown>).size() > 0 ? "Array" : "Dictionary";
}

function isWhole(value: unknown): value is number {
	return typeIs(value, "number") && value % 1 === 0;
}

function refuse(value: unknown): never {
	return throwDataStoreError(103, `${kindOf(value)} is not allowed in data stores.`);
}

/**
 * IncrementAsync: adds at the backend, in one step; a key that holds nothing counts as 0. Throws for anything but whole
 * numbers (platform.md 1, IncrementAsync).
 */
export function incrementKey(
	context: StoreContext,
	address: KeyAddress,
	delta: unknown,
	attributes: Attributes,
): Entry {
	if (!isWhole(delta)) return refuse(delta);
	context.count("IncrementAsync");
	const result = context.roundTrip.write(() => {
		const current = context.backend.read(address)?.value ?? 0;
		if (!isWhole(current)) return { entry: undefined, current };
		return { entry: context.backend.write(address, jsonImage(current + delta), attributes), current };
	});
	return result.entry ?? refuse(result.current);
}
