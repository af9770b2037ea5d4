/** Where it is not known what memory stores do (platform.md 3 and 11). The default is the harsher reading. */
export interface MemorySwitches {
	/** How often UpdateAsync tries again after a conflict before it fails; not documented. Default 3. */
	readonly updateRetriesMax: number;
	/**
	 * What a throttled request fails with: `"client"` (default) says `RequestThrottled` and not which limit it was;
	 * `"service"` names it: `TotalRequestsOverLimit`, `DataStructureRequestsOverLimit`.
	 */
	readonly throttleStatus: "client" | "service";
	/** Bytes of the quota that an item takes besides its key, sort key and value; not documented. Default 64. */
	readonly itemOverheadBytes: number;
	/** Partitions of a hash map: each one that a listing looks at costs a request unit; not documented. Default 16. */
	readonly hashMapPartitions: number;
	/** Request units a minute that one sorted map or queue may use; the documentation has two minds. Default 100,000. */
	readonly structureUnitsPerMinute: number;
	/** Items of one sorted map or queue. Documented: 1,000,000. */
	readonly structureItemsMax: number;
	/** Bytes of one sorted map or queue. Documented: 100 MB. */
	readonly structureBytesMax: number;
}

/** What the switches are when they are not given. */
export const DEFAULT_MEMORY_SWITCHES: MemorySwitches = {
	updateRetriesMax: 3,
	throttleStatus: "client",
	itemOverheadBytes: 64,
	hashMapPartitions: 16,
	structureUnitsPerMinute: 100_000,
	structureItemsMax: 1_000_000,
	structureBytesMax: 100 * 1024 * 1024,
};
