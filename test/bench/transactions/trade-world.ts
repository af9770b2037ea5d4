import type { SimulatedCloudOptions } from "../../../src/testing";
import type { PlaceNode } from "../../headless/host/control-api";
import type { Native } from "../../headless/host/native";
import type { Server } from "../../headless/universe/server";
import { BenchWorld, keyOf } from "../sessions/bench-world";
import { GAME } from "../sessions/game";
import { DOOR, libraryOf, TRADES, Way } from "./ways";

/** What the game's script does for the bench; see `DOOR`. Functions, for they come from Luau. */
interface Door {
	readonly trade: (from: number, to: number, coins: number, done: (committed: boolean) => void) => void;
	readonly look: (userId: number, done: (coins: number | undefined) => void) => void;
	readonly probe: (done: () => void) => void;
}

/** A record, of either library. */
interface CoinsRecord {
	readonly data?: { readonly coins: number };
	readonly Data?: { readonly coins: number };
	readonly prepared?: unknown;
	readonly decided?: unknown;
}

/** What every new player has. */
export const START_COINS = 100_000;

const OPEN_SECONDS_MAX = 120;

/** Players who do something every few seconds, on servers on which they also trade. */
export class TradeWorld {
	readonly world: BenchWorld;
	private readonly doors = new Map<Server, Door>();

	constructor(
		native: Native,
		place: PlaceNode,
		private readonly way: Way,
		{ seed, rhythm, cloud }: { readonly seed: number; readonly rhythm: number; readonly cloud?: SimulatedCloudOptions },
	) {
		this.world = new BenchWorld(native, place, {
			library: libraryOf(way),
			seed,
			rhythm,
			cloud,
			template: () => ({ coins: START_COINS, playedUntil: 0 }),
			prepare: (server, bench) => {
				bench.ready = (door: Door) => this.doors.set(server, door);
			},
		});
	}

	startServer(): Server {
		return this.world.startServer(GAME + TRADES[this.way] + DOOR);
	}

	/** A server on which this many play, from 1 on, with their documents open. */
	startFull(players: number): Server {
		const { world } = this;
		const server = this.startServer();
		world.runFor(30);
		for (let userId = 1; userId <= players; userId += 1) world.join(server, userId);
		if (!world.runUntil(() => world.opens.size() === players, OPEN_SECONDS_MAX)) error(`${this.way} opened too few`);
		return server;
	}

	/** `done` is not called if the server dies before. */
	trade(server: Server, from: number, to: number, coins: number, done: (committed: boolean) => void): void {
		this.enter(server, (door) => door.trade(from, to, coins, done));
	}

	/** What a player has, as their server sees it. */
	look(server: Server, userId: number): number | undefined {
		let seen: number | undefined;
		this.enter(server, (door) => door.look(userId, (coins) => (seen = coins)));
		return seen;
	}

	/** One UpdateAsync by the script itself. */
	probe(server: Server, done: () => void): void {
		this.enter(server, (door) => door.probe(done));
	}

	/** What is stored of a player. */
	stored(userId: number): { readonly coins: number; readonly isMarked: boolean } {
		const record = (this.world.universe.cloud.inspect("Players", keyOf(userId)) ?? {}) as CoinsRecord;
		const isMarked = record.prepared !== undefined || record.decided !== undefined;
		return { coins: (record.data ?? record.Data)?.coins ?? 0, isMarked };
	}

	private enter(server: Server, visit: (door: Door) => void): void {
		if (server.state === "running") server.realm.spawn(() => visit(this.doors.get(server)!));
	}
}
