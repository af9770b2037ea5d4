import { HealthCheckResult } from "./health-report";
import { ServiceResolver } from "./service-resolver";
import { ServiceTag } from "./service-tag";

/**
 * Makes a service. What it resolves from the locator counts as needed by the service and is started before it. It must
 * not wait (yield): what takes time belongs in the service's `start`.
 */
export type ServiceFactory<T extends defined> = (locator: ServiceResolver) => T;

/** A service of which there is one, made at the first `resolve` or at `start`, and started and stopped once. */
export interface SingletonOptions<T extends defined> {
	readonly factory: ServiceFactory<T>;
	/** Default true. */
	readonly singleton?: true;
	/** Any number, default 0. Higher starts first and stops last, except that what a service needs starts before it. */
	readonly priority?: number;
	readonly tags?: ReadonlyArray<ServiceTag<T>>;
	/** Run by `health()`, may wait. A check that throws or rejects counts as "unhealthy", with that as its message. */
	readonly healthCheck?: (service: T) => HealthCheckResult | Promise<HealthCheckResult>;
}

/**
 * A service that is made anew at each `resolve` and belongs to whoever resolved it: the locator does not start, stop or
 * check it.
 */
export interface TransientOptions<T extends defined> {
	readonly factory: ServiceFactory<T>;
	readonly singleton: false;
	readonly tags?: ReadonlyArray<ServiceTag<T>>;
	readonly priority?: undefined;
	readonly healthCheck?: undefined;
}

/** How a service is made and kept. */
export type ServiceOptions<T extends defined> = SingletonOptions<T> | TransientOptions<T>;
