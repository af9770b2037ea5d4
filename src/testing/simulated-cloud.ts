import { AppliedWrite, Backend } from "./data-store/backend";
import { LatencyRange } from "./data-store/simulated-data-store";
import { SimulatedDataStoreService } from "./data-store/simulated-data-store-service";
import { createRealTimeline, createThreadLink } from "./real-time";
import { SeededRandom } from "./seeded-random";
import { ServerLink, Timeline } from "./timeline";

/** How a cloud behaves. What is not given has the default written beside it. */
export interface SimulatedCloudOptions {
	/** A whole number: everything random comes from it. Default 1. */
	readonly seed?: number;
	/** Default: the machine's own clock. */
	readonly timeline?: Timeline;
	/** Seconds for one way between a server and the cloud. Default 0.02 to 0.1. */
	readonly latency?: LatencyRange;
}

/** The services of the cloud as one server reaches them. */
export interface SimulatedServices {
	readonly DataStoreService: SimulatedDataStoreService;
}

const DEFAULT_LATENCY: LatencyRange = [0.02, 0.1];

/** A cloud that several servers share: what one writes the others read, after a while and perhaps in conflict. */
export class SimulatedCloud {
	/** Requests so far, by the method that made them. A cached read is none. */
	readonly requests: Record<string, number> = {};
	private readonly backend: Backend;
	private readonly timeline: Timeline;
	private readonly random: SeededRandom;
	private readonly latency: LatencyRange;
	private servers = 0;

	constructor(options: SimulatedCloudOptions = {}) {
		this.timeline = options.timeline ?? createRealTimeline();
		this.random = new SeededRandom(options.seed ?? 1).derive("cloud");
		this.latency = options.latency ?? DEFAULT_LATENCY;
		this.backend = new Backend(this.timeline);
	}

	/** A new server's connection. Without a link its threads are those of this very game. */
	connect(link: ServerLink = createThreadLink()): SimulatedServices {
		this.servers += 1;
		return {
			DataStoreService: new SimulatedDataStoreService({
				backend: this.backend,
				timeline: this.timeline,
				link,
				random: this.random.derive(`server ${this.servers}`),
				latency: this.latency,
				count: (request) => {
					this.requests[request] = (this.requests[request] ?? 0) + 1;
				},
			}),
		};
	}

	/** Calls back at every write that is applied, at that moment. */
	observe(observer: (write: AppliedWrite) => void): void {
		this.backend.observe(observer);
	}

	/** What a key holds now, without a request. It must not be changed. */
	inspect(store: string, key: string, scope = "global"): unknown {
		return this.backend.read(store, scope, key)?.value;
	}

	/** The keys that hold something, in order, without a request. */
	keys(store: string, scope = "global"): Array<string> {
		return this.backend.keys(store, scope);
	}
}

/** A simulated cloud; see {@link SimulatedCloudOptions}. */
export function createSimulatedCloud(options: SimulatedCloudOptions = {}): SimulatedCloud {
	return new SimulatedCloud(options);
}
