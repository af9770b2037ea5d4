import { SeededRandom } from "../../../src/testing/seeded-random";
import { createSimulatedCloud, SimulatedCloud, SimulatedServices } from "../../../src/testing/simulated-cloud";
import { Timeline } from "../../../src/testing/timeline";
import { maskAddresses } from "../engine/addresses";
import { allClasses } from "../engine/all-classes";
import { Enums } from "../engine/enums";
import { ClassTable } from "../engine/instances/class-table";
import { Realm, RealmOutput } from "../engine/realm";
import { NetworkIds, World, WorldHost } from "../engine/world";
import type { ControlledUniverse, OutputLine, PlaceNode, ServerOptions, UniverseOptions } from "../host/control-api";
import type { Native } from "../host/native";
import { Scheduler } from "../scheduler/scheduler";
import { Client } from "./client";
import { Purchases } from "./purchases";
import { RemoteTraffic } from "./remote-traffic";
import { Server } from "./server";
import { Trace } from "./trace";

export const DEFAULT_OPTIONS: UniverseOptions = {
	seed: 1,
	networkLatency: [0.03, 0.12],
	clockSkewMax: 2,
	unreliableLoss: 0.02,
	promptAcceptance: 0.7,
	receiptRecordFailure: 0.02,
	// 2026-01-01T00:00:00Z: a fixed moment, so that the day of the run changes nothing.
	epoch: 1767225600,
	cloud: {},
};

/** Game servers, players' clients and one cloud, all on one virtual clock and one seed. */
export class Universe implements RealmOutput, ControlledUniverse {
	readonly options: UniverseOptions;
	readonly scheduler = new Scheduler();
	readonly random: SeededRandom;
	readonly trace: Trace;
	readonly cloud: SimulatedCloud;
	readonly servers = new Array<Server>();
	readonly traffic = new RemoteTraffic();
	readonly purchases: Purchases;
	/** Errors that killed a thread, oldest first. */
	readonly errors = new Array<OutputLine>();
	private readonly classes = new ClassTable(allClasses);
	private readonly enums: Enums;

	constructor(
		readonly native: Native,
		options: Partial<UniverseOptions> = {},
	) {
		this.options = { ...DEFAULT_OPTIONS, ...options };
		this.random = new SeededRandom(this.options.seed);
		this.purchases = new Purchases(this.random.derive("purchases"), this.options.receiptRecordFailure);
		this.trace = new Trace((text) => native.hash("sha256", text));
		this.enums = new Enums(native.enums);
		this.cloud = createSimulatedCloud({
			...this.options.cloud,
			seed: this.options.seed,
			timeline: this.createTimeline(),
		});
		this.cloud.observe((write) => this.note("cloud", `write ${write.store}/${write.key} ${write.version}`));
	}

	startServer(place: PlaceNode, options: Partial<ServerOptions> = {}): Server {
		const server = new Server(this, `server ${this.servers.size() + 1}`, place, options);
		this.servers.push(server);
		this.note(server.name, "started");
		return server;
	}

	/** The player leaves one server and joins another when the teleport is through, if that one still runs then. */
	hop(client: Client, to: Server, teleportSeconds: number, data?: unknown): void {
		client.server.leave(client);
		this.cloud.faults.count("player hop");
		this.scheduler.after(teleportSeconds, to.realm, () => to.join(client.profile, data));
	}

	/** The server that a teleport leads to: the one that was asked for, else any other that takes players. */
	findTarget(placeId: number, jobId: string | undefined, from: Server): Server | undefined {
		return this.servers.find(
			(server) =>
				server.state === "running" &&
				server.placeId === placeId &&
				(jobId !== undefined ? server.jobId === jobId : server !== from),
		);
	}

	/** Lets virtual time pass. */
	runFor(seconds: number): void {
		this.scheduler.runUntil(this.scheduler.now + seconds);
	}

	/** Lets everything happen that is going to, up to a limit; true if nothing was left before it. */
	runUntilIdle(secondsMax: number): boolean {
		const endTime = this.scheduler.now + secondsMax;
		let nextTime = this.scheduler.nextTime();
		while (nextTime !== undefined && nextTime <= endTime) {
			this.scheduler.step();
			nextTime = this.scheduler.nextTime();
		}
		return nextTime === undefined;
	}

	/** Something for the trace that no script printed. */
	note(where: string, text: string): void {
		this.trace.record(this.scheduler.now, maskAddresses(`${where}: ${text}`));
	}

	print(realm: Realm, kind: OutputLine["kind"], text: string): void {
		const line: OutputLine = { time: this.scheduler.now, realm: realm.name, kind, text };
		this.note(realm.name, `${kind} ${text}`);
		if (kind === "error") this.errors.push(line);
		this.options.onOutput?.(line);
	}

	createRealm(name: string, isServer: boolean, random: SeededRandom): Realm {
		const framePhase = random.nextNumber() / 60;
		const clockSkew = (random.nextNumber() * 2 - 1) * this.options.clockSkewMax;
		if (isServer && clockSkew !== 0) this.cloud.faults.count("server clock skew");
		return new Realm(
			name,
			isServer,
			this.scheduler,
			this,
			framePhase,
			clockSkew,
			this.options.epoch,
			this.native.heartbeat,
		);
	}

	createWorld(realm: Realm, host: WorldHost, random: SeededRandom, networkIds?: NetworkIds): World {
		return new World(realm, host, this.native, random.derive("world"), this.classes, this.enums, networkIds);
	}

	/** A server's own connection to the cloud: its threads wait in its realm. */
	connectCloud(realm: Realm, players: () => number): SimulatedServices {
		return this.cloud.connect(realm, {
			players: () => (realm.alive ? players() : 0),
			deliver: (run) => {
				if (!realm.alive) return false;
				realm.schedule(realm.scheduler.now, () => realm.spawn(run));
				return true;
			},
			warn: (text) => realm.say("warn", text),
		});
	}

	/** The cloud's own clock: nothing on it belongs to a server, so nothing on it dies with one. */
	private createTimeline(): Timeline {
		const scheduler = this.scheduler;
		const epoch = this.options.epoch;
		return {
			now() {
				return epoch + scheduler.now;
			},
			schedule(seconds, callback) {
				scheduler.after(seconds, undefined, callback);
			},
		};
	}
}
