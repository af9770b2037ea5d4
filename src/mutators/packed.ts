/** Arguments as they were given: some of them may be nothing, so their number is told beside them. */
export interface Packed {
	readonly count: number;
	/** From 1 to `count`. */
	readonly values: ReadonlyMap<number, unknown>;
}

/** The first so many of a call's arguments. */
export function pack(args: ReadonlyArray<unknown>, count: number): Packed {
	const values = new Map<number, unknown>();
	// Read one by one: where something is left out, a list has no length.
	for (const place of $range(1, count)) values.set(place, args[place - 1]);
	return { count, values };
}

/** A mutator takes no more. */
export const ARGUMENTS_MAX = 6;

/** Any of the game's. */
export type AnyFunction = (...args: Array<unknown>) => unknown;

/** Calls a function of packed arguments alone. */
export function callOn(call: AnyFunction, { count, values }: Packed): unknown {
	const at = (place: number) => values.get(place);
	// One by one: a list with nothing in it somewhere is no list.
	if (count === 0) return call();
	if (count === 1) return call(at(1));
	if (count === 2) return call(at(1), at(2));
	if (count === 3) return call(at(1), at(2), at(3));
	if (count === 4) return call(at(1), at(2), at(3), at(4));
	if (count === 5) return call(at(1), at(2), at(3), at(4), at(5));
	return call(at(1), at(2), at(3), at(4), at(5), at(6));
}

/** The same with something before and after them. */
export function callBetween(call: AnyFunction, first: unknown, { count, values }: Packed, last: unknown): unknown {
	const at = (place: number) => values.get(place);
	if (count === 0) return call(first, last);
	if (count === 1) return call(first, at(1), last);
	if (count === 2) return call(first, at(1), at(2), last);
	if (count === 3) return call(first, at(1), at(2), at(3), last);
	if (count === 4) return call(first, at(1), at(2), at(3), at(4), last);
	if (count === 5) return call(first, at(1), at(2), at(3), at(4), at(5), last);
	return call(first, at(1), at(2), at(3), at(4), at(5), at(6), last);
}
