import type * as HoldfastServer from "../../src/server";
import type { LogEvent } from "../../src/shared/log";
import type { InstanceNode } from "../headless/engine/instances/instance-node";
import type { ScriptRunner } from "../headless/engine/script-runner";
import type { Server } from "../headless/universe/server";
import type { SweepData } from "./checkers/checker";
import type { SweepPlan } from "./sweep-plan";

export type SweepSession = HoldfastServer.Session<SweepData>;

function findModule(server: Server): unknown {
	let node: InstanceNode | undefined = server.world.game;
	for (const name of ["ReplicatedStorage", "holdfast", "server"]) node = node?.findChild(name);
	return node!.proxy;
}

/** A game server that runs the library as a game would, driven from outside. */
export class SweepServer {
	readonly manager: HoldfastServer.DataManager;
	/** Its name in the locks it takes. */
	readonly owner: string;
	/** It ended before everything was calm. */
	endedUnderFire = false;
	/** How long it has stood still in all. */
	frozenSeconds = 0;
	readonly collection: HoldfastServer.Collection<SweepData>;

	constructor(
		readonly server: Server,
		plan: SweepPlan,
		filler: () => string,
		log: (event: LogEvent) => void,
	) {
		const scripts: ScriptRunner = server.scripts;
		const holdfast = scripts.require(findModule(server)) as typeof HoldfastServer;
		this.collection = holdfast.defineCollection<SweepData>({
			name: "Sweep",
			defaults: () => ({ total: 0, seen: {}, filler: filler() }),
		});
		let manager: HoldfastServer.DataManager | undefined;
		// Inside the server, so that it finds that server's services.
		server.realm.spawn(() => {
			manager = new holdfast.DataManager({ cloud: holdfast.createRobloxCloud(), config: plan.config, log });
			manager.start();
		});
		this.manager = manager!;
		this.owner = (manager as unknown as { parts: { owner: string } }).parts.owner;
	}

	/** Nothing more is going to happen to it; what has ended by now did so under fire. */
	calmDown(): void {
		this.endedUnderFire = !this.isRunning();
		this.server.realm.onResumption = undefined;
		this.server.realm.frozenUntil = 0;
	}

	/** Lets the machine stand still; what is asked of it takes as much longer. */
	freeze(seconds: number): void {
		this.frozenSeconds += seconds;
		this.server.freeze(seconds);
	}

	isRunning(): boolean {
		return this.server.state === "running";
	}

	/** Runs in a thread of the server; what it waits for happens when the universe runs. */
	inside(body: () => void): void {
		this.server.realm.spawn(body);
	}
}
