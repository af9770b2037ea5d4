import { SchemaVersion } from "./schema-version";

/**
 * Changes data from one version to the next, in its stored form: plain tables as JSON has them. It may change the copy
 * that it is given, or return a new table; anything else that it returns is ignored.
 *
 * It must be pure: what it makes may depend on the data alone, not on the time, on chance or on a player, for it may run
 * several times, on several servers. It must not yield.
 */
export type Migrate<D extends object = Record<string, unknown>> = (data: D) => unknown;

/** How data gets from one version to the next. */
export interface MigrationStep<D extends object = Record<string, unknown>> {
	readonly from: SchemaVersion;
	readonly to: SchemaVersion;
	readonly up: Migrate<D>;
	/** The way back, for those who have to return to older code. Default: there is none. */
	readonly down?: Migrate<D>;
	readonly description?: string;
	/**
	 * The oldest version whose code may still open what this step makes. Default: `to`, so that servers which run older code
	 * refuse it. Name an older one only if that code can read and write the new data without harm.
	 */
	readonly readableFrom?: SchemaVersion;
}

/** A step as the chain keeps it: what it takes is known to whoever wrote it. */
export type RegisteredStep = MigrationStep<never>;

/** One step of a way through the chain. */
export interface DirectedStep {
	readonly from: SchemaVersion;
	readonly to: SchemaVersion;
	readonly run: Migrate<never>;
	readonly direction: "up" | "down";
	readonly description?: string;
}
