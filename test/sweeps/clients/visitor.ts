import type { ClientHost } from "./client-host";
import type { ClientWorld } from "./client-world";
import { Guest } from "./guest";
import { playAlong } from "./guest-acts";

/** A player who joins, leaves and comes back, sometimes to another server. */
export class Visitor {
	guest?: Guest;
	private joins = 0;

	constructor(
		private readonly world: ClientWorld,
		private readonly userId: number,
	) {}

	join(host: ClientHost): void {
		if (this.world.isCalm()) return;
		this.joins += 1;
		this.guest = new Guest(this.world, host, this.userId, `${this.userId}.${this.joins}`);
		this.world.noteGuest(this.guest);
		playAlong(this.world, this.guest);
		const { stay } = this.world.plan;
		this.world.later(stay * (0.3 + 1.4 * this.world.random.nextNumber()), () => this.leave());
	}

	private leave(): void {
		const { world } = this;
		if (world.isCalm()) return;
		const { host } = this.guest!;
		this.guest!.leave();
		world.count("player left");
		const target = world.pickHost(world.random.chance(0.5) ? host : undefined);
		world.later(0.5 + world.random.nextNumber() * 2, () => {
			if (world.isCalm()) return;
			world.count(target === host ? "player rejoined" : "player hopped");
			this.join(target);
		});
	}
}
