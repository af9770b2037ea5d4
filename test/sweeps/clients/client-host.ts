import type * as Holdfast from "../../../src";
import type { Change } from "../../../src";
import type * as HoldfastServer from "../../../src/server";
import type { View } from "../../../src/wire/wire-schema";
import type { Server } from "../../headless/universe/server";
import { loadModule } from "../find-module";
import { ClientDocument, ClientRules, declareRules, ownMark, SECRET_MARK } from "./client-rules";
import type { ClientWorld } from "./client-world";
import type { Guest } from "./guest";
import { Noise } from "./noise";

export type ClientSession = HoldfastServer.Session<ClientDocument>;

/** The document that nobody owns. */
export const GUILD = "guild";

/** What of a document is shown to whom. */
export interface HostShowing {
	readonly guest: Guest;
	readonly session: ClientSession;
	readonly view: View;
}

const RETRY_SECONDS = 1;
const OTHERS_SHOWN = 0.4;

/** A server of the sweep: the library with a publisher, and the documents that are open there. */
export class ClientHost {
	readonly manager: HoldfastServer.DataManager<ClientDocument>;
	readonly sessions = new Map<string, ClientSession>();
	showings: ReadonlyArray<HostShowing> = [];
	private readonly publisher: HoldfastServer.Publisher;
	private readonly rules: ClientRules;
	private readonly collection: HoldfastServer.Collection<ClientDocument>;

	constructor(
		private readonly world: ClientWorld,
		readonly server: Server,
	) {
		const holdfast = loadModule<typeof HoldfastServer>(server, "ReplicatedStorage", "holdfast", "server");
		this.rules = declareRules(loadModule<typeof Holdfast>(server, "ReplicatedStorage", "holdfast"));
		this.collection = holdfast.defineCollection<ClientDocument>({
			name: "Clients",
			schema: this.rules.schema as never,
			defaults: (key) => firstDocument(key),
			backups: "off",
		});
		let made: (Pick<ClientHost, "manager"> & { publisher: HoldfastServer.Publisher }) | undefined;
		this.inside(() => {
			const manager = new holdfast.DataManager<ClientDocument>({ cloud: holdfast.createRobloxCloud() });
			const { own, guild } = this.rules;
			const ports = this.watchedPorts(holdfast.createRobloxPublishPorts());
			const publisher = new holdfast.Publisher({ channels: [own, guild], config: world.plan.config, ports });
			publisher.violated.subscribe(({ kind }) => world.count(`violation ${kind}`));
			manager.start();
			publisher.start();
			new Noise(world, server.scripts.globals).begin((body) => this.inside(body));
			made = { manager, publisher };
		});
		this.manager = made!.manager;
		this.publisher = made!.publisher;
	}

	/** Runs in a thread of the server. */
	inside(body: () => void): void {
		this.server.realm.spawn(body);
	}

	/** Opens a player's document, if they are still there, and shows it to them. */
	admit(guest: Guest): void {
		if (!guest.isHere()) return;
		this.inside(() => {
			const key = tostring(guest.userId);
			const opened = this.manager.open(this.collection, key, { player: { UserId: guest.userId } }).expect();
			if (!opened.ok) {
				this.world.count(`open refused ${opened.error.kind}`);
				this.world.later(RETRY_SECONDS, () => this.admit(guest));
				return;
			}
			this.adopt(opened.value);
			this.show(guest, opened.value, "owner");
			for (const session of this.openSessions()) {
				if (session.key === GUILD || (session.key !== key && this.world.random.chance(OTHERS_SHOWN))) {
					this.show(guest, session, this.viewOf(session));
				}
			}
		});
	}

	/** Opens the document that nobody owns, and shows it to everybody here. */
	openGuild(): void {
		this.inside(() => {
			const opened = this.manager.open(this.collection, GUILD).expect();
			if (!opened.ok) {
				this.world.later(RETRY_SECONDS, () => this.openGuild());
				return;
			}
			this.adopt(opened.value);
			for (const guest of this.world.guestsOf(this)) this.show(guest, opened.value, this.viewOf(opened.value));
		});
	}

