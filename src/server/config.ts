import { misuse } from "../shared/errors";

/** Durations in seconds. What is not given is as in {@link DEFAULT_CONFIG}; docs/configuration.md has the table. */
export interface DataManagerConfig {
	/** How often an open document with unsaved changes is saved while the journal works. 30 to 3600. */
	readonly autosaveSeconds: number;
	/** The same while the journal does not work. 10 to 600. */
	readonly degradedAutosaveSeconds: number;
	/** How often committed changes are written to the journal. 0.5 to 30. */
	readonly journalSeconds: number;
	/** How often to ask again for a document that another server has. 0.5 to 60. */
	readonly pollSeconds: number;
	/** When an open gives up. 1 to 3600. */
	readonly openSeconds: number;
	/** How often this server shows that it lives. 1 to 15. */
	readonly heartbeatSeconds: number;
	/** How long that sign stays without being renewed. 3 to 60, and at least twice `heartbeatSeconds`. */
	readonly aliveSeconds: number;
	/** How long a lock has to be watched, unchanged, before its owner can be declared dead. 5 to 300. */
	readonly deadOwnerSeconds: number;
	/** The same while nobody can tell whether its owner lives, for MemoryStore cannot be read. 30 to 3600. */
	readonly uncertainOwnerSeconds: number;
	/** How often a server that cannot show that it lives touches each open document. 2 to 60. */
	readonly suspectTouchSeconds: number;
	/** How long hooks of the game may take before a document is given free. 0 to 20. */
	readonly beforeCloseSeconds: number;
	/** Of the platform's 30 seconds at shutdown, how many to use for saving. 1 to 30. */
	readonly shutdownSeconds: number;
	/** How often a janitor looks for servers that died. 5 to 600. */
	readonly janitorSeconds: number;
	/** Requests to DataStores that may be under way at once. 4 to 29: the platform queues 30. */
	readonly requestsInFlight: number;
}

export const DEFAULT_CONFIG: DataManagerConfig = table.freeze({
	autosaveSeconds: 600,
	degradedAutosaveSeconds: 120,
	journalSeconds: 2,
	pollSeconds: 2.5,
	openSeconds: 180,
	heartbeatSeconds: 5,
	aliveSeconds: 15,
	deadOwnerSeconds: 20,
	uncertainOwnerSeconds: 120,
	suspectTouchSeconds: 10,
	beforeCloseSeconds: 5,
	shutdownSeconds: 28,
	janitorSeconds: 30,
	requestsInFlight: 20,
});

/** Least and most that each setting takes. */
export const CONFIG_RANGES: Readonly<Record<keyof DataManagerConfig, readonly [min: number, max: number]>> =
	table.freeze({
		autosaveSeconds: [30, 3600] as const,
		degradedAutosaveSeconds: [10, 600] as const,
		journalSeconds: [0.5, 30] as const,
		pollSeconds: [0.5, 60] as const,
		openSeconds: [1, 3600] as const,
		heartbeatSeconds: [1, 15] as const,
		aliveSeconds: [3, 60] as const,
		deadOwnerSeconds: [5, 300] as const,
		uncertainOwnerSeconds: [30, 3600] as const,
		suspectTouchSeconds: [2, 60] as const,
		beforeCloseSeconds: [0, 20] as const,
		shutdownSeconds: [1, 30] as const,
		janitorSeconds: [5, 600] as const,
		requestsInFlight: [4, 29] as const,
	});

/** The whole configuration from the part that was given; a wrong value ends in an error that names key and range. */
export function resolveConfig(given: Partial<DataManagerConfig>): DataManagerConfig {
	for (const [key, value] of pairs(given as Record<string, unknown>)) {
		const range = CONFIG_RANGES[key as keyof DataManagerConfig] as readonly [number, number] | undefined;
		if (range === undefined) misuse("config", `there is no setting named ${key}`);
		const [low, high] = range!;
		if (!typeIs(value, "number") || !(value >= low && value <= high)) {
			misuse("config", `${key} takes a number from ${low} to ${high}, not ${tostring(value)}`);
		}
	}
	const config = { ...DEFAULT_CONFIG, ...given };
	if (config.aliveSeconds < 2 * config.heartbeatSeconds) {
		misuse("config", "aliveSeconds has to be at least twice heartbeatSeconds, or one lost beat looks like a death");
	}
	if (config.deadOwnerSeconds < config.suspectTouchSeconds + config.pollSeconds) {
		misuse(
			"config",
			"deadOwnerSeconds has to be more than suspectTouchSeconds and pollSeconds together, or a live owner could be taken over",
		);
	}
	if (config.uncertainOwnerSeconds < 3 * config.suspectTouchSeconds) {
		misuse("config", "uncertainOwnerSeconds has to be at least three times suspectTouchSeconds, for the same reason");
	}
	if (config.openSeconds <= config.uncertainOwnerSeconds + config.pollSeconds && given.openSeconds === undefined) {
		return table.freeze({ ...config, openSeconds: config.uncertainOwnerSeconds + 60 });
	}
	return table.freeze(config);
}
