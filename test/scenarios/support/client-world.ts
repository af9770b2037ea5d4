import type * as Holdfast from "../../../src";
import type * as HoldfastClient from "../../../src/client";
import type * as HoldfastServer from "../../../src/server";
import type { LogEvent } from "../../../src/shared/log";
import type {
	ControlledClient,
	ControlledServer,
	ControlledUniverse,
	HeadlessControlApi,
	LatencyRange,
	ModuleEdit,
	PlayerProfile,
} from "../../headless/host/control-api";
import { declareGame, Game, GameData } from "./client-game";
import { findHeadless } from "./headless";

export const ANN: PlayerProfile = { name: "Ann", userId: 12 };
export const BEN: PlayerProfile = { name: "Ben", userId: 13 };

export type GameSession = HoldfastServer.Session<GameData>;
type GameState = HoldfastClient.StateManager<
	Omit<GameData, "luck" | "diary">,
	NonNullable<Game["channel"]["mutators"]["_args"]>
>;

/** A server of a story about clients: the library with a publisher, and the documents of its players. */
export class GameServer {
	readonly publisher: HoldfastServer.Publisher;
	readonly manager: HoldfastServer.DataManager<GameData>;
	readonly violations = new Array<HoldfastServer.Violation>();
	readonly events = new Array<LogEvent>();
	private readonly game: Game;
	readonly collection: HoldfastServer.Collection<GameData>;
	private readonly sessions = new Map<string, GameSession>();

	constructor(
		private readonly world: ClientWorld,
		readonly server: ControlledServer,
		holdfast: typeof Holdfast,
		server_: typeof HoldfastServer,
		config?: Partial<HoldfastServer.PublishConfig>,
	) {
		this.game = declareGame(holdfast);
		this.collection = server_.defineCollection<GameData>({ name: "Game", schema: this.game.schema, backups: "off" });
		const log = (event: LogEvent) => this.events.push(event);
		let made: { publisher: HoldfastServer.Publisher; manager: HoldfastServer.DataManager<GameData> } | undefined;
		this.inside(() => {
			const manager = new server_.DataManager<GameData>({ cloud: server_.createRobloxCloud(), log });
			const publisher = new server_.Publisher({ channels: [this.game.channel], config, log });
			publisher.violated.subscribe((violation) => this.violations.push(violation));
			manager.start();
			publisher.start();
			made = { manager, publisher };
		});
		this.manager = made!.manager;
		this.publisher = made!.publisher;
	}

	/** Runs in a thread of the server. */
	inside(body: () => unknown): void {
		this.server.realm.spawn(body);
	}

	/** Opens a document, for a player if one is named, and waits until it is open. */
	open(key: string, userId?: number): GameSession {
		let refusal: string | undefined;
		this.inside(() => {
			const player = userId !== undefined ? { UserId: userId } : undefined;
			const opened = this.manager.open(this.collection, key, { player }).expect();
			if (opened.ok) this.sessions.set(key, opened.value);
			else refusal = opened.error.kind;
		});
		this.world.run(3);
		return this.sessions.get(key) ?? error(`${key} was not opened: ${refusal ?? this.world.problems()}`);
	}

	session(key: string): GameSession {
		return this.sessions.get(key)!;
	}

	/** Changes an open document as the game does it. */
	change(key: string, recipe: (draft: GameData) => void): void {
		this.inside(() => this.session(key).update(recipe));
	}

	/** What the server has of a player. */
	player({ userId }: PlayerProfile): Player {
		const players = (this.server.scripts.globals.game as DataModel).GetService("Players");
		return players.GetPlayerByUserId(userId)!;
	}

	show(session: GameSession, profile: PlayerProfile, options?: HoldfastServer.ShowOptions): void {
		this.inside(() => this.publisher.show(this.game.channel, session, this.player(profile), options));
	}

	hide(session: GameSession, profile: PlayerProfile): void {
		this.inside(() => this.publisher.hide(this.game.channel, session, this.player(profile)));
	}
}

/** What becomes of messages on their way. */
export interface Mail {
	/** True: it is lost. */
	loses?: (message: string | buffer, isToServer: boolean) => boolean;
	/** What the client gets instead of a message of the server. */
	damages?: (message: buffer) => buffer;
}

/** A client of a story, with the library started on it. */
export class GameClient {
	readonly states: HoldfastClient.StateClient;
	/** Its own document. */
	readonly state: GameState;
	/** What was told of a change anywhere in its own document: `coins 100 → 80 predicted`. */
	readonly told = new Array<string>();
	readonly events = new Array<LogEvent>();
	/** Messages that it has sent. */
	readonly sent = new Array<string>();
	/** Messages that have come. */
	readonly received = new Array<buffer>();
	private readonly game: Game;

