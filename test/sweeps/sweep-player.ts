import type { Client } from "../headless/universe/client";
import type { SweepServer } from "./sweep-server";
import { SweepVisit, VisitWorld } from "./sweep-visit";

/** What a player needs of the world. */
export interface PlayerWorld extends VisitWorld {
	/** A running server, another one if there is any. */
	pickServer(except?: SweepServer): SweepServer | undefined;
	isCalm(): boolean;
	countHop(): void;
	/** The player pays for something. */
	buy(client: Client): void;
}

/** Joins, plays, hops, rests, leaves, and comes back: sometimes to the server that was just left. */
export class SweepPlayer {
	private client?: Client;
	private visit?: SweepVisit;

	constructor(
		private readonly world: PlayerWorld,
		private readonly userId: number,
	) {}

	/** Joins a server, if it is not time to go home. */
	join(host: SweepServer | undefined = this.world.pickServer()): void {
		if (this.world.isCalm()) return;
		if (host === undefined || !host.isRunning()) {
			this.world.later(1, () => this.join());
			return;
		}
		this.client = host.server.join({ name: `P${this.userId}`, userId: this.userId });
		this.visit = new SweepVisit(this.world, host, tostring(this.userId), this.userId);
		const { visit } = this;
		// A moment after PlayerAdded, as a game's own handler would.
		this.world.later(0.1, () => host.isRunning() && visit.begin());
		this.watch(host, this.world.now() + 4 + this.world.random.nextNumber() * 70);
	}

	private watch(host: SweepServer, leaveAt: number): void {
		this.world.later(0.5, () => {
			const here = host.isRunning() && host.server.connectedClients().includes(this.client!);
			const goesOn = here && this.world.now() < leaveAt && !this.world.isCalm();
			// Sometimes at the very moment of leaving.
			if (here && this.world.random.chance(goesOn ? 0.01 : 0.1)) this.world.buy(this.client!);
			if (goesOn) this.watch(host, leaveAt);
			else this.leave(host, here);
		});
	}

	private leave(host: SweepServer, here: boolean): void {
		const { random } = this.world;
		if (here) host.server.leave(this.client!);
		if (this.visit !== undefined) this.visit.over = true;
		const sameAgain = host.isRunning() && random.chance(0.35);
		const pause = sameAgain ? random.nextNumber() * 3 : random.pick([0.5, 2, 5, 30]) * (0.5 + random.nextNumber());
		if (!sameAgain && !this.world.isCalm()) this.world.countHop();
		this.world.later(pause, () => this.join(sameAgain ? host : this.world.pickServer(host)));
	}
}
