/** What a transform asks to be written; no value: leave the key as it is. */
export interface Transformed {
	readonly value: unknown;
	readonly userIds: unknown;
	readonly metadata: unknown;
}

/**
 * Runs an UpdateAsync callback, which must not yield. One that yields or throws makes the call throw: the harsher of the
 * two readings that platform.md 11 knows.
 */
export function runTransform(transform: Callback, value: unknown, info: unknown): Transformed {
	let problem: unknown;
	let transformed: Transformed | undefined;
	const thread = coroutine.create(() => {
		const [ok, first, userIds, metadata] = pcall(transform, value, info) as unknown as LuaTuple<
			[boolean, unknown, unknown, unknown]
		>;
		if (ok) transformed = { value: first, userIds, metadata };
		else problem = first;
	});
	coroutine.resume(thread);
	if (coroutine.status(thread) !== "dead") {
		coroutine.close(thread);
		error("Callbacks cannot yield", 0);
	}
	return transformed ?? (error(problem, 0) as never);
}
