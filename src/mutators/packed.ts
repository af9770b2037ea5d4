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

/** Packed arguments as a call takes them, with one more before and one after if they are given. */
export function spread(
	{ count, values }: Packed,
	around: { readonly first?: unknown; readonly last?: unknown } = {},
): LuaTuple<Array<unknown>> {
	const all = new Map<number, unknown>();
	let size = 0;
	if (around.first !== undefined) {
		size += 1;
		all.set(size, around.first);
	}
	for (const place of $range(1, count)) all.set(size + place, values.get(place));
	size += count;
	if (around.last !== undefined) {
		size += 1;
		all.set(size, around.last);
	}
	return unpack(all as unknown as Array<unknown>, 1, size);
}
