import type { Channel } from "../../mutators/channel";
import { ChannelWire } from "../../mutators/channel-wire";
import { Emitter, Listenable, Unsubscribe } from "../../shared/emitter";
import { HoldfastError, holdfastError, misuse } from "../../shared/errors";
import { forEachAlone } from "../../shared/for-each-alone";
import type { LogSink } from "../../shared/log";
import { OrderedSet } from "../../shared/ordered-set";
import { fail, Result, succeed } from "../../shared/result";
import type { View } from "../../wire/wire-schema";
import type { Session } from "../session/session";
import { ClientLine } from "./client-line";
import { ClientStream } from "./client-stream";
import { Feed } from "./feed";
import { IntentDesk } from "./intent-desk";
import { checkPublishConfig, PublishConfig } from "./publish-config";
import type { PublishPorts } from "./publish-ports";
import { createRobloxPublishPorts } from "./roblox-publish";
import type { Violation } from "./violation";

/** What a publisher is made from. */
export interface PublisherOptions {
	/** Every channel that may be shown; clients are made with the same. */
	readonly channels: ReadonlyArray<Channel>;
	readonly config?: Partial<PublishConfig>;
	/** Default: the engine's. */
	readonly ports?: PublishPorts;
	readonly log?: LogSink;
}

/** How a document is shown. */
export interface ShowOptions {
	/**
	 * `owner`: all that is not private, and the player may ask for changes; `public`: only what the schema declares public, to
	 * look at. Default: `owner` to those whose data it is (see `OpenOptions.player`), `public` to everybody else.
	 */
	readonly view?: View;
}

/**
 * Shows open documents to clients, and does what they ask for. Whatever changes a document is sent to all who are shown it,
 * once a frame, encoded once for all who see the same; what is private never leaves the server.
 */
export class Publisher {
	private readonly violatedEmitter = new Emitter<[violation: Violation]>();
	private readonly config: PublishConfig;
	private readonly ports: PublishPorts;
	private readonly desk: IntentDesk;
	private readonly channels = new Map<string, ChannelWire>();
	private readonly lines = new Map<Player, ClientLine>();
	/** Players who have left. What still comes for them, or from them, must not have them remembered again. */
	private readonly gone = new WeakSet<Player>();
	private readonly feedsBySession = new Map<Session<object>, Feed>();
	private readonly feeds = new OrderedSet<Feed>();
	private readonly changed = new OrderedSet<Feed>();
	private readonly unread = new OrderedSet<ClientLine>();
	/** Lines that may have something to send. */
	private readonly busy = new OrderedSet<ClientLine>();
	private readonly stops = new Array<Unsubscribe>();
	private leaving?: Unsubscribe;
	private comparedAt = 0;

	/** A client did what the game's own client does not do. What follows is the game's to decide. */
	readonly violated: Listenable<[violation: Violation]> = this.violatedEmitter;

	constructor(options: PublisherOptions) {
		this.config = checkPublishConfig(options.config ?? {});
		this.ports = options.ports ?? createRobloxPublishPorts();
		this.desk = new IntentDesk(options.log ?? (() => {}));
		for (const channel of options.channels) {
			if (this.channels.has(channel.name)) misuse("Publisher", `two channels are called ${channel.name}`);
			this.channels.set(channel.name, new ChannelWire(channel));
		}
	}

	/** Begins to listen to clients and to send. */
	start(): void {
		if (!this.stops.isEmpty()) return;
		const { ports } = this;
		this.stops.push(ports.remote.subscribe((player, count, message) => this.receive(player, count, message)));
		this.stops.push(ports.onFrame(() => this.frame()));
		// For good: who leaves while it is stopped has left.
		this.leaving ??= ports.onLeaving((player) => this.forget(player));
	}

	/** Listens and sends no more. */
	stop(): void {
		for (const stop of this.stops) stop();
		this.stops.clear();
	}

	/** Shows an open document to a player, until the session ends, the player leaves or it is hidden. Again: as it is said now. */
	show<T extends object, V, A>(
		channel: Channel<T, V, A>,
		session: Session<T>,
		player: Player,
		options: ShowOptions = {},
	): Result<void, HoldfastError<"sessionClosed" | "playerLeft">> {
		const known = this.channels.get(channel.name) ?? misuse("Publisher.show", `${channel.name} is not its channel`);
		const { collection, key } = session;
		if (session.getState() !== "open") {
			return fail(holdfastError("sessionClosed", "The session is closed.", { collection, key }));
		}
		if (this.gone.has(player)) {
			return fail(holdfastError("playerLeft", "The player has left.", { collection, key }));
		}
		const document = session as unknown as Session<object>;
		const isOwn = session.userIds.includes(player.UserId);
		const view = options.view ?? (isOwn ? "owner" : "public");
		const line = this.lineOf(player);
		const before = this.find(line, known.channel, document);
		if (before?.shown.view === view) return succeed(undefined);
		if (before !== undefined) this.end(before);
		const wire = () => known.schemaOf(view);
		const audience = this.feedOf(document).audience(known.channel, view, wire, this.config);
		const stream = new ClientStream(line, { channel: known.channel, session: document, view, isOwn }, audience);
		audience.streams.add(stream);
		line.add(stream);
		this.busy.add(line);
		return succeed(undefined);
	}

