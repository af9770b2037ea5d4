import type { PlaceNode } from "../../headless/host/control-api";
import type { Native } from "../../headless/host/native";
import type { Server } from "../../headless/universe/server";
import { createSampleDocument } from "../sample-document";
import { BenchWorld, GuestSession } from "./bench-world";
import { fastNative } from "./fast-native";
import { InstantStores } from "./instant-stores";
import { LibraryName } from "./libraries";
import { OPENER, RAW_CALLS } from "./opener";
import { quietMessages } from "./quiet-messages";

const DOCUMENTS = 100;
const FRAME_SECONDS = 1 / 60;
const FRAMES_MAX = 600;
// ProfileService writes a key once in seven seconds.
const PAUSE_SECONDS = 10;

/** A server with a hundred open documents of 10 KB, on a DataStore that answers at once. */
export class CpuWorld {
	/** The engine's own calls, as a script makes them. */
	readonly engine: Record<"update" | "look", () => void>;
	/** One of the documents, for changes; the others are for saves. */
	readonly session: GuestSession;
	private readonly world: BenchWorld;
	private readonly server: Server;
	private readonly stores = new InstantStores();
	private readonly sessions = new Array<GuestSession>();

	constructor(
		private readonly native: Native,
		place: PlaceNode,
		private readonly library: LibraryName,
	) {
		let openAll!: (count: number) => void;
		let engine!: object;
		this.world = new BenchWorld(fastNative(native), place, {
			library,
			seed: 41,
			template: () => createSampleDocument(),
			checked: true,
			prepare: (server, bench) => {
				const services = server as { dataStoreService: object; messagingService: object };
				services.dataStoreService = this.stores;
				services.messagingService = quietMessages;
				bench.ready = (open: typeof openAll) => (openAll = open);
				bench.add = (session: GuestSession) => this.sessions.push(session);
				engine = bench;
			},
		});
		this.server = this.world.startServer(OPENER + RAW_CALLS);
		this.engine = engine as CpuWorld["engine"];
		this.world.runFor(1);
		this.server.realm.spawn(() => openAll(DOCUMENTS + 1));
		const opened = () => this.sessions.size() === DOCUMENTS + 1;
		if (!this.world.runUntil(opened, 120)) error(`${library} opened only ${this.sessions.size()}`);
		this.session = this.sessions.pop()!;
		this.world.runFor(PAUSE_SECONDS);
	}

	/** Changes every document and saves it: real seconds for each, and what the same frames take with nothing to do. */
	saveAll(how: "save" | "autosave"): {
		readonly seconds: number;
		readonly idleSeconds: number;
		readonly looks: number;
	} {
		const { world, stores, sessions, native } = this;
		for (const session of sessions) session.bump();
		const [writesBefore, looksBefore] = [stores.writes, stores.budgetLooks];
		let frames = 0;
		const began = native.realClock();
		this.server.realm.spawn(() => sessions.forEach((session) => session[how]()));
		do {
			world.runFor(FRAME_SECONDS);
			frames += 1;
		} while (stores.writes - writesBefore < DOCUMENTS && frames < FRAMES_MAX);
		const seconds = native.realClock() - began;
		const written = stores.writes - writesBefore;
		if (written < DOCUMENTS) error(`${this.library} saved only ${written} of ${DOCUMENTS}`);
		const looks = stores.budgetLooks - looksBefore;
		const idleBegan = native.realClock();
		for (let frame = 0; frame < frames; frame += 1) world.runFor(FRAME_SECONDS);
		const idleSeconds = native.realClock() - idleBegan;
		world.runFor(PAUSE_SECONDS);
		return { seconds: seconds / DOCUMENTS, idleSeconds: idleSeconds / DOCUMENTS, looks: looks / DOCUMENTS };
	}
}
