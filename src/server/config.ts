import { misuse } from "../shared/errors";

/** Durations in seconds. What is not given is as in {@link DEFAULT_CONFIG}. */
export interface DataManagerConfig {
	/** How often an open document is saved, or its lock renewed if nothing changed. 5 to 300. */
	readonly autosaveSeconds: number;
	/** How long a lock of another server has to stand without a sign of life before it is taken over. 10 to 3600. */
	readonly takeOverSeconds: number;
	/** How often to ask again for a document that another server has. 0.5 to 60. */
	readonly pollSeconds: number;
	/** When an open gives up. 1 to 3600. */
	readonly openSeconds: number;
	/** Of the platform's 30 seconds at shutdown, how many to use for saving. 1 to 30. */
	readonly shutdownSeconds: number;
}

export const DEFAULT_CONFIG: DataManagerConfig = table.freeze({
	autosaveSeconds: 30,
	takeOverSeconds: 75,
	pollSeconds: 2.5,
	openSeconds: 120,
	shutdownSeconds: 28,
});

const RANGES: Record<keyof DataManagerConfig, readonly [min: number, max: number]> = {
	autosaveSeconds: [5, 300],
	takeOverSeconds: [10, 3600],
	pollSeconds: [0.5, 60],
	openSeconds: [1, 3600],
	shutdownSeconds: [1, 30],
};

/** The whole configuration from the part that was given; a wrong value ends in an error that names key and range. */
export function resolveConfig(given: Partial<DataManagerConfig>): DataManagerConfig {
	for (const [key, value] of pairs(given as Record<string, unknown>)) {
		const range = RANGES[key as keyof DataManagerConfig] as readonly [number, number] | undefined;
		if (range === undefined) misuse("config", `there is no setting named ${key}`);
		const [low, high] = range!;
		if (!typeIs(value, "number") || !(value >= low && value <= high)) {
			misuse("config", `${key} takes a number from ${low} to ${high}, not ${tostring(value)}`);
		}
	}
	const config = { ...DEFAULT_CONFIG, ...given };
	if (config.takeOverSeconds < 2 * config.autosaveSeconds) {
		misuse("config", "takeOverSeconds has to be at least twice autosaveSeconds, or a live owner could be taken over");
	}
	if (config.openSeconds <= config.takeOverSeconds + config.pollSeconds) {
		misuse("config", "openSeconds has to be more than takeOverSeconds and pollSeconds, or no open outlasts a crash");
	}
	return config;
}
