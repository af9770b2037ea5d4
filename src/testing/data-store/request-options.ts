/** Options of GetAsync: a DataStoreGetOptions, or a plain table of its properties. */
export interface GetOptions {
	/** Default true. */
	readonly UseCache?: boolean;
}

/** Options of GetDataStore: a DataStoreOptions, or a plain table of its properties. */
export interface StoreOptions {
	/** Default false. */
	readonly AllScopes?: boolean;
}

/** Options of a write: a DataStoreSetOptions or DataStoreIncrementOptions, or a plain table with the metadata. */
export type WriteOptions = { readonly Metadata?: object } | { GetMetadata(): object };

/** The metadata that goes with a write; without any, what the key had is cleared. */
export function metadataOf(options: WriteOptions | undefined): unknown {
	if (options === undefined) return undefined;
	if (typeIs(options, "table") && !("GetMetadata" in options)) return (options as { Metadata?: unknown }).Metadata;
	return (options as { GetMetadata(): object }).GetMetadata();
}
