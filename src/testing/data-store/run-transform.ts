import { CloudSwitches } from "../cloud-options";

/** What a transform asks to be written, and what goes with it; a value of nil leaves the key as it is. */
export interface Transformed {
	readonly value: unknown;
	readonly userIds: unknown;
	readonly metadata: unknown;
}

const CANCELLED: Transformed = table.freeze({ value: undefined, userIds: undefined, metadata: undefined });

function fail(problem: unknown, failure: CloudSwitches["transformFailure"]): Transformed {
	if (failure === "throws") error(problem, 0);
	warn(`UpdateAsync: ${problem}`);
	return CANCELLED;
}

/**
 * Runs an UpdateAsync callback, in a thread of its own so that it can be seen to yield, which it must not. What happens
 * when it yields or throws is a switch, for platform.md 1 knows two readings; an error value that is a table stays the same
 * table.
 */
export function runTransform(
	transform: Callback,
	value: unknown,
	info: unknown,
	failure: CloudSwitches["transformFailure"],
): Transformed {
	let results: [ok: boolean, first: unknown, userIds: unknown, metadata: unknown] | undefined;
	const thread = coroutine.create(() => {
		// Caught inside: not every Luau runtime hands an error value out of a coroutine as it is.
		const [ok, first, userIds, metadata] = pcall(transform, value, info) as unknown as LuaTuple<Array<unknown>>;
		results = [ok as boolean, first, userIds, metadata];
	});
	coroutine.resume(thread);
	if (results === undefined) {
		coroutine.close(thread);
		return fail("Callbacks cannot yield", failure);
	}
	const [ok, first, userIds, metadata] = results;
	return ok ? { value: first, userIds, metadata } : fail(first, failure);
}
