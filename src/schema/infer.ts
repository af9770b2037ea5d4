import type { Schema } from "./schema";

/** The type of the values of a schema. */
export type Infer<S extends Schema<unknown>> = S["_type"];

export type Fields = Readonly<Record<string, Schema<unknown>>>;

type OptionalName<F extends Fields> = { [K in keyof F]: undefined extends Infer<F[K]> ? K : never }[keyof F];

type Flat<T> = { [K in keyof T]: T[K] };

/** The type of an object with these fields: what may be nothing may be left out. */
export type ObjectOf<F extends Fields> = Flat<
	{ -readonly [K in Exclude<keyof F, OptionalName<F>>]: Infer<F[K]> } & {
		-readonly [K in OptionalName<F>]?: Exclude<Infer<F[K]>, undefined>;
	}
>;
