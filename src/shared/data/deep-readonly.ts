/** What has no fields of a document inside it: primitives, functions, buffers, Instances and the engine's datatypes. */
export type Leaf =
	| undefined
	| boolean
	| number
	| string
	| Callback
	| CheckableTypes[Exclude<keyof CheckableTypes, "table" | "userdata" | "nil" | "boolean" | "number" | "string">];

/** A type through which nothing can be changed, however deep: as a document is outside of an update. */
export type DeepReadonly<T> = unknown extends T
	? T
	: T extends Leaf
		? T
		: T extends ReadonlyMap<infer K, infer V>
			? ReadonlyMap<DeepReadonly<K>, DeepReadonly<V>>
			: T extends ReadonlySet<infer V>
				? ReadonlySet<DeepReadonly<V>>
				: { readonly [K in keyof T]: DeepReadonly<T[K]> };
