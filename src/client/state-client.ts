import type { Channel } from "../mutators/channel";
import { ChannelWire } from "../mutators/channel-wire";
import { writeHello } from "../protocol/client-section";
import { readServerMessage, ServerSection, ShowSection } from "../protocol/server-section";
import { Emitter, Listenable, Unsubscribe } from "../shared/emitter";
import { misuse } from "../shared/errors";
import type { LogSink } from "../shared/log";
import { thrownText } from "../shared/thrown-text";
import { ByteWriter } from "../wire/byte-writer";
import type { ClientPorts } from "./client-ports";
import type { PublicView } from "./public-view";
import { createRobloxClient } from "./roblox-client";
import { RoundTrip } from "./round-trip";
import { StateManager } from "./state-manager";
import { Synchronizer } from "./synchronizer";

/** What a client is made from. */
export interface StateClientOptions {
	/** Every channel that the server may show. */
	readonly channels: ReadonlyArray<Channel>;
	/** Default: the engine's. */
	readonly ports?: ClientPorts;
	readonly log?: LogSink;
}

/** A document that is, or may be, shown to this client. */
interface Place {
	readonly channel: Channel;
	/** Undefined: the player's own, whatever its key is. */
	readonly key?: string;
	readonly synchronizer: Synchronizer;
	readonly manager: StateManager;
	/** The key of the document that is shown there, or was shown last. */
	shownKey?: string;
	isShown: boolean;
	/** What is shown is the player's own. */
	isOwn: boolean;
}

const MESSAGE_BYTES_MAX = 3500;
const GREET_SECONDS_MIN = 2;
const GREET_SECONDS_MAX = 30;
const NONCE_MAX = 0x7fffffff;

/** All that the server shows to this client: one connection, and a {@link StateManager} for each document. */
export class StateClient {
	private readonly ports: ClientPorts;
	private readonly roundTrip = new RoundTrip();
	private readonly channels = new Map<string, ChannelWire>();
	private places: ReadonlyArray<Place> = [];
	private readonly byStream = new Map<number, Place>();
	private readonly shownEmitter = new Emitter<[manager: StateManager, key: string]>();
	private readonly writer = new ByteWriter();
	private readonly stops = new Array<Unsubscribe>();
	/** By which the server knows that it is the same client that greets again. */
	private nonce = 0;
	/** When to greet; nil once the server has shown something. */
	private greetAt?: number;
	private greetWait = GREET_SECONDS_MIN;

	/** A document begins to be shown: its manager, and its key on the server. */
	readonly shown: Listenable<[manager: StateManager, key: string]> = this.shownEmitter;

	constructor(private readonly options: StateClientOptions) {
		this.ports = options.ports ?? createRobloxClient();
		for (const channel of options.channels) {
			if (this.channels.has(channel.name)) misuse("StateClient", `two channels are called ${channel.name}`);
			this.channels.set(channel.name, new ChannelWire(channel));
		}
	}

	/** Begins to listen, and tells the server so. */
	start(): void {
		if (!this.stops.isEmpty()) return;
		this.stops.push(this.ports.remote.subscribe((message) => this.receive(message)));
		this.stops.push(this.ports.frames.subscribe(() => this.flush()));
		this.nonce = math.random(0, NONCE_MAX);
		this.greetAt = this.ports.frames.now();
		this.greetWait = GREET_SECONDS_MIN;
		this.flush();
	}

	/** Hears and sends nothing more; what is not answered is rejected. */
	stop(): void {
		for (const stop of this.stops) stop();
		this.stops.clear();
		this.byStream.clear();
		for (const place of this.places) {
			place.isShown = false;
			place.synchronizer.close();
		}
	}

	/**
	 * The player's own document of a channel, or the one with this key. It may be asked for before it is shown, and shows it
	 * whenever it is shown; a player's own is then to be asked for without its key, for before it is shown nobody here knows
	 * that both are the same.
	 */
	state<T extends object, V, A>(channel: Channel<T, V, A>, key?: string): StateManager<Extract<V, object>, A> {
		const known = this.channels.get(channel.name);
		if (known === undefined) misuse("StateClient.state", `the channel ${channel.name} is not among this client's`);
		const place = this.asked(known, key) ?? this.place(known, key);
		return place.manager as unknown as StateManager<Extract<V, object>, A>;
	}

	/** The same document for who only looks at it, as others than its owners do: its public fields, and nothing to ask for. */
	publicState<T extends object, V, A>(
		channel: Channel<T, V, A>,
		key: string,
	): StateManager<PublicView<Extract<V, object>> & object, unknown> {
		return this.state(channel, key) as never;
	}