	constructor(
		readonly client: ControlledClient,
		readonly profile: PlayerProfile,
		holdfast: typeof Holdfast,
		client_: typeof HoldfastClient,
		mail: Mail,
	) {
		this.game = declareGame(holdfast);
		let made: { states: HoldfastClient.StateClient; state: GameState } | undefined;
		this.inside(() => {
			const real = client_.createRobloxClient();
			const { sent, received } = this;
			const remote: HoldfastClient.ClientRemote = {
				send(message) {
					sent.push(message);
					if (mail.loses?.(message, true) !== true) real.remote.send(message);
				},
				subscribe(receive) {
					return real.remote.subscribe((message) => {
						received.push(message as buffer);
						if (mail.loses?.(message as buffer, false) === true) return;
						receive(mail.damages?.(message as buffer) ?? message);
					});
				},
			};
			const ports = { ...real, remote };
			const log = (event: LogEvent) => this.events.push(event);
			const states = new client_.StateClient({ channels: [this.game.channel], ports, log });
			made = { states, state: states.state(this.game.channel) as unknown as GameState };
		});
		this.states = made!.states;
		this.state = made!.state;
		for (const place of ["coins", "title", "bio", "settings", "inventory", "stats"] as const) {
			this.state.addChangeListener([place as "coins"], (value, previous, changeType) => {
				this.told.push(`${place} ${describe(previous)} → ${describe(value)} ${changeType}`);
			});
		}
		this.inside(() => this.states.start());
	}

	/** Runs in a thread of the client. */
	inside(body: () => unknown): void {
		this.client.realm.spawn(body);
	}

	/** The state of another document. */
	other(key: string): GameState {
		return this.states.state(this.game.channel, key) as unknown as GameState;
	}

	/** Asks for something; what came of it is known later. */
	ask(what: (state: GameState) => HoldfastClient.Mutation): HoldfastClient.Mutation {
		let asked: HoldfastClient.Mutation | undefined;
		this.inside(() => (asked = what(this.state)));
		return asked!;
	}

	/** Sends whatever it is past the library, as a changed client would. */
	fire(...values: Array<unknown>): void {
		const place = this.client.scripts.globals.game as DataModel;
		const remote = place.GetService("ReplicatedStorage").FindFirstChild("HoldfastState") as RemoteEvent;
		this.inside(() => remote.FireServer(...(values as [unknown])));
	}

	/** What it was told since it was asked last. */
	news(): string {
		const news = this.told.join("; ");
		this.told.clear();
		return news;
	}

	coins(): number | undefined {
		return this.state.getState()?.coins;
	}
}

function describe(value: unknown): string {
	if (value === undefined) return "nothing";
	return typeIs(value, "table") ? "…" : tostring(value);
}

/** How a mutation stands: `confirmed`, `rejected: refused Too few coins.` */
export function standOf(mutation: HoldfastClient.Mutation): string {
	const rejection = mutation.getRejection();
	return rejection !== undefined ? `rejected: ${rejection.code} ${rejection.message}` : mutation.getStatus();
}

export interface ClientWorldOptions {
	readonly latency?: LatencyRange;
	readonly seed?: number;
	readonly edits?: ReadonlyArray<ModuleEdit>;
	readonly config?: Partial<HoldfastServer.PublishConfig>;
}

/** A universe with a game that shows its players their documents. */
export class ClientWorld {
	readonly universe: ControlledUniverse;
	private readonly headless: HeadlessControlApi = findHeadless()!;

	constructor(private readonly options: ClientWorldOptions = {}) {
		this.universe = this.headless.createUniverse({
			seed: options.seed ?? 5,
			networkLatency: options.latency ?? [0.05, 0.05],
		});
	}

	startServer(): GameServer {
		const { headless, universe, options } = this;
		const server = headless.startLibraryServer(universe, options.edits ?? []);
		const holdfast = headless.load<typeof Holdfast>(server, "ReplicatedStorage", "holdfast");
		const server_ = headless.load<typeof HoldfastServer>(server, "ReplicatedStorage", "holdfast", "server");
		const host = new GameServer(this, server, holdfast, server_, options.config);
		this.run(0.5);
		return host;
	}

	join(host: GameServer, profile: PlayerProfile = ANN, mail: Mail = {}): GameClient {
		const client = host.server.join(profile);
		this.run(0.5);
		const made = this.meet(client, profile, mail);
		this.run(0.5);
		return made;
	}

	/** Starts the library on a client that is there already. */
	meet(client: ControlledClient, profile: PlayerProfile, mail: Mail = {}): GameClient {
		const { headless } = this;
		const holdfast = headless.load<typeof Holdfast>(client, "ReplicatedStorage", "holdfast");
		const client_ = headless.load<typeof HoldfastClient>(client, "ReplicatedStorage", "holdfast", "client");
		return new GameClient(client, profile, holdfast, client_, mail);
	}

	/** A player with their own document in view. */
	joinWith(host: GameServer, profile: PlayerProfile = ANN, mail: Mail = {}): GameClient {
		const client = this.join(host, profile, mail);
		const session = host.open(`${profile.userId}`, profile.userId);
		host.show(session, profile);
		this.run(1);
		return client;
	}

	run(seconds: number): void {
		this.universe.runFor(seconds);
	}

	problems(): string {
		return this.universe.errors.map((line) => `${line.realm}: ${line.text}`).join("\n");
	}
}
