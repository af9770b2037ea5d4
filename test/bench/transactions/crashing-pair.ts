import type { SeededRandom } from "../../../src/testing/seeded-random";
import type { Client } from "../../headless/universe/client";
import type { Server } from "../../headless/universe/server";
import { keyOf } from "../sessions/bench-world";
import { START_COINS, TradeWorld } from "./trade-world";

const PAUSE_SECONDS = [8, 20] as const;
const BACK_SECONDS = [1, 6] as const;
const COINS_MAX = 100;
const LOOK_SECONDS = 0.5;

/** How often a server crashes in a trade, and when: seconds from the moment of the trade. */
export interface CrashOdds {
	readonly chance: number;
	readonly seconds: readonly [least: number, most: number];
}

/** What crashes have made of the coins of all pairs. */
export interface CrashTally {
	trades: number;
	crashes: number;
	created: number;
	lost: number;
	/** Crashes after which the sum of two players was another. */
	torn: number;
	/** Crashes after which they had neither what all trades made that were said to be done, nor that and the last one. */
	neither: number;
	refused: number;
}

interface Purse {
	readonly userId: number;
	/** By the trades that the game was told were done. */
	coins: number;
}

/** Two players who trade with each other, on a server that sometimes crashes; then both join a new one. */
export class CrashingPair {
	private server!: Server;
	private readonly purses: readonly [Purse, Purse];
	private clients = new Array<Client>();
	private left: number;
	/** Coins that the first gives in a trade whose end the game was not told. */
	private pending = 0;

	constructor(
		private readonly trading: TradeWorld,
		private readonly random: SeededRandom,
		private readonly tally: CrashTally,
		private readonly odds: CrashOdds,
		userId: number,
		trades: number,
	) {
		this.left = trades;
		this.purses = [
			{ userId, coins: START_COINS },
			{ userId: userId + 1, coins: START_COINS },
		];
		this.enter();
	}

	isDone(): boolean {
		return this.left <= 0;
	}

	/** They leave, as players do. */
	leave(): void {
		for (const client of this.clients) this.server.leave(client);
	}

	private enter(): void {
		const { trading, purses } = this;
		const since = trading.world.now();
		this.server = trading.startServer();
		this.clients = purses.map(({ userId }) => trading.world.join(this.server, userId));
		const look = () => {
			const open = purses.every(
				({ userId }) => trading.world.firstOpen(this.server, keyOf(userId), since) !== undefined,
			);
			if (!open) return this.after(LOOK_SECONDS, look);
			this.compare();
			this.play();
		};
		this.after(LOOK_SECONDS, look);
	}

	/** What they have now, with what they had. */
	private compare(): void {
		const { tally, purses, pending, trading } = this;
		const [first, second] = purses;
		const [a, b] = purses.map(({ userId }) => trading.look(this.server, userId)!);
		const off = a + b - first.coins - second.coins;
		if (off > 0) tally.created += off;
		else tally.lost -= off;
		if (off !== 0) tally.torn += 1;
		const isAs = (given: number) => a === first.coins - given && b === second.coins + given;
		if (!isAs(0) && !isAs(pending)) tally.neither += 1;
		[first.coins, second.coins, this.pending] = [a, b, 0];
	}

	/** Each step draws the same, whatever comes of it. */
	private play(): void {
		if (this.isDone()) return;
		this.left -= 1;
		this.tally.trades += 1;
		const { random, server, odds } = this;
		const pause = this.draw(PAUSE_SECONDS);
		const isFirst = random.chance(0.5);
		const coins = random.nextInteger(1, COINS_MAX);
		const crashes = random.chance(odds.chance);
		const crashAfter = pause + this.draw(odds.seconds);
		const back = this.draw(BACK_SECONDS);
		this.after(pause, () => this.trade(server, isFirst ? coins : -coins));
		if (!crashes) return this.after(pause + odds.seconds[1], () => this.play());
		this.after(crashAfter, () => {
			this.tally.crashes += 1;
			server.crash();
			this.after(back, () => this.enter());
		});
	}

	private trade(server: Server, coins: number): void {
		if (server.state !== "running") return;
		const [first, second] = this.purses;
		const [giver, taker] = coins > 0 ? [first, second] : [second, first];
		this.pending = coins;
		this.trading.trade(server, giver.userId, taker.userId, math.abs(coins), (done) => {
			this.pending = 0;
			if (!done) this.tally.refused += 1;
			else [first.coins, second.coins] = [first.coins - coins, second.coins + coins];
		});
	}

	private draw([least, most]: readonly [number, number]): number {
		return least + (most - least) * this.random.nextNumber();
	}

	private after(seconds: number, action: () => void): void {
		this.trading.world.universe.scheduler.after(seconds, undefined, action);
	}
}
