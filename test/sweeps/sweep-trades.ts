import type { SeededRandom } from "../../src/testing";
import type { Checker, SweepData } from "./checkers/checker";
import { pairOf } from "./checkers/no-half";
import type { SweepServer, SweepSession } from "./sweep-server";
import type { SweepTally, SweepVisit } from "./sweep-visit";

/** What those who trade need of the world. */
export interface TradeWorld {
	readonly random: SeededRandom;
	readonly checkers: ReadonlyArray<Checker>;
	readonly tally: SweepTally;
	isCalm(): boolean;
	pickServer(): SweepServer | undefined;
	/** Of any document that may be there. */
	pickKey(): string;
	/** Documents that are open on a server. */
	visitsOf(host: SweepServer): ReadonlyArray<SweepVisit>;
	show(key: string, text: () => string): void;
	later(seconds: number, action: () => void): void;
}

/** One gives some coins, and perhaps an item, and both count it. */
function trade(world: TradeWorld, [from, to]: [SweepData, SweepData], pair: string): void {
	const coins = math.min(from.coins, world.random.nextInteger(0, 9));
	from.coins -= coins;
	to.coins += coins;
	const items = new Array<string>();
	for (const [item] of pairs(from.items)) items.push(item as string);
	if (!items.isEmpty() && world.random.chance(0.5)) {
		const item = world.random.pick(items.sort());
		to.items[item] = from.items[item];
		delete from.items[item];
	}
	for (const side of [from, to]) side.trades[pair] = (side.trades[pair] ?? 0) + 1;
}

/** Trades between documents of one server and of two, and somebody who looks at both sides. */
export class SweepTrades {
	constructor(private readonly world: TradeWorld) {}

	begin(): void {
		this.again(4, () => this.tradeHere());
		this.again(12, () => this.tradeAcross());
		this.again(3, () => this.peek());
	}

	private again(seconds: number, action: () => void): void {
		const { world } = this;
		world.later(seconds * (0.3 + 1.4 * world.random.nextNumber()), () => {
			if (world.isCalm()) return;
			action();
			this.again(seconds, action);
		});
	}

	private tradeHere(): void {
		const { world } = this;
		const host = world.pickServer();
		if (host === undefined) return;
		const sessions = world.visitsOf(host).map((visit) => visit.session!);
		// Now and then more at once than there are documents: some have to wait for others.
		for (const _ of $range(1, world.random.pick([1, 1, 3]))) {
			if (sessions.size() < 2) return;
			const a = world.random.pick(sessions);
			const b = world.random.pick(sessions.filter((session) => session !== a));
			this.tradeBetween(host, a, b);
		}
	}

	private tradeBetween(host: SweepServer, a: SweepSession, b: SweepSession): void {
		const { world } = this;
		const pair = pairOf(a.key, b.key);
		host.inside(() => {
			const recipe = (drafts: [SweepData, SweepData]) => trade(world, drafts, pair);
			this.count(host.manager.transact([a, b], recipe).expect().kind, `${host.server.name} trade ${pair}`, [
				a.key,
				b.key,
			]);
		});
	}

	private tradeAcross(): void {
		const { world } = this;
		const host = world.pickServer();
		const visits = host !== undefined ? world.visitsOf(host) : [];
		if (host === undefined || visits.isEmpty()) return;
		const session = world.random.pick(visits).session!;
		const key = world.pickKey();
		if (key === session.key) return;
		const pair = pairOf(key, session.key);
		host.inside(() => {
			const recipe = (drafts: [SweepData, SweepData]) => trade(world, drafts, pair);
			const outcome = host.manager.transactAcross(session, host.collection, key, recipe).expect();
			if (outcome.kind === "committed") world.tally.tradesAcross += 1;
			this.count(outcome.kind, `${host.server.name} trade across ${pair}`, [session.key, key]);
		});
	}

	private count(kind: "committed" | "rejected" | "aborted", what: string, keys: ReadonlyArray<string>): void {
		const { tally } = this.world;
		if (kind === "committed") tally.trades += 1;
		else if (kind === "aborted") tally.tradesAborted += 1;
		for (const key of keys) this.world.show(key, () => `${what}: ${kind}`);
	}

	/** Two documents, one after the other, as they are stored. */
	private peek(): void {
		const { world } = this;
		const host = world.pickServer();
		const [first, second] = [world.pickKey(), world.pickKey()];
		if (host === undefined || first === second) return;
		host.inside(() => {
			const one = host.manager.peek(host.collection, first).expect();
			if (!one.ok) return;
			const other = host.manager.peek(host.collection, second).expect();
			if (!other.ok) return;
			world.tally.peeks += 1;
			for (const checker of world.checkers) {
				checker.peeked?.(
					{ key: first, data: one.value?.data as SweepData | undefined },
					{ key: second, data: other.value?.data as SweepData | undefined },
				);
			}
		});
	}
}
