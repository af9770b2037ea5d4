import type { Path } from "../../shared/data/path";

/** What a transfer takes: an amount from a number, or an entry, by its key, from what is kept by keys. */
export type Cargo =
	| { readonly path: Path; readonly amount: number; readonly item?: undefined }
	| { readonly path: Path; readonly item: string; readonly amount?: undefined };

/** The same on its way: plain JSON. */
export interface StoredCargo {
	/** Where it was taken from, or is to go. */
	readonly path: Path;
	readonly amount?: number;
	readonly item?: string;
	/** What the item is, in its stored form. */
	readonly value?: unknown;
}

export function isStoredCargo(value: unknown): value is StoredCargo {
	if (!typeIs(value, "table")) return false;
	const { path, amount, item, value: content } = value as Partial<StoredCargo>;
	if (!typeIs(path, "table") || !path.every((segment) => typeIs(segment, "string") || typeIs(segment, "number"))) {
		return false;
	}
	if (item === undefined) return isAmount(amount);
	return typeIs(item, "string") && content !== undefined && amount === undefined;
}

/** True for what can be an amount: more than nothing, and finite. */
export function isAmount(value: unknown): value is number {
	return typeIs(value, "number") && value > 0 && value < math.huge;
}

// A fraction such as 0.1 is never added exactly.
const ROUNDING = 1e-9;

/** False where a number is so large that adding this to it does something else: coins would come to be, or be gone. */
export function isExact(there: number, added: number): boolean {
	return math.abs(there + added - there - added) <= ROUNDING * math.abs(added);
}
