import { HealthCheckResult } from "./health-report";

/**
 * One registration, with its type erased: `create` is the factory with its locator, `check` the health check with its
 * service.
 */
export interface ServiceEntry {
	readonly name: string;
	readonly singleton: boolean;
	readonly priority: number;
	readonly tags: ReadonlyArray<object>;
	readonly create: () => defined;
	readonly check?: () => HealthCheckResult | Promise<HealthCheckResult>;
	/** Set once, for singletons. */
	instance?: defined;
	/** The singletons that its factory resolved, itself or through transient services. */
	needs: ReadonlyArray<ServiceEntry>;
}

/** Adds an entry to entries that are sorted by priority, highest first, behind its equals. */
export function insertByPriority(entries: Array<ServiceEntry>, entry: ServiceEntry): void {
	const position = entries.findIndex((other) => other.priority < entry.priority);
	entries.insert(position === -1 ? entries.size() : position, entry);
}
