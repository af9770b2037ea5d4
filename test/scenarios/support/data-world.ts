import type * as HoldfastServer from "../../../src/server";
import type { LogEvent } from "../../../src/shared/log";
import type { CloudRequest, Fault } from "../../../src/testing";
import type {
	ControlledServer,
	ControlledUniverse,
	HeadlessControlApi,
	UniverseOptions,
} from "../../headless/host/control-api";
import { findHeadless } from "./headless";
import { runUntil } from "./run-until";

/** Two fields that every commit of these specs changes together: data in which they differ is a mixture. */
export interface Coins {
	coins: number;
	gems: number;
}

export type CoinSession = HoldfastServer.Session<Coins>;

/** A document as the store has it. */
export interface StoredCoins {
	readonly epoch: number;
	readonly revision: number;
	readonly lock?: { readonly owner: string; readonly renewed: number };
	readonly data?: Coins;
}

/** What came of an open, as soon as something has. */
export interface OpenAnswer {
	session?: CoinSession;
	kind?: string;
	/** Virtual seconds that it took. */
	seconds?: number;
}

type ManagerOptions = Partial<HoldfastServer.DataManagerOptions<Coins>>;
type BeforeClose = (session: CoinSession) => void;

const STORE = "Coins";

/** Makes both fields the same number, by one commit. */
export function setCoins(session: CoinSession, amount: number): void {
	const result = session.update((draft) => {
		draft.coins = amount;
		draft.gems = amount;
	});
	if (!result.ok) error(`the commit of ${amount} was refused: ${result.error.kind}`, 2);
}

/** A game server that runs the library as a game would, driven from outside. */
export class CoinHost {
	readonly manager: HoldfastServer.DataManager<Coins>;
	readonly collection: HoldfastServer.Collection<Coins>;
	readonly logged = new Array<LogEvent>();
	/** Its name in the locks it takes. */
	owner = "";

	constructor(
		private readonly universe: ControlledUniverse,
		readonly server: ControlledServer,
		headless: HeadlessControlApi,
		options: ManagerOptions,
		beforeClose?: BeforeClose,
	) {
		const holdfast = headless.load<typeof HoldfastServer>(server, "ReplicatedStorage", "holdfast", "server");
		const players = holdfast.defineCollection<Coins>({
			// What is counted there is what sessions cost.
			backups: "off",
			name: STORE,
			defaults: () => ({ coins: 0, gems: 0 }),
			beforeClose,
		});
		this.collection = players;
		let manager: HoldfastServer.DataManager<Coins> | undefined;
		// Inside the server, so that it finds that server's services.
		this.inside(() => {
			const cloud = holdfast.createRobloxCloud();
			const createId = () => {
				const id = cloud.createId();
				if (this.owner === "") this.owner = id;
				return id;
			};
			manager = new holdfast.DataManager<Coins>({
				cloud: { ...cloud, createId: () => createId() } as never,
				players,
				// Each try of an open is told, too; here it is what came of it that counts.
				log: (event) => event.event !== "openTried" && this.logged.push(event),
				...options,
			});
			manager.start();
		});
		this.manager = manager!;
	}

	/** Runs in a thread of that server, which may wait; what it waits for happens when the universe runs. */
	inside(body: () => unknown): void {
		this.server.realm.spawn(body);
	}

	/** Begins to open a document; the answer fills itself while the universe runs. */
	open(key = "k", userId?: number): OpenAnswer {
		const answer: OpenAnswer = {};
		const began = this.universe.scheduler.now;
		this.inside(() => {
			const player = userId !== undefined ? { UserId: userId } : undefined;
			const opened = this.manager.open(this.collection, key, { player }).expect();
			answer.seconds = this.universe.scheduler.now - began;
			if (opened.ok) answer.session = opened.value;
			else answer.kind = opened.error.kind;
		});
		return answer;
	}

	/** Begins something that gives a result, and gives it when it is there. */
	ask<R>(body: () => Promise<R>): { result?: R } {
		const answer: { result?: R } = {};
		this.inside(() => {
			answer.result = body().expect();
		});
		return answer;
	}
}

/** A universe in which game servers run the library, with one collection of documents. */
export class DataWorld {
	readonly universe: ControlledUniverse;
	private readonly headless = findHeadless()!;

	constructor(options: Partial<UniverseOptions> = {}) {
		this.universe = this.headless.createUniverse({ seed: 3, ...options });
	}

	boot(options: ManagerOptions = {}, beforeClose?: BeforeClose): CoinHost {
		return new CoinHost(this.universe, this.headless.startServer(this.universe), this.headless, options, beforeClose);
	}

	run(seconds: number): void {
		this.universe.runFor(seconds);
	}

	/** Lets time pass in small steps until something is so; false if it was not so in time. */
	runUntil(isSo: () => boolean, secondsMax: number, step?: number): boolean {
		return runUntil(this.universe, isSo, secondsMax, step);
	}

	/** Opens a document that nobody has, and waits until it is open. */
	opened(host: CoinHost, key = "k", userId?: number): CoinSession {
		const answer = host.open(key, userId);
		this.runUntil(() => answer.seconds !== undefined, 30);
		return answer.session ?? (error(`the document ${key} was not opened: ${answer.kind ?? "pending"}`, 2) as never);
	}

	stored(key = "k"): StoredCoins | undefined {
		return this.universe.cloud.inspect(STORE, key) as StoredCoins | undefined;
	}

	/** Puts a value under a key as other code would. */
	put(host: CoinHost, key: string, value: unknown): void {
		const place = host.server.scripts.globals.game as DataModel;
		host.inside(() => place.GetService("DataStoreService").GetDataStore(STORE).SetAsync(key, value));
		this.run(2);
	}

	/** From now on each request is asked about, until it is undone by another call. */
	interfere(decide?: (request: CloudRequest) => Fault | undefined): void {
		this.universe.cloud.faults.interfere = decide;
	}

	/** Errors that killed a thread. */
	problems(): string {
		return this.universe.errors.map((line) => `${line.realm}: ${line.text}`).join("\n");
	}
}
