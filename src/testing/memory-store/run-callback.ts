import { throwMemoryError } from "./memory-error";

/** What an UpdateAsync callback returned. */
export interface Returned {
	readonly value: unknown;
	readonly sortKey: unknown;
}

/**
 * Runs an UpdateAsync callback, in a thread of its own so that it can be seen to yield. One that throws or yields makes the
 * call throw (platform.md 11), with a status of its own (platform.md 3); what it threw is added for whoever debugs it.
 */
export function runCallback(callback: Callback, value: unknown, sortKey: unknown): Returned {
	let results: [ok: boolean, first: unknown, second: unknown] | undefined;
	const thread = coroutine.create(() => {
		const [ok, first, second] = pcall(callback, value, sortKey) as unknown as LuaTuple<Array<unknown>>;
		results = [ok as boolean, first, second];
	});
	coroutine.resume(thread);
	if (results === undefined) coroutine.close(thread);
	const [ok, first, second] = results ?? [false, "Callbacks cannot yield", undefined];
	if (ok) return { value: first, sortKey: second };
	const text = `Failed to invoke transformation callback function (${first})`;
	return throwMemoryError("TransformCallbackFailed", text);
}
