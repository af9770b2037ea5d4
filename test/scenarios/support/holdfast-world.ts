import type * as Holdfast from "../../../src";
import type * as HoldfastServer from "../../../src/server";
import type { StoredRecord } from "../../../src/server/store/record";
import type { LogEvent } from "../../../src/shared/log";
import type { SimulatedCloudOptions } from "../../../src/testing";
import type {
	ControlledClient,
	ControlledServer,
	ControlledUniverse,
	HeadlessControlApi,
	ModuleEdit,
} from "../../headless/host/control-api";
import { findHeadless } from "./headless";
import { declareInbox, LetterKinds } from "./letter-kinds";
import { Mishaps } from "./mishaps";

/** What the documents of a story hold. */
export interface StoryData {
	coins: number;
	sword?: boolean;
	text?: string;
	items?: Record<string, string>;
}

export type StorySession = HoldfastServer.Session<StoryData>;

/** A record as a story looks at it. */
export interface StoredEnvelope {
	readonly epoch: number;
	readonly revision: number;
	readonly lock?: { readonly owner: string; readonly epoch: number };
	readonly data?: StoryData;
	readonly unfolded?: object;
	readonly inbox?: StoredRecord["inbox"];
	readonly ledger?: StoredRecord["ledger"];
	readonly prepared?: object;
	readonly decided?: object;
}

export const STORE = "Test";
/** The document that most stories are about. */
export const KEY = "k";
export const ANN = { name: "Ann", userId: 12 };

/** What came of an open; nothing while it is under way. */
export interface Opened {
	readonly session?: StorySession;
	/** The kind of the error. */
	readonly refused?: string;
	/** When it came. */
	readonly at?: number;
}

/** What came of a save, a close or a `journaled`; nothing while it is under way. */
export interface Answer {
	/** `saved`, what `journaled` is kept by, or the kind of the error. */
	readonly said?: string;
	readonly at?: number;
}

/** A game server of a story, with the library started on it. */
export class Host {
	/** The document of the player with the id 12 is `"12"`. */
	readonly manager: HoldfastServer.DataManager<StoryData>;
	readonly collection: HoldfastServer.Collection<StoryData>;
	/** Names of the events that it logged. */
	readonly events = new Array<string>();
	/** The kinds of messages that its documents take, and one that they do not. */
	readonly kinds: LetterKinds;

	constructor(
		private readonly world: HoldfastWorld,
		readonly server: ControlledServer,
		holdfast: typeof HoldfastServer,
		{ s }: typeof Holdfast,
		options: BootOptions,
	) {
		this.kinds = new LetterKinds(holdfast, s);
		this.collection = holdfast.defineCollection<StoryData>({
			name: STORE,
			backups: "off",
			defaults: () => ({ coins: 0 }),
			inbox: declareInbox(this.kinds, options),
		});
		let manager: HoldfastServer.DataManager<StoryData> | undefined;
		// Inside the server, so that it finds that server's services.
		this.inside(() => {
			const real = holdfast.createRobloxCloud({ realm: options.realm });
			const unixSeconds = () => real.clock.unixSeconds() + (options.clockAhead ?? 0);
			const cloud = { ...real, clock: { now: () => real.clock.now(), unixSeconds } };
			const log = (event: LogEvent) => this.events.push(event.event);
			const players = this.collection;
			manager = new holdfast.DataManager<StoryData>({ cloud, players, config: options.config, log });
			manager.start();
		});
		this.manager = manager!;
	}

	/** Runs in a thread of the server, which may wait; what it waits for happens when time passes. */
	inside(body: () => unknown): void {
		this.server.realm.spawn(body);
	}

	open(key = KEY, player?: { readonly UserId: number }): Opened {
		const opened: { session?: StorySession; refused?: string; at?: number } = {};
		this.inside(() => {
			const result = this.manager.open(this.collection, key, { player }).expect();
			opened.at = this.world.now();
			if (result.ok) opened.session = result.value;
			else opened.refused = result.error.kind;
		});
		return opened;
	}

	save(session: StorySession): Answer {
		return this.ask(() => {
			const saved = session.save().expect();
			return saved.ok ? "saved" : saved.error.kind;
		});
	}

	close(session: StorySession): Answer {
		return this.ask(() => {
			const closed = session.close().expect();
			return closed.ok ? "saved" : closed.error.kind;
		});
	}

	journaled(session: StorySession): Answer {
		return this.ask(() => {
			const journaled = session.journaled().expect();
			return journaled.ok ? journaled.value.by : journaled.error.kind;
		});
	}

	/** `committed`, `rejected: ` with the kinds of the errors, or `aborted: ` with the kind of the reason. */
	transact(sessions: ReadonlyArray<StorySession>, recipe: (drafts: ReadonlyArray<StoryData>) => void): Answer {
		return this.askOutcome(() => this.manager.transact(sessions as never, recipe as never));
	}

