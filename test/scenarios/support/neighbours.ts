import { Answer, HoldfastWorld, Host, StoryData, StorySession } from "./holdfast-world";

/** Two servers with a document each, of 100 coins, saved. */
export class Neighbours {
	readonly first: Host;
	readonly second: Host;
	readonly a: StorySession;
	readonly b: StorySession;

	constructor(readonly world: HoldfastWorld) {
		this.first = world.boot();
		this.second = world.boot();
		this.a = world.opened(this.first, "a");
		this.b = world.opened(this.second, "b");
		this.a.set(["coins"], 100);
		this.b.set(["coins"], 100);
		this.first.save(this.a);
		this.second.save(this.b);
		world.run(6);
	}

	/** The first server's player gives to the second's. */
	trade(coins = 40): Answer {
		return across(this.first, this.a, "b", ([own, other]) => {
			if (own.coins < coins) error("too poor");
			own.coins -= coins;
			other.coins += coins;
		});
	}

	stop(): void {
		for (const host of [this.first, this.second]) if (host.server.state === "running") host.server.crash();
	}
}

/** A transaction of a document of this host with one wherever it is; says what {@link Host.transact} says. */
export function across(
	host: Host,
	session: StorySession,
	key: string,
	recipe: (drafts: [own: StoryData, other: StoryData]) => void,
): Answer {
	return host.askOutcome(() => host.manager.transactAcross(session, host.collection, key, recipe));
}
