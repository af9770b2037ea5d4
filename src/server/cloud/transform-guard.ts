import { StoreFailure } from "./ports";

const YIELDED = "The transform yielded, which it must not.";

/**
 * Runs a transform for UpdateAsync. Whether the platform's own call throws when a transform fails, or says nothing and
 * writes nothing, is not documented; so that it is noticed either way, a failing transform cancels and is remembered here.
 */
export class TransformGuard<A, B, R> {
	private problem?: string;

	constructor(private readonly transform: (stored: A, beside: B) => R | undefined) {}

	/** What the transform gives, or undefined when it throws: then nothing is written. */
	run(stored: A, beside: B): R | undefined {
		// Stays if it never comes back from the transform.
		this.problem = YIELDED;
		const [ok, result] = pcall(this.transform, stored, beside);
		this.problem = ok ? undefined : tostring(result);
		return ok ? (result as R | undefined) : undefined;
	}

	/** Why the last run gave nothing, if it was the transform's fault: repeating the request would not help. */
	failure(): StoreFailure | undefined {
		return this.problem !== undefined ? { message: this.problem, retryable: false } : undefined;
	}
}
