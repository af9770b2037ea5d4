import { HeadlessControl } from "../../headless/host/control";
import type { LatencyRange, PlaceNode } from "../../headless/host/control-api";
import type { Native } from "../../headless/host/native";
import type { Client } from "../../headless/universe/client";
import type { Server } from "../../headless/universe/server";
import type { Universe } from "../../headless/universe/universe";

/** What one direction of all remotes has taken so far. */
export interface Traffic {
	readonly events: number;
	readonly bytes: number;
}

export const USER_ID = 12;
export const FRAME_SECONDS = 1 / 60;

const JOIN_SECONDS = 1;

/** A server with one player, on which the bench runs what the place's packages give. */
export class Stage {
	readonly universe: Universe;
	readonly server: Server;
	/** The machine of the player who has joined. */
	readonly client: Client;
	private readonly control: HeadlessControl;

	constructor(native: Native, place: PlaceNode, latency: LatencyRange = [0.05, 0.05]) {
		this.control = new HeadlessControl(native, place);
		this.universe = this.control.createUniverse({ seed: 91, networkLatency: latency });
		this.server = this.control.startServer(this.universe);
		this.runFor(JOIN_SECONDS);
		this.client = this.server.join({ name: "Ann", userId: USER_ID });
		this.runFor(JOIN_SECONDS);
	}

	/** What the server has of the player. */
	player(): Player {
		return this.game(this.server).GetService("Players").GetPlayerByUserId(USER_ID)!;
	}

	/** What a module of ReplicatedStorage returns on a machine. */
	load<T>(machine: Server | Client, ...path: ReadonlyArray<string>): T {
		return this.control.load<T>(machine, "ReplicatedStorage", ...path);
	}

	/** Runs in a thread of a machine, at once. */
	on(machine: Server | Client, body: () => void): void {
		machine.realm.spawn(body);
		this.check();
	}

	runFor(seconds: number): void {
		this.universe.runFor(seconds);
		this.check();
	}

	game(machine: Server | Client): DataModel {
		return machine.scripts.globals.game as DataModel;
	}

	/** All that has gone over remotes to one side. */
	traffic(side: "client" | "server"): Traffic {
		let [events, bytes] = [0, 0];
		for (const [name, counts] of this.universe.traffic.all()) {
			if (name.find(` → ${side}`, 1, true)[0] === undefined) continue;
			events += counts.events;
			bytes += counts.bytes;
		}
		return { events, bytes };
	}

	private check(): void {
		const problem = this.universe.errors[0];
		if (problem !== undefined) error(`${problem.realm}: ${problem.text}`);
	}
}