	/**
	 * Lets go of a document that is shown no more, with what was seen of it last: what was shown stays in memory until then.
	 * If it is shown again, it has another manager. False, and nothing is done, while it is shown.
	 */
	forget(state: object): boolean {
		const place = this.places.find(({ manager }) => manager === state);
		if (place?.isShown === true) return false;
		this.places = this.places.filter((other) => other !== place);
		return true;
	}

	/** Where what is asked for is shown, or was shown last. */
	private asked({ channel }: ChannelWire, key: string | undefined): Place | undefined {
		const places = this.places.filter((place) => place.channel === channel);
		if (key !== undefined) return places.find((place) => place.shownKey === key);
		return places.find((place) => place.key === undefined) ?? places.find((place) => place.isShown && place.isOwn);
	}

	private place(wire: ChannelWire, key: string | undefined): Place {
		const { channel } = wire;
		const found = this.places.find((place) => place.channel === channel && place.key === key);
		if (found !== undefined) return found;
		const synchronizer = new Synchronizer({
			wire,
			userId: this.ports.userId,
			now: () => this.ports.frames.now(),
			roundTrip: this.roundTrip,
			hurry: () => this.flush(),
		});
		const place = {
			channel,
			key,
			synchronizer,
			manager: new StateManager(channel as Channel<object, object>, synchronizer),
			isShown: false,
			isOwn: false,
		};
		this.places = [...this.places, place];
		return place;
	}

	/** Until the server shows something: the engine drops what a game sends above its rate, and that may be this. */
	private greet(): void {
		const now = this.ports.frames.now();
		if (this.greetAt === undefined || now < this.greetAt) return;
		this.greetAt = now + this.greetWait;
		this.greetWait = math.min(this.greetWait * 2, GREET_SECONDS_MAX);
		writeHello(this.writer, this.nonce);
	}

	private receive(message: unknown): void {
		if (!typeIs(message, "buffer")) return;
		const { nonce } = this;
		const [ok, problem] = pcall(() => {
			readServerMessage(message, (section) => {
				// A listener may have stopped it, and begun anew: what follows is for the one before.
				if (this.nonce === nonce && !this.stops.isEmpty()) this.route(section);
			});
		});
		if (!ok) this.report("messageUnreadable", thrownText(problem));
	}

	private route(section: ServerSection): void {
		if (section.kind === "show") return this.begin(section);
		const place = this.byStream.get(section.stream);
		if (place === undefined) return;
		// What cannot be understood is as good as lost: the server is asked for all of it.
		const [ok, problem] = pcall(() => place.synchronizer.receive(section));
		if (!ok) {
			this.report("stateUnreadable", thrownText(problem));
			place.synchronizer.lose();
		}
		if (section.kind === "hide") {
			this.byStream.delete(section.stream);
			place.isShown = false;
		}
	}

	private begin(section: ShowSection): void {
		const channel = this.channels.get(section.channel);
		this.greetAt = undefined;
		if (channel === undefined) return this.report("channelUnknown", section.channel);
		const place = this.placeOf(channel, section);
		place.shownKey = section.key;
		place.isShown = true;
		place.isOwn = section.isOwn;
		for (const [stream, other] of this.byStream) if (other === place) this.byStream.delete(stream);
		this.byStream.set(section.stream, place);
		place.synchronizer.receive(section);
		this.shownEmitter.emit(place.manager, section.key);
	}

	/** A player's own document is the one that was asked for without a key, unless another one of theirs is shown there. */
	private placeOf(known: ChannelWire, { key, isOwn }: ShowSection): Place {
		const places = this.places.filter((place) => place.channel === known.channel);
		const own = places.find((place) => place.key === undefined);
		if (isOwn && own !== undefined && (own.shownKey ?? key) === key) return own;
		const named = places.find((place) => place.key === key) ?? places.find((place) => place.shownKey === key);
		if (named !== undefined) return named;
		return isOwn && own?.isShown !== true ? this.place(known, undefined) : this.place(known, key);
	}

	private flush(): void {
		this.greet();
		for (const { synchronizer } of this.places) {
			synchronizer.write(this.writer, (bytes) => {
				if (this.writer.size() + bytes > MESSAGE_BYTES_MAX) this.send();
			});
		}
		this.send();
	}

	private send(): void {
		if (this.writer.size() === 0) return;
		const message = buffer.tostring(this.writer.toBuffer());
		this.writer.clear();
		this.ports.remote.send(message);
	}

	private report(event: string, problem: string): void {
		this.options.log?.({ level: "error", event, details: { problem } });
	}
}
