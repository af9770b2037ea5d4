import type { Schema } from "./schema";

/** The type of the values of a schema. */
export type Infer<S extends Schema<unknown>> = S["_type"];

/** The type of what a client sees of the values of a schema: without what is private. */
export type Visible<S extends Schema<unknown>> = Seen<Infer<S>, S["_visible"]>;

/** The visible part of a `T`, where a schema says something of it. */
export type Seen<T, V> = unknown extends V ? T : V;

/** What may be nothing; never stays never. */
export type OrNothing<T> = [T] extends [never] ? never : T | undefined;

export type Fields = Readonly<Record<string, Schema<unknown>>>;

type OptionalName<F extends Fields> = { [K in keyof F]: undefined extends Infer<F[K]> ? K : never }[keyof F];

type Flat<T> = { [K in keyof T]: T[K] };

/** The type of an object with these fields: what may be nothing may be left out. */
export type ObjectOf<F extends Fields> = Flat<
	{ -readonly [K in Exclude<keyof F, OptionalName<F>>]: Infer<F[K]> } & {
		-readonly [K in OptionalName<F>]?: Exclude<Infer<F[K]>, undefined>;
	}
>;

type VisibleName<F extends Fields> = { [K in keyof F]: [Visible<F[K]>] extends [never] ? never : K }[keyof F];

/** The same as a client sees it. */
export type VisibleOf<F extends Fields> = Flat<
	{ -readonly [K in Exclude<VisibleName<F>, OptionalName<F>>]: Visible<F[K]> } & {
		-readonly [K in Extract<VisibleName<F>, OptionalName<F>>]?: Exclude<Visible<F[K]>, undefined>;
	}
>;
