import { CloudLatency, CloudSwitches } from "../cloud-options";
import { ExperienceLimits } from "../limits/experience-limits";
import { LimitSwitches } from "../limits/limit-switches";
import { RequestQueues } from "../limits/request-queues";
import { ServerBudgets } from "../limits/server-budgets";
import { ThrottledKeys } from "../limits/throttled-keys";
import { RequestPath } from "../requests/request-path";
import { Timeline } from "../timeline";
import { Backend } from "./backend";

/** What the DataStore objects of one server have in common. */
export interface StoreContext {
	readonly backend: Backend;
	readonly timeline: Timeline;
	/** This server's way to the backend. */
	readonly path: RequestPath;
	readonly latency: CloudLatency;
	readonly switches: CloudSwitches;
	readonly limits: LimitSwitches;
	readonly budgets: ServerBudgets;
	readonly queues: RequestQueues;
	readonly throttledKeys: ThrottledKeys;
	/** What all servers share. */
	readonly experience: ExperienceLimits;
	/** Counts a request by the method that made it. */
	readonly count: (request: string) => void;
	/** Runs something on this server, in a thread of its own, if it still lives. */
	readonly deliver: (run: () => void) => unknown;
}