	/** What came of a transaction, in the words of {@link transact}. */
	askOutcome(transact: () => Promise<HoldfastServer.TransactOutcome>): Answer {
		return this.ask(() => {
			const outcome = transact().expect();
			if (outcome.kind === "committed") return outcome.kind;
			if (outcome.kind === "aborted") return `aborted: ${outcome.reason.kind}`;
			return `rejected: ${outcome.errors.map((problem) => problem.kind).join(" ")}`;
		});
	}

	ask(question: () => string): Answer {
		const answer: { said?: string; at?: number } = {};
		this.inside(() => {
			answer.said = question();
			answer.at = this.world.now();
		});
		return answer;
	}

	/** Changes what is stored without the library: as a console does, or a version that knows more fields. */
	writeRaw(change: (stored: never) => object, key = KEY): void {
		this.inside(() => {
			const store = (this.server.scripts.globals.game as DataModel).GetService("DataStoreService").GetDataStore(STORE);
			store.UpdateAsync(key, (stored) => $tuple(change(stored as never)));
		});
	}

	join(): ControlledClient {
		return this.server.join(ANN);
	}
}

export interface BootOptions {
	readonly realm?: string;
	/** Seconds that its wall clock is ahead of the others'. */
	readonly clockAhead?: number;
	/** The server is of a newer version of the game, which takes one more kind of message. */
	readonly newer?: boolean;
	readonly config?: Partial<HoldfastServer.DataManagerConfig>;
}

/** A universe in which servers run the library, or the library without one of its rules. */
export class HoldfastWorld {
	readonly universe: ControlledUniverse;
	readonly mishaps: Mishaps;
	/** Writes that were applied to any document. */
	writes = 0;
	/** Of documents that were written. */
	readonly keys = new Set<string>();
	private readonly headless: HeadlessControlApi;

	constructor(
		private readonly edits: ReadonlyArray<ModuleEdit> = [],
		cloud: Omit<SimulatedCloudOptions, "seed" | "timeline"> = {},
		more: { readonly receiptRecordFailure?: number } = {},
	) {
		this.headless = findHeadless()!;
		this.universe = this.headless.createUniverse({
			receiptRecordFailure: 0,
			...more,
			seed: 3,
			cloud: { messaging: { loss: 0 }, ...cloud },
		});
		this.mishaps = new Mishaps(this.universe);
		this.universe.cloud.observe((write) => {
			if (write.store !== STORE) return;
			this.writes += 1;
			if (write.key.sub(1, 1) !== "~") this.keys.add(write.key);
		});
	}

	boot(options: BootOptions = {}): Host {
		const { headless, universe, edits } = this;
		const server = headless.startLibraryServer(universe, edits);
		const holdfast = headless.load<typeof HoldfastServer>(server, "ReplicatedStorage", "holdfast", "server");
		const shared = headless.load<typeof Holdfast>(server, "ReplicatedStorage", "holdfast");
		return new Host(this, server, holdfast, shared, options);
	}

	/** A host that has opened the document, and the session. */
	bootWith(key = KEY): readonly [host: Host, session: StorySession] {
		const host = this.boot();
		return [host, this.opened(host, key)];
	}

	/** Opens a document that nothing stands in the way of. */
	opened(host: Host, key = KEY): StorySession {
		const opened = host.open(key);
		this.run(3);
		return opened.session ?? error(`${key} was not opened: ${opened.refused ?? "no answer"}`, 0);
	}

	run(seconds: number): void {
		this.universe.runFor(seconds);
	}

	now(): number {
		return this.universe.scheduler.now;
	}

	/** How long something took, in words that do not depend on latencies. */
	took(from: number, to: number | undefined, secondsMax: number): string {
		if (to === undefined) return "never";
		return to - from <= secondsMax ? `within ${secondsMax} s` : `after more than ${secondsMax} s`;
	}

	stored(key = KEY): StoredEnvelope | undefined {
		return this.universe.cloud.inspect(STORE, key) as StoredEnvelope | undefined;
	}

	/** What the store holds of a document, for a story's end: `r2, epoch 1, free, coins 5`. */
	told(key = KEY): string {
		const record = this.stored(key);
		if (record === undefined) return "nothing";
		const lock = record.lock !== undefined ? "locked" : "free";
		const sword = record.data?.sword === true ? " and a sword" : "";
		return `r${record.revision}, epoch ${record.epoch}, ${lock}, coins ${record.data?.coins ?? "none"}${sword}`;
	}

	problems(): string {
		return this.universe.errors.map((line) => `${line.realm}: ${line.text}`).join("\n");
	}
}
