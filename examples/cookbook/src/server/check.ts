import { HoldfastError, Result } from "@rbxts/holdfast";

/** Ends the recipe unless what it claims is so. */
export function check(condition: boolean, claim: string): asserts condition {
	if (!condition) error(`this is not so: ${claim}`, 2);
}

/** The value of a result that this recipe has no other way for. */
export function valueOf<T>(result: Result<T, HoldfastError>): T {
	if (!result.ok) error(`${result.error.kind}: ${result.error.message}`, 2);
	return result.value;
}

/** Yields until it is so. */
export function waitUntil(condition: () => boolean, claim: string, seconds = 30): void {
	const deadline = os.clock() + seconds;
	while (!condition()) {
		check(os.clock() < deadline, claim);
		task.wait();
	}
}
