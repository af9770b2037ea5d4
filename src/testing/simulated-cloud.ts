import { CloudLatency, CloudSwitches, DEFAULT_LATENCY, DEFAULT_SWITCHES, SimulatedCloudOptions } from "./cloud-options";
import { AppliedWrite, Backend } from "./data-store/backend";
import { createStoreService } from "./data-store/create-store-service";
import { SimulatedDataStoreService } from "./data-store/simulated-data-store-service";
import { Faults } from "./faults/faults";
import { ExperienceLimits } from "./limits/experience-limits";
import { DEFAULT_LIMIT_SWITCHES, LimitSwitches } from "./limits/limit-switches";
import { MemoryBackend } from "./memory-store/memory-backend";
import { SimulatedMemoryStoreService } from "./memory-store/simulated-memory-store-service";
import { MessageBus } from "./messaging/message-bus";
import { Deliver } from "./messaging/messaging-server";
import { SimulatedMessagingService } from "./messaging/simulated-messaging-service";
import { createRealTimeline, createThreadLink } from "./real-time";
import { SeededRandom } from "./seeded-random";
import { ServerLink, Timeline } from "./timeline";

/** The services of the cloud as one server reaches them. */
export interface SimulatedServices {
	readonly DataStoreService: SimulatedDataStoreService;
	readonly MemoryStoreService: SimulatedMemoryStoreService;
	readonly MessagingService: SimulatedMessagingService;
}

/** What the cloud has to know of a server that connects. */
export interface ConnectedMachine {
	/** Players on it now: quotas and limits follow them. Default: nobody. */
	readonly players?: () => number;
	/** Runs a callback there, in a thread of its own. Default: a new thread of this very game. */
	readonly deliver?: Deliver;
	/** Shows the engine's warnings. Default: `warn`. */
	readonly warn?: (text: string) => void;
}

/** A cloud that several servers share: what one writes the others read, after a while and perhaps in conflict. */
export class SimulatedCloud {
	/**
	 * Requests sent so far, by kind: the method that made them (`GetAsync`, `UpdateAsync`, …), for ordered stores
	 * `OrderedGet`, `OrderedWrite`, `OrderedIncrement`, `OrderedUpdate` and `OrderedRemove`; a read that the cache answers
	 * is none. `UpdateAsync (conflict)` counts the times that a transform had to run again because somebody else had written.
	 */
	readonly requests: Record<string, number> = {};
	private readonly timeline: Timeline;
	private readonly random: SeededRandom;
	private readonly latency: CloudLatency;
	private readonly switches: CloudSwitches;
	private readonly backend: Backend;
	/** What the memory stores hold. */
	readonly memory: MemoryBackend;
	/** What is on its way between servers. */
	readonly messages: MessageBus;
	/** What goes wrong, and how often it has. */
	readonly faults: Faults;
	private readonly limits: LimitSwitches;
	private readonly experience: ExperienceLimits;
	private readonly machines = new Array<ConnectedMachine>();

	constructor(options: SimulatedCloudOptions = {}) {
		this.timeline = options.timeline ?? createRealTimeline();
		this.random = new SeededRandom(options.seed ?? 1).derive("cloud");
		this.latency = { ...DEFAULT_LATENCY, ...options.latency };
		this.switches = { ...DEFAULT_SWITCHES, ...options.switches };
		this.backend = new Backend(this.timeline, this.switches);
		const timeline = this.timeline;
		const count = (request: string) => this.count(request);
		const users = () => this.machines.reduce((sum, machine) => sum + (machine.players?.() ?? 0), 0);
		const plan = options.faults ?? {};
		this.faults = new Faults(plan, this.random.derive("faults"), timeline);
		this.limits = { ...DEFAULT_LIMIT_SWITCHES, ...options.limits };
		this.experience = new ExperienceLimits(timeline, users, this.limits);
		this.memory = new MemoryBackend({
			timeline,
			random: this.random.derive("memory"),
			users,
			switches: options.memory,
			count,
		});
		this.messages = new MessageBus({
			timeline,
			random: this.random.derive("messages"),
			switches: { ...options.messaging, ...plan.delivery },
			count: (what) => this.countMessage(what),
		});
	}

	/**
	 * A new server's connection, with its own DataStore objects and caches. Without a link its threads are those of this
	 * very game.
	 */
	connect(link: ServerLink = createThreadLink(), machine: ConnectedMachine = {}): SimulatedServices {
		this.machines.push(machine);
		const server = this.machines.size();
		const random = this.random.derive(`server ${server}`);
		const { players, deliver } = machine;
		return {
			DataStoreService: createStoreService({
				backend: this.backend,
				timeline: this.timeline,
				link,
				random,
				server,
				players: players ?? (() => 0),
				latency: this.latency,
				switches: this.switches,
				limits: this.limits,
				experience: this.experience,
				faults: this.faults,
				count: (request) => this.count(request),
				deliver: deliver ?? ((run) => task.spawn(run)),
				warn: machine.warn ?? warn,
			}),
			MemoryStoreService: new SimulatedMemoryStoreService({
				backend: this.memory,
				link,
				random: random.derive("memory"),
				server,
				faults: this.faults,
				deliver,
			}),
			MessagingService: new SimulatedMessagingService({
				bus: this.messages,
				link,
				random: random.derive("messages"),
				server,
				faults: this.faults,
				deliver,
				players,
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

	private count(request: string): void {
		this.requests[request] = (this.requests[request] ?? 0) + 1;
	}

	/** What becomes of a message on its way is a fault where it is not what its sender wanted. */
	private countMessage(what: string): void {
		this.count(what);
		const [mishap] = what.match("^message %((.+)%)$");
		if (mishap !== undefined) this.faults.count(`MessagingService ${mishap}`);
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
