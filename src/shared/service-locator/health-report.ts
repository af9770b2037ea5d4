/** From best to worst: works; works with limits; does not do its work. */
export type HealthStatus = "healthy" | "degraded" | "unhealthy";

/** What a health check answers. */
export interface HealthCheckResult {
	readonly status: HealthStatus;
	/** For people: what is wrong, or a measure. */
	readonly message?: string;
}

/** The answer of one service's check. */
export interface ServiceHealth extends HealthCheckResult {
	/** Name of the service's token. */
	readonly service: string;
}

/** The answers of all checks. */
export interface HealthReport {
	/** The worst of all; "healthy" if there is no check. */
	readonly status: HealthStatus;
	/** One line for the log, which names the services that are not healthy. */
	readonly message: string;
	/** One for each service that has a check, the highest priority first. */
	readonly services: ReadonlyArray<ServiceHealth>;
}

const SEVERITY: { readonly [K in HealthStatus]: number } = { healthy: 0, degraded: 1, unhealthy: 2 };

/** Puts the answers of all checks into one report. */
export function healthReport(services: ReadonlyArray<ServiceHealth>): HealthReport {
	let status: HealthStatus = "healthy";
	const troubles = new Array<string>();
	for (const health of services) {
		if (SEVERITY[health.status] > SEVERITY[status]) status = health.status;
		if (health.status === "healthy") continue;
		const reason = health.message === undefined ? "" : ` (${health.message})`;
		troubles.push(`${health.service} is ${health.status}${reason}`);
	}
	const summary = `${services.size() - troubles.size()} of ${services.size()} checked services are healthy`;
	return { status, message: [summary, ...troubles].join("; "), services };
}
