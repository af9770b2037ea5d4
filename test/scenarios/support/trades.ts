import { Answer, HoldfastWorld, Host, StorySession } from "./holdfast-world";

/** Two documents of one server, with 100 coins each, saved. The first is the primary of their transactions. */
export class Traders {
	readonly host: Host;
	readonly a: StorySession;
	readonly b: StorySession;

	constructor(
		readonly world: HoldfastWorld,
		host?: Host,
	) {
		this.host = host ?? world.boot();
		this.a = world.opened(this.host, "a");
		this.b = world.opened(this.host, "b");
		for (const session of [this.a, this.b]) {
			session.set(["coins"], 100);
			this.host.save(session);
		}
		world.run(3);
	}

	/** The first gives to the second. */
	trade(coins = 40): Answer {
		return this.host.transact([this.a, this.b], ([from, to]) => {
			from.coins -= coins;
			to.coins += coins;
		});
	}
}

/** What the store holds of both, with what is left of transactions: `a 60, b 100 and a part`. */
export function storedPair(world: HoldfastWorld, keys: ReadonlyArray<string> = ["a", "b"]): string {
	const told = keys.map((key) => {
		const record = world.stored(key);
		const part = record?.prepared !== undefined ? " and a part" : "";
		const decision = record?.decided !== undefined ? " and a decision" : "";
		return `${key} ${record?.data?.coins ?? "none"}${part}${decision}`;
	});
	return told.join(", ");
}

/** What a new server opens both as, and gives free again: `a 60, b 140`. */
export function openedPair(world: HoldfastWorld, seconds = 120, keys: ReadonlyArray<string> = ["a", "b"]): string {
	const host = world.boot();
	const opened = keys.map((key) => host.open(key));
	world.run(seconds);
	const told = opened.map(
		({ session, refused }, index) => `${keys[index]} ${session?.data.coins ?? refused ?? "waits"}`,
	);
	for (const { session } of opened) if (session !== undefined) host.close(session);
	world.run(5);
	return told.join(", ");
}

/** The documents whose records have something of a transaction still. */
export function marked(world: HoldfastWorld): string {
	const left = new Array<string>();
	for (const key of world.keys) {
		const record = world.stored(key);
		if (record?.prepared !== undefined || record?.decided !== undefined) left.push(key);
	}
	return left.sort().join(" ");
}
