/**
 * What an operation gives back when it can fail for a reason that the caller has to handle: a value or an error, both
 * plain tables. Holdfast throws only for mistakes in the calling code (see {@link misuse}).
 */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export function succeed<T>(value: T): { readonly ok: true; readonly value: T } {
	return { ok: true, value };
}

export function fail<E>(failure: E): { readonly ok: false; readonly error: E } {
	return { ok: false, error: failure };
}