	/** Run in a thread of the server. */
	show(guest: Guest, session: ClientSession, view: View): void {
		const player = guest.isHere() ? this.playerOf(guest) : undefined;
		if (player === undefined || session.getState() !== "open") return;
		// Before it is sent: what follows may be looked at from the next frame on.
		for (const checker of this.world.checkers) checker.shown?.(guest.userId, session.key, view);
		this.publisher.show(this.channelOf(session), session, player, { view });
		this.forget((showing) => showing.guest === guest && showing.session === session);
		this.showings = [...this.showings, { guest, session, view }];
	}

	/** Run in a thread of the server. */
	hide(guest: Guest, session: ClientSession): void {
		const player = this.playerOf(guest);
		if (player !== undefined) this.publisher.hide(this.channelOf(session), session, player);
		this.forget((showing) => showing.guest === guest && showing.session === session);
	}

	openSessions(): ReadonlyArray<ClientSession> {
		const keys = new Array<string>();
		for (const [key, session] of this.sessions) if (session.getState() === "open") keys.push(key);
		return keys.sort().map((key) => this.sessions.get(key)!);
	}

	/** Somebody's own document stays so; what is nobody's is seen whole by most. */
	private viewOf({ key }: ClientSession): View {
		return key === GUILD && this.world.random.chance(0.7) ? "owner" : "public";
	}

	private channelOf({ key }: ClientSession) {
		return key === GUILD ? this.rules.guild : this.rules.own;
	}

	/** A server that stood still may still have who they were before they came again (seed 22832). */
	private playerOf(guest: Guest): Player | undefined {
		const players = (this.server.scripts.globals.game as DataModel).GetService("Players");
		const player = players.GetPlayerByUserId(guest.userId);
		return player === guest.player() ? player : undefined;
	}

	private forget(isOver: (showing: HostShowing) => boolean): void {
		this.showings = this.showings.filter((showing) => !isOver(showing));
	}

	private adopt(session: ClientSession): void {
		const { key } = session;
		if (this.sessions.get(key) === session) return;
		this.sessions.set(key, session);
		session.committed.subscribe(({ patch }) => {
			for (const change of patch.changes) this.tellOf(key, change);
		});
		session.ended.subscribe(() => {
			if (this.sessions.get(key) === session) this.sessions.delete(key);
			this.forget((showing) => showing.session === session);
		});
	}

	/** What was done is told by what it leaves in the document. */
	private tellOf(key: string, { path, value }: Change): void {
		const [field, id] = path;
		const isLog = field === "log" && path.size() === 2;
		if (!isLog && (field !== "aim" || value === undefined)) return;
		const [mark, times] = isLog ? [id as string, value as number] : [value as string, 1];
		this.world.note(`${this.server.name} ${key}: ${mark} ${times}`);
		for (const checker of this.world.checkers) checker.ran?.(key, mark, times);
	}

	private watchedPorts(real: HoldfastServer.PublishPorts): HoldfastServer.PublishPorts {
		const { checkers } = this.world;
		const remote: HoldfastServer.ServerRemote = {
			send(player, message) {
				const bytes = buffer.tostring(message);
				for (const checker of checkers) checker.sent?.(player.UserId, bytes);
				real.remote.send(player, message);
			},
			subscribe(receive) {
				return real.remote.subscribe(receive);
			},
		};
		return { ...real, remote };
	}
}

function firstDocument(key: string): ClientDocument {
	return {
		coins: 500,
		title: "new",
		badges: [],
		bio: `${ownMark(key)} new`,
		level: 0,
		aim: "",
		items: [{ id: "gift", amount: 3, seal: SECRET_MARK }],
		log: new Map(),
		luck: 7,
		secret: SECRET_MARK,
	};
}
