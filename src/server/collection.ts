/** A named set of documents of one type. The name is the DataStore's name. */
export interface Collection<T extends object> {
	/** 1 to 50 bytes. */
	readonly name: string;
	/** What a document that was never saved begins as; called at each such open. */
	readonly defaults: (key: string) => T;
}

/**
 * Declares a collection. The type of its documents is what `defaults` returns; annotate what a literal cannot say, as in
 * `inventory: [] as Array<Item>`.
 */
export function defineCollection<T extends object>(collection: Collection<T>): Collection<T> {
	return table.freeze({ ...collection });
}
