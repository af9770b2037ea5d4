import type {
	AppliedWrite,
	Faults,
	MemoryBackend,
	SimulatedCloudOptions,
	SimulatedServices,
} from "../../../src/testing";

/*
 * What specs see of the engine that they run in: declarations only, so that a spec's program does not take in the
 * engine's. The engine's own classes implement these.
 */

/** A node of a place as Rojo built it, or as a spec wrote it. */
export interface PlaceNode {
	readonly className: string;
	readonly name: string;
	readonly properties: {
		readonly Source?: string;
		readonly Disabled?: boolean;
		readonly RunContext?: string;
		readonly Value?: unknown;
		/** Of Workspace: `Deferred` or `Immediate`. */
		readonly SignalBehavior?: string;
	};
	readonly attributes: Record<string, unknown>;
	readonly tags: ReadonlyArray<string>;
	readonly children: ReadonlyArray<PlaceNode>;
}

/** A piece of a compiled module of the library, and what stands there instead: to see what a rule is good for. */
export interface ModuleEdit {
	/** Below `holdfast`: `server/session/save-transform`. */
	readonly module: string;
	readonly sound: string;
	readonly broken: string;
}

/** A line that a script printed or an error that killed a thread, with where and when. */
export interface OutputLine {
	/** Virtual seconds since the universe began. */
	readonly time: number;
	/** `server 1`, `client Ann`. */
	readonly realm: string;
	readonly kind: "print" | "warn" | "error";
	readonly text: string;
}

/** Seconds, smallest and largest. */
export type LatencyRange = readonly [min: number, max: number];

export interface UniverseOptions {
	/** Everything random or timed comes from it. */
	readonly seed: number;
	/** Seconds from one side of a connection to the other. */
	readonly networkLatency: LatencyRange;
	/** Seconds by which a machine's clock may be wrong, either way. */
	readonly clockSkewMax: number;
	/** Share of the events of unreliable remotes that get lost, 0 to 1. */
	readonly unreliableLoss: number;
	/** Share of purchase prompts that a player accepts, 0 to 1. */
	readonly promptAcceptance: number;
	/** Share of granted receipts that are not recorded and come again, 0 to 1. */
	readonly receiptRecordFailure: number;
	/** Unix time at which the universe begins. */
	readonly epoch: number;
	/** How its cloud behaves, faults included; seed and clock are the universe's. */
	readonly cloud: Omit<SimulatedCloudOptions, "seed" | "timeline">;
	/** Every server crashes when something has run on it so many times: a number between these two, drawn for each. */
	readonly crashAfterResumptions?: readonly [min: number, max: number];
	readonly onOutput?: (line: OutputLine) => unknown;
}

export interface ServerOptions {
	/** Not empty for private and reserved servers: `game.PrivateServerId`. */
	readonly privateServerId: string;
	/** Not 0 for private servers: `game.PrivateServerOwnerId`. */
	readonly privateServerOwnerId: number;
}

/** What went over one remote in one direction, by a model of the engine's encoding. */
export interface RemoteCounts {
	events: number;
	bytes: number;
	/** Lost on the way: over the limit, too large for an unreliable remote, or by bad luck. */
	dropped: number;
}

/** Who a player is, wherever they play. */
export interface PlayerProfile {
	readonly name: string;
	readonly userId: number;
}

export interface ControlledRealm {
	/** False: nothing of it is resumed. Setting it back lets a machine that hung go on. */
	alive: boolean;
	spawn(body: () => unknown): thread;
}

export interface ControlledClient {
	readonly realm: ControlledRealm;
	readonly scripts: { readonly globals: Record<string, unknown> };
}

export interface ControlledServer {
	readonly name: string;
	readonly state: "running" | "closing" | "closed" | "crashed";
	readonly realm: ControlledRealm;
	readonly scripts: { readonly globals: Record<string, unknown> };
	readonly jobId: string;
	join(profile: PlayerProfile): ControlledClient;
	leave(client: ControlledClient): void;
	close(reason: string): void;
	/** Announces a restart, and closes the server when its time has come. */
	scheduleRestart(seconds: number): void;
	crash(): void;
	/** The machine stands still for so long, and then goes on. */
	freeze(seconds: number): void;
	/** Crashes when something has run there so many times more. */
	crashAfterResumptions(count: number): void;
	connectedClients(): ReadonlyArray<ControlledClient>;
}

export interface ControlledUniverse {
	readonly scheduler: {
		readonly now: number;
		readonly executed: number;
		at(time: number, owner: undefined, action: () => void): void;
	};
	readonly trace: { hash(): string };
	readonly cloud: {
		readonly requests: Record<string, number>;
		readonly faults: Faults;
		observe(observer: (write: AppliedWrite) => void): void;
		inspect(store: string, key: string, scope?: string): unknown;
		/** What the memory stores hold. */
		readonly memory: MemoryBackend;
		connect(): SimulatedServices;
	};
	/** By remote and direction: `ReplicatedStorage.buy → server`. */
	readonly traffic: { all(): ReadonlyMap<string, RemoteCounts> };
	readonly purchases: {
		countUnresolved(userId: number): number;
		buy(client: ControlledClient, productId: number): void;
	};
	/** Errors that killed a thread, oldest first. */
	readonly errors: ReadonlyArray<OutputLine>;
	/** Lets virtual time pass. */
	runFor(seconds: number): void;
	/** Lets everything happen that is going to, up to a limit; true if nothing was left before it. */
	runUntilIdle(secondsMax: number): boolean;
}

/** `_G.headless`. */
export interface HeadlessControlApi {
	createUniverse(options?: Partial<UniverseOptions>): ControlledUniverse;
	/** A server of the spec's own place in which no script has run: specs start there what they need. */
	startServer(universe: ControlledUniverse, options?: Partial<ServerOptions>): ControlledServer;
	/** A server that has the spec's ReplicatedStorage alone, with the library edited: starts sooner than the whole place. */
	startLibraryServer(universe: ControlledUniverse, edits: ReadonlyArray<ModuleEdit>): ControlledServer;
	/** A server of a place that is written in the spec, with its scripts started. */
	startServerWith(
		universe: ControlledUniverse,
		services: ReadonlyArray<PlaceNode>,
		options?: Partial<ServerOptions>,
	): ControlledServer;
	/** Runs Luau source as a server script there, at once. */
	run(server: ControlledServer, source: string): void;
	/** What a module returns inside that server or client, by its full name. */
	load<T>(machine: ControlledServer | ControlledClient, ...path: ReadonlyArray<string>): T;
}
