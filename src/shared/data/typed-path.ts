import { Leaf } from "./deep-readonly";
import { Path } from "./path";

type IsAny<T> = 0 extends 1 & T ? true : false;

/** What a path can name next inside a value, as a union; a union type offers what any of its members has. */
export type Segment<T> = T extends Leaf
	? never
	: T extends ReadonlyMap<infer K, unknown>
		? Extract<K, string>
		: T extends ReadonlySet<infer V>
			? Extract<V, string>
			: T extends ReadonlyArray<unknown>
				? number
				: Extract<keyof T, string>;

/** What is declared to be under one segment, without `undefined`. */
type Step<T, K> = T extends Leaf
	? never
	: T extends ReadonlyMap<infer _K, infer V>
		? V
		: T extends ReadonlySet<unknown>
			? true
			: T extends ReadonlyArray<infer V>
				? V
				: K extends keyof T
					? NonNullable<T[K]>
					: never;

/**
 * The paths that begin like `P` and lead somewhere in a `T`: `P` itself if it does. Otherwise what would have to be in
 * the place of the first wrong segment, so that the compiler's message and an editor's completion name the choices.
 *
 * Only as deep as `P`, so recursive types are fine. Keys of number-keyed maps cannot be named, as they cannot be told
 * from indices at run time: change those maps by an update function.
 */
export type PathInto<T, P extends Path> =
	IsAny<T> extends true
		? P
		: P extends readonly [infer K, ...infer Rest extends Path]
			? K extends Segment<T>
				? readonly [K, ...PathInto<Step<T, K>, Rest>]
				: [Segment<T>] extends [never]
					? readonly []
					: readonly [Segment<T>, ...Rest]
			: P extends readonly []
				? readonly []
				: never;

/**
 * The type of a parameter that takes a path into a `T`, to be written as
 * `set<const P extends Path>(path: PathArgument<T, P>, value: ValueAt<T, P>)`: `P` becomes the literal path, a wrong
 * segment is reported by the ones there are, and an editor offers them.
 */
export type PathArgument<T, P extends Path> = PathInto<T, P> | (P & PathInto<T, P>);

/** What a place is declared to hold, without `undefined`: what may be put there. */
export type ValueAt<T, P extends Path> =
	IsAny<T> extends true ? T : P extends readonly [infer K, ...infer Rest extends Path] ? ValueAt<Step<T, K>, Rest> : T;

/** What may be inserted into the array that a place is declared to hold; never if it holds none. */
export type ElementAt<T, P extends Path> = ValueAt<T, P> extends ReadonlyArray<infer V> ? V : never;

/** What may be added to a place: a number if it is declared to hold one. */
export type DeltaAt<T, P extends Path> = ValueAt<T, P> extends number ? number : never;
