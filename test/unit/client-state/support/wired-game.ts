import { Channel } from "../../../../src";
import { ClientPorts, Mutation, StateClient } from "../../../../src/client";
import {
	Collection,
	DataManager,
	defineCollection,
	PublishConfig,
	Publisher,
	PublishPorts,
	Session,
	Violation,
} from "../../../../src/server";
import type { LogEvent } from "../../../../src/shared/log";
import { createMemoryCloud } from "../../server/support/memory-cloud";
import { declareOddGame, OddData, OddGame, OddHooks } from "./odd-game";

/** A message on its way to the server. */
interface Letter {
	readonly player: Player;
	readonly count: number;
	readonly message: unknown;
}

const FRAME_SECONDS = 1 / 60;

/** What a wired game is made from. */
export interface WiredGameOptions {
	readonly hooks?: OddHooks;
	readonly config?: Partial<PublishConfig>;
	/** Told of each event after it is noted. */
	readonly log?: (event: LogEvent) => void;
}

/** A publisher and clients in one program, joined by wires that hold messages until the next frame, and a clock of the spec's. */
export class WiredGame {
	readonly publisher: Publisher;
	readonly violations = new Array<Violation>();
	readonly events = new Array<LogEvent>();
	/** Seconds on everybody's clock. */
	seconds = 100;
	readonly clients = new Array<WiredClient>();
	readonly game: OddGame;
	/** Told of each message that is sent to a client. */
	sent?: (player: Player, message: buffer) => void;
	/** Told of each message that is posted. */
	posted?: () => void;
	private readonly manager: DataManager<OddData>;
	private readonly collection: Collection<OddData>;
	private readonly sessions = new Map<string, Session<OddData>>();
	private readonly letters = new Array<Letter>();
	private receive?: (player: Player, count: number, message: unknown) => void;
	private frame?: () => void;
	private leaving?: (player: Player) => void;

	constructor(options: WiredGameOptions = {}) {
		this.game = declareOddGame(options.hooks ?? {});
		this.manager = new DataManager<OddData>({ cloud: createMemoryCloud().ports });
		this.manager.start();
		this.collection = defineCollection<OddData>({
			name: "C",
			schema: this.game.schema,
			backups: "off",
		});
		const log = (event: LogEvent) => {
			this.events.push(event);
			options.log?.(event);
		};
		const { config } = options;
		this.publisher = new Publisher({ channels: [this.channel()], config, ports: this.ports(), log });
		this.publisher.violated.subscribe((violation) => this.violations.push(violation));
		this.publisher.start();
	}

	channel(): Channel {
		return this.game.channel as unknown as Channel;
	}

	/** What clients have done wrong so far: `malformed invalid`. */
	violationKinds(): string {
		return this.violations.map(({ kind }) => kind).join(" ");
	}

	/** Opens a document; yields until it is open. */
	open(key: string, userId?: number): Session<OddData> {
		const player = userId !== undefined ? { UserId: userId } : undefined;
		const opened = this.manager.open(this.collection, key, { player }).expect();
		if (!opened.ok) return error(opened.error.message);
		this.sessions.set(key, opened.value);
		return opened.value;
	}

	/** The same where it is open already. */
	sessionOf(key: string, userId?: number): Session<OddData> {
		return this.sessions.get(key) ?? this.open(key, userId);
	}

	session(key: string): Session<OddData> {
		return this.sessions.get(key)!;
	}

	/** A player whose client listens. */
	join(userId: number): WiredClient {
		const client = new WiredClient(this, userId);
		this.clients.push(client);
		client.states.start();
		return client;
	}

	/** A player whose own document is in view. Yields until it is open. */
	joinWith(userId: number): WiredClient {
		const client = this.join(userId);
		this.show(this.open(`${userId}`, userId), client);
		this.run();
		return client;
	}

	show(session: Session<OddData>, { player }: WiredClient): ReturnType<Publisher["show"]> {
		return this.publisher.show(this.game.channel, session, player);
	}

	hide(session: Session<OddData>, { player }: WiredClient): void {
		this.publisher.hide(this.game.channel, session, player);
	}

	leave({ player }: WiredClient): void {
		this.leaving?.(player);
	}