	/** Shows it no more. */
	hide<T extends object, V, A>(channel: Channel<T, V, A>, session: Session<T>, player: Player): void {
		const line = this.lines.get(player);
		if (line === undefined) return;
		const known = this.channels.get(channel.name)?.channel;
		const stream = known && this.find(line, known, session as unknown as Session<object>);
		if (stream !== undefined) this.end(stream);
	}

	private receive(player: Player, count: number, message: unknown): void {
		if (this.gone.has(player)) return;
		const line = this.lineOf(player);
		if (line.receive(count, message)) this.unread.add(line);
	}

	/** Reads, changes and sends: so an answer goes with what it has changed. */
	private frame(): void {
		forEachAlone(this.unread.values(), (line) => {
			if (!line.work()) this.unread.delete(line);
			if (this.lines.get(line.player) === line) this.busy.add(line);
		});
		forEachAlone(this.changed.takeAll(), (feed) => this.spread(feed));
		const now = this.ports.now();
		if (now - this.comparedAt >= this.config.hashSeconds) {
			this.comparedAt = now;
			this.compare();
		}
		forEachAlone(this.busy.takeAll(), (line) => {
			if (line.flush()) this.busy.add(line);
		});
	}

	private spread(feed: Feed): void {
		for (const audience of feed.all()) {
			const step = audience.takeChanges();
			if (step === undefined) continue;
			for (const stream of audience.streams.values()) {
				if (step === "reset") stream.outgrow();
				else stream.addChanges(step.body);
				this.busy.add(stream.line);
			}
		}
	}

	private compare(): void {
		for (const feed of this.feeds.values()) {
			for (const audience of feed.all()) {
				for (const stream of audience.streams.values()) {
					stream.compare();
					this.busy.add(stream.line);
				}
			}
		}
	}

	private end(stream: ClientStream): void {
		stream.audience.streams.delete(stream);
		stream.line.remove(stream);
		this.busy.add(stream.line);
		this.tidy(stream.shown.session);
	}

	private tidy(session: Session<object>): void {
		const feed = this.feedsBySession.get(session);
		if (feed !== undefined && feed.tidy()) this.feeds.delete(feed);
	}

	private find(line: ClientLine, channel: Channel, session: Session<object>): ClientStream | undefined {
		return line.all().find(({ shown }) => shown.channel === channel && shown.session === session);
	}

	private feedOf(session: Session<object>): Feed {
		let feed = this.feedsBySession.get(session);
		if (feed === undefined) {
			feed = new Feed(session, (changed) => this.changed.add(changed));
			this.feedsBySession.set(session, feed);
			session.ended.subscribe(() => this.endAll(session));
		}
		this.feeds.add(feed);
		return feed;
	}

	private endAll(session: Session<object>): void {
		for (const audience of this.feedsBySession.get(session)?.all() ?? []) {
			for (const stream of audience.streams.values()) this.end(stream);
		}
		this.feedsBySession.delete(session);
	}

	private lineOf(player: Player): ClientLine {
		const found = this.lines.get(player);
		if (found !== undefined) return found;
		const { config, ports, desk } = this;
		const line = new ClientLine({
			player,
			config,
			now: () => ports.now(),
			desk,
			codecOf: (stream) => this.channels.get(stream.shown.channel.name)!.codec,
			send: (message) => ports.remote.send(player, message),
			violated: (kind, score) => {
				this.violatedEmitter.emit({ player, kind, score, isOverLimit: score >= config.violationsMax });
			},
		});
		this.lines.set(player, line);
		return line;
	}

	private forget(player: Player): void {
		this.gone.add(player);
		const line = this.lines.get(player);
		if (line === undefined) return;
		this.lines.delete(player);
		this.unread.delete(line);
		line.end();
		for (const stream of line.all()) {
			stream.audience.streams.delete(stream);
			this.tidy(stream.shown.session);
		}
		this.busy.delete(line);
	}
}
