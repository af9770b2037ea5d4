import { HealthCheckResult, HealthReport, healthReport, ServiceHealth } from "./health-report";
import { ServiceEntry } from "./service-entry";
import { settle } from "./settle";

type HealthCheck = () => HealthCheckResult | Promise<HealthCheckResult>;

function checkService(service: string, check: HealthCheck, timeoutSeconds: number): Promise<ServiceHealth> {
	const answer = new Promise<ServiceHealth>((resolve) => {
		const settled = settle(check);
		if (settled.ok) resolve({ service, status: settled.value.status, message: settled.value.message });
		else resolve({ service, status: "unhealthy", message: settled.error });
	});
	const late = Promise.delay(timeoutSeconds).then((): ServiceHealth => {
		return { service, status: "unhealthy", message: `its check gave no answer within ${timeoutSeconds} s` };
	});
	return Promise.race([answer, late]);
}

/** Runs every check at once. Never rejects. */
export function checkHealth(entries: ReadonlyArray<ServiceEntry>, timeoutSeconds: number): Promise<HealthReport> {
	const checks = new Array<Promise<ServiceHealth>>();
	for (const entry of entries) {
		if (entry.check !== undefined) checks.push(checkService(entry.name, entry.check, timeoutSeconds));
	}
	return Promise.all<Array<Promise<ServiceHealth>>>(checks).then((services) => healthReport(services));
}