	/** As if a client had sent it. */
	post(player: Player, message: unknown, count = 1): void {
		this.posted?.();
		this.letters.push({ player, count, message });
	}

	/** What was posted is lost. */
	clearPost(): void {
		this.letters.clear();
	}

	/** What was posted arrives, the server has its frames, and then the clients have theirs. */
	run(seconds = FRAME_SECONDS): void {
		const stop = this.seconds + seconds;
		while (this.seconds < stop - FRAME_SECONDS / 2) {
			this.seconds += FRAME_SECONDS;
			const letters = table.clone(this.letters);
			this.letters.clear();
			for (const { player, count, message } of letters) this.receive?.(player, count, message);
			// As the engine does: who yields is left behind.
			if (this.frame !== undefined) task.spawn(this.frame);
			for (const client of this.clients) client.step();
		}
	}

	/** Closes all sessions. Yields. */
	stop(): void {
		this.publisher.stop();
		this.manager.stop().await();
	}

	private ports(): PublishPorts {
		const now = () => this.seconds;
		const deliver = (player: Player, message: buffer) => {
			this.sent?.(player, message);
			this.clients.find((client) => client.player === player)?.inbox.push(message);
		};
		const listen = (receive: (player: Player, count: number, message: unknown) => void) => {
			this.receive = receive;
			return () => (this.receive = undefined);
		};
		const tick = (frame: () => void) => {
			this.frame = frame;
			return () => (this.frame = undefined);
		};
		const part = (leaving: (player: Player) => void) => {
			this.leaving = leaving;
			return () => (this.leaving = undefined);
		};
		return {
			remote: {
				send(player, message) {
					deliver(player, message);
				},
				subscribe(receive) {
					return listen(receive);
				},
			},
			now() {
				return now();
			},
			onFrame(frame) {
				return tick(frame);
			},
			onLeaving(leaving) {
				return part(leaving);
			},
		};
	}
}

/** A client of a wired game, and the player whose it is. */
export class WiredClient {
	readonly player: Player;
	/** Of the scripts that were begun last. */
	states: StateClient;
	readonly events = new Array<LogEvent>();
	/** Messages that are still to arrive. */
	readonly inbox = new Array<buffer>();
	/** True: messages of the server are lost. */
	isDeaf = false;
	private receive?: (message: unknown) => void;
	private frame?: () => void;

	constructor(
		private readonly wired: WiredGame,
		userId: number,
	) {
		this.player = { UserId: userId } as Player;
		this.states = this.begin();
	}

	/** A client's scripts, begun (anew). */
	begin(): StateClient {
		const log = (event: LogEvent) => this.events.push(event);
		return new StateClient({ channels: [this.wired.channel()], ports: this.ports(), log });
	}

	/** Its own document. */
	state() {
		return this.states.state(this.wired.game.channel);
	}

	/** What a listener of a place of its own document is told from now on: `101 predicted`. */
	listen(...path: Array<string>): Array<string> {
		const told = new Array<string>();
		const tell = (value: unknown, _before: unknown, why: string) => told.push(`${value} ${why}`);
		this.state().addChangeListener(path as never, tell as never);
		return told;
	}

	step(): void {
		const messages = table.clone(this.inbox);
		this.inbox.clear();
		for (const message of messages) if (!this.isDeaf) this.receive?.(message);
		this.frame?.();
	}

	private ports(): ClientPorts {
		const now = () => this.wired.seconds;
		const post = (message: string) => this.wired.post(this.player, message);
		const listen = (receive: (message: unknown) => void) => {
			this.receive = receive;
			return () => (this.receive = undefined);
		};
		const tick = (frame: () => void) => {
			this.frame = frame;
			return () => (this.frame = undefined);
		};
		return {
			userId: this.player.UserId,
			remote: {
				send(message) {
					post(message);
				},
				subscribe(receive) {
					return listen(receive);
				},
			},
			frames: {
				now() {
					return now();
				},
				subscribe(frame) {
					return tick(frame);
				},
			},
		};
	}
}

/** How a mutation stands: `confirmed`, `rejected: refused Too few coins.` */
export function standOf(mutation: Mutation): string {
	const rejection = mutation.getRejection();
	return rejection !== undefined ? `rejected: ${rejection.code} ${rejection.message}` : mutation.getStatus();
}
