/**
 * What a singleton may have to be started and stopped; the locator looks for these names on every singleton that is a
 * table. Both may wait, or return a promise that is waited for.
 */
export interface ServiceHooks {
	/** Called once, after everything that the service resolved in its factory has started. */
	start?(): void | Promise<void>;
	/** Called once if `start` succeeded, or if there is no `start`, before anything that the service needs is stopped. */
	stop?(): void | Promise<void>;
}
