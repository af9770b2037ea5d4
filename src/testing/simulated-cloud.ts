import { CloudLatency, CloudSwitches, DEFAULT_LATENCY, DEFAULT_SWITCHES, SimulatedCloudOptions } from "./cloud-options";
import { AppliedWrite, Backend } from "./data-store/backend";
import { RoundTrip } from "./data-store/round-trip";
import { SimulatedDataStoreService } from "./data-store/simulated-data-store-service";
import { createRealTimeline, createThreadLink } from "./real-time";
import { SeededRandom } from "./seeded-random";
import { ServerLink, Timeline } from "./timeline";

/** The services of the cloud as one server reaches them. */
export interface SimulatedServices {
	readonly DataStoreService: SimulatedDataStoreService;
}

/** A cloud that several servers share: what one writes the others read, after a while and perhaps in conflict. */
export class SimulatedCloud {
	/**
	 * Requests sent so far, by kind: the method that made them (`GetAsync`, `UpdateAsync`, …), for ordered stores
	 * `OrderedGet`, `OrderedWrite` and `OrderedRemove`; a read that the cache answers is
	 * none. `UpdateAsync (conflict)` counts the times that a transform had to run again because somebody else had written.
	 */
	readonly requests: Record<string, number> = {};
	private readonly timeline: Timeline;
	private readonly random: SeededRandom;
	private readonly latency: CloudLatency;
	private readonly switches: CloudSwitches;
	private readonly backend: Backend;
	private servers = 0;

	constructor(options: SimulatedCloudOptions = {}) {
		this.timeline = options.timeline ?? createRealTimeline();
		this.random = new SeededRandom(options.seed ?? 1).derive("cloud");
		this.latency = { ...DEFAULT_LATENCY, ...options.latency };
		this.switches = { ...DEFAULT_SWITCHES, ...options.switches };
		this.backend = new Backend(this.timeline, this.switches);
	}

	/**
	 * A new server's connection, with its own DataStore objects and caches. Without a link its threads are those of this
	 * very game.
	 */
	connect(link: ServerLink = createThreadLink()): SimulatedServices {
		this.servers += 1;
		const random = this.random.derive(`server ${this.servers}`);
		return {
			DataStoreService: new SimulatedDataStoreService({
				backend: this.backend,
				timeline: this.timeline,
				roundTrip: new RoundTrip(this.timeline, link, random, this.latency),
				switches: this.switches,
				count: (request) => {
					this.requests[request] = (this.requests[request] ?? 0) + 1;
				},
			}),
		};
	}

	/**
	 * Calls back at every write that is applied, at that moment, removals among them; the callback must not yield. Returns
	 * what ends it.
	 */
	observe(observer: (write: AppliedWrite) => void): () => void {
		return this.backend.observe(observer);
	}

	/** What a key holds now, deeply frozen; nil when that is nothing. No request, and no time passes. */
	inspect(store: string, key: string, scope = "global"): unknown {
		return this.backend.read({ store, scope, key })?.value;
	}

	/** The keys that hold something, sorted. No request, and no time passes. */
	keys(store: string, scope = "global"): Array<string> {
		return this.backend.keys(store, scope);
	}
}

/** A simulated cloud; see {@link SimulatedCloudOptions}. It has no connection to any other. */
export function createSimulatedCloud(options: SimulatedCloudOptions = {}): SimulatedCloud {
	return new SimulatedCloud(options);
}
