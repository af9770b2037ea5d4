import { SimulatedKeyInfo } from "./key-info";

/** One version of a key. A removal is one too: a tombstone, without a value. */
export interface Entry {
	/** Another one for every write, and higher than all before: what compare-and-set compares. */
	readonly counter: number;
	/** Deeply frozen. */
	readonly value: unknown;
	/** Characters of its JSON. */
	readonly size: number;
	readonly info: SimulatedKeyInfo;
}
