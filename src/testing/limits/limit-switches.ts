/** Where it is not known how the platform limits requests (platform.md 2). Defaults: the harsher reading. */
export interface LimitSwitches {
	/** Requests of each type that a new server may make at once. Default 100, as its older emulations have it. */
	readonly startBurst: number;
	/** How many minutes' worth of a budget can be saved up. Default 3, as its older emulations have it. */
	readonly savedMinutesMax: number;
	/** Whether an UpdateAsync that its transform cancelled costs a write. Default true. */
	readonly cancelledUpdateCostsWrite: boolean;
	/** Whether the limits that all servers share hold. Default true: announced for April 2026. */
	readonly experienceLimits: boolean;
}

/** What the switches are when they are not given. */
export const DEFAULT_LIMIT_SWITCHES: LimitSwitches = {
	startBurst: 100,
	savedMinutesMax: 3,
	cancelledUpdateCostsWrite: true,
	experienceLimits: true,
};
