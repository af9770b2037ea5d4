import { fail, Result, succeed } from "../result";

/**
 * Runs a factory on a thread of its own, which is how one that waits is found out. The error is what it threw.
 *
 * A factory must not wait because nothing else may resolve while a service is half made: a second thread that asked for
 * it would be told of a cycle, or make a second one.
 */
export function runFactory(service: string, factory: () => defined): Result<defined, unknown> {
	// The inner pcall keeps a table that is thrown a table.
	const thread = coroutine.create(() => pcall(factory));
	const [, finished, value] = coroutine.resume(thread);
	if (coroutine.status(thread) !== "dead") {
		pcall(task.cancel, thread);
		return fail(
			`[holdfast] the factory of "${service}" waited (yielded): what takes time belongs in the service's start`,
		);
	}
	if (finished !== true) return fail(value);
	if (value === undefined) return fail(`[holdfast] the factory of "${service}" returned nothing`);
	return succeed(value as defined);
}
