import { CloudLatency, CloudSwitches } from "../cloud-options";
import { Faults } from "../faults/faults";
import { ExperienceLimits } from "../limits/experience-limits";
import { LimitSwitches } from "../limits/limit-switches";
import { RequestQueues } from "../limits/request-queues";
import { ServerBudgets } from "../limits/server-budgets";
import { ThrottledKeys } from "../limits/throttled-keys";
import { RequestPath } from "../requests/request-path";
import { SeededRandom } from "../seeded-random";
import { ServerLink, Timeline } from "../timeline";
import { Backend } from "./backend";
import { failureText } from "./failure-text";
import { SimulatedDataStoreService } from "./simulated-data-store-service";

/** What one server's DataStoreService is made from. */
export interface StoreConnection {
	readonly backend: Backend;
	readonly timeline: Timeline;
	readonly link: ServerLink;
	readonly random: SeededRandom;
	/** Which server this is. */
	readonly server: number;
	readonly players: () => number;
	readonly latency: CloudLatency;
	readonly switches: CloudSwitches;
	readonly limits: LimitSwitches;
	readonly experience: ExperienceLimits;
	readonly faults: Faults;
	readonly count: (request: string) => void;
	readonly deliver: (run: () => void) => unknown;
	readonly warn: (text: string) => void;
}

/** One server's DataStoreService, with budgets and queues of its own. */
export function createStoreService(connection: StoreConnection): SimulatedDataStoreService {
	const { timeline, link, players, limits, experience, latency } = connection;
	const budgets = new ServerBudgets(timeline, players, limits);
	const throttledKeys = new ThrottledKeys(experience);
	const isThrottled = (target: string) => throttledKeys.has(target);
	return new SimulatedDataStoreService({
		...connection,
		budgets,
		throttledKeys,
		queues: new RequestQueues({ timeline, link, budgets, isThrottled, warn: connection.warn }),
		path: new RequestPath({
			...connection,
			service: "DataStoreService",
			latencySeconds: latency.readSeconds,
			textOf: failureText,
		}),
	});
}
