import type { Leaf } from "../shared/data/deep-readonly";

/**
 * A document as somebody sees it who is not its owner: of each object what is public is there, and which that is its type
 * does not say.
 */
export type PublicView<T> = T extends Leaf
	? T
	: T extends ReadonlyMap<infer K, infer V>
		? Map<K, PublicView<V>>
		: T extends ReadonlySet<infer V>
			? Set<V>
			: T extends ReadonlyArray<infer V>
				? Array<PublicView<V>>
				: { [K in keyof T]?: PublicView<T[K]> };
