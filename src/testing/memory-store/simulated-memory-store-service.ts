import { LatencyRange } from "../cloud-options";
import { Faults } from "../faults/faults";
import { Deliver } from "../messaging/messaging-server";
import { RequestPath } from "../requests/request-path";
import { SeededRandom } from "../seeded-random";
import { ServerLink } from "../timeline";
import { checkMemoryKey } from "./check-arguments";
import { MemoryBackend } from "./memory-backend";
import { memoryErrorText, throwMemoryError } from "./memory-error";
import { MemoryServer } from "./memory-server";
import { SimulatedHashMap } from "./simulated-hash-map";
import { SimulatedQueue } from "./simulated-queue";
import { SimulatedSortedMap } from "./simulated-sorted-map";

const INVISIBILITY_SECONDS = 30;

/** How long requests to memory stores take when nothing else is said: they are quicker than those to data stores. */
export const DEFAULT_MEMORY_LATENCY: LatencyRange = [0.02, 0.15];

/** One server's connection to the memory stores. */
export interface MemoryConnection {
	readonly backend: MemoryBackend;
	readonly link: ServerLink;
	/** For the latency of this server's requests. */
	readonly random: SeededRandom;
	/** Which server this is. */
	readonly server: number;
	readonly faults: Faults;
	/** Runs a callback on that server, in a thread of its own. Default: a new thread of this very game. */
	readonly deliver?: Deliver;
	/** Default {@link DEFAULT_MEMORY_LATENCY}. */
	readonly latencySeconds?: LatencyRange;
}

function deliverHere(run: () => void): void {
	task.spawn(run);
}

/** MemoryStoreService as one server sees it. The same structure for the same name; each kind has names of its own. */
export class SimulatedMemoryStoreService {
	private readonly server: MemoryServer;
	private readonly hashMaps = new Map<string, SimulatedHashMap>();
	private readonly sortedMaps = new Map<string, SimulatedSortedMap>();

	constructor(connection: MemoryConnection) {
		const { backend, link, random } = connection;
		const path = new RequestPath({
			timeline: backend.timeline,
			link,
			random,
			latencySeconds: connection.latencySeconds ?? DEFAULT_MEMORY_LATENCY,
			service: "MemoryStoreService",
			server: connection.server,
			faults: connection.faults,
			textOf: (kind) => memoryErrorText(kind === "failed" ? "InternalError" : "RequestThrottled"),
			count: backend.count,
			evict: () => backend.evictOne(),
		});
		this.server = { backend, path, deliver: connection.deliver ?? deliverHere };
	}

	GetHashMap(name: string): SimulatedHashMap {
		const checked = checkMemoryKey(name);
		const map = this.hashMaps.get(checked) ?? new SimulatedHashMap(this.server, checked);
		this.hashMaps.set(checked, map);
		return map;
	}

	GetSortedMap(name: string): SimulatedSortedMap {
		const checked = checkMemoryKey(name);
		const map = this.sortedMaps.get(checked) ?? new SimulatedSortedMap(this.server, checked);
		this.sortedMaps.set(checked, map);
		return map;
	}

	/** What is read through this object stays invisible for so many seconds to everybody. */
	GetQueue(name: string, invisibilityTimeout = INVISIBILITY_SECONDS): SimulatedQueue {
		const valid = typeIs(invisibilityTimeout, "number") && invisibilityTimeout >= 0;
		if (!valid) throwMemoryError("InvalidRequest");
		return new SimulatedQueue(this.server, checkMemoryKey(name), invisibilityTimeout);
	}
}
