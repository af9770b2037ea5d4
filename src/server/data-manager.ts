import { DeepReadonly } from "../shared/data/deep-readonly";
import { Path } from "../shared/data/path";
import { Emitter, Listenable, observe, Unsubscribe } from "../shared/emitter";
import { HoldfastError, holdfastError, misuse } from "../shared/errors";
import { LogSink } from "../shared/log";
import { fail, Result, succeed } from "../shared/result";
import { runWithin } from "../shared/run-within";
import type { RunOptions } from "./access/access-options";
import { DataAccessLayer } from "./access/data-access-layer";
import { CloudPorts } from "./cloud/ports";
import { Collection, createDefaults } from "./collection";
import { Commit, CommitContext } from "./commit/document";
import { DataManagerConfig, resolveConfig } from "./config";
import { HealthInputs, HealthStatus, judgeHealth } from "./health/health-status";
import { Statistics } from "./health/statistics";
import type { MessageKind } from "./inbox/message-kind";
import type { MessageStatusResult } from "./inbox/message-status";
import type { SendError, SendOptions, SentMessage } from "./inbox/messages";
import type { Undelivered } from "./inbox/undelivered";
import type { DataMigration } from "./migrate/data-migration";
import { LoadedPlayerData, PlayerData, PlayerDataError, SavedPlayerData } from "./player-data";
import type { BackupManager } from "./protect/backup-manager";
import { Receipts } from "./receipts/receipts";
import { ServerParts } from "./server-parts";
import { OpenError, Opening } from "./session/open-session";
import { peekRecord, PeekResult } from "./session/peek";
import { kickWhenGone, SessionEndPolicy } from "./session/player-policy";
import { Session } from "./session/session";
import { checkKey } from "./store/keys";
import type { MomentaryOpen } from "./transact/transactions";
import type { TransactOutcome } from "./transact/transactor";
import type { Cargo } from "./transfer/cargo";
import type { CargoOf, TransferInTransit, TransferOptions, TransferResult, TransferTarget } from "./transfer/transfers";

/** What a manager is made from. */
export interface DataManagerOptions<P extends object = object> {
	readonly cloud: CloudPorts;
	/** The players' documents: what `loadPlayerData` and the other methods for players are about. */
	readonly players?: Collection<P>;
	/** See {@link DataManagerConfig}: what is not given has its default. */
	readonly config?: Partial<DataManagerConfig>;
	/** Where log events go. Default: nowhere. */
	readonly log?: LogSink;
	/** What happens to a player whose session was lost or handed over while they are here. Default: a kick. */
	readonly onSessionEnd?: SessionEndPolicy;
}

/** Whom a document belongs to. */
export interface OpenOptions {
	/**
	 * The player whose document this is: their user id is passed on every write (for erasure requests), and the session is
	 * closed when they leave.
	 */
	readonly player?: { readonly UserId: number };
}

// Part of the time at shutdown that writing the journal may take.
const LAST_JOURNAL_SECONDS = 4;
// At shutdown nobody waits longer than this before the next try.
const HURRY_SECONDS = 3;

/**
 * Opens documents and keeps them safe while they are open: journals what is committed, saves it at an interval, when its
 * player leaves and when the server closes. One for each game server.
 */
export class DataManager<P extends object = object> {
	private readonly cloud: CloudPorts;
	private readonly config: DataManagerConfig;
	private readonly parts: ServerParts;
	private readonly onSessionEnd: SessionEndPolicy;
	private readonly players?: PlayerData<P>;
	private readonly openedEmitter = new Emitter<[session: Session<object>]>();
	private readonly committedEmitter = new Emitter<[session: Session<object>, commit: Commit<unknown>]>();
	private readonly savedEmitter = new Emitter<[session: Session<object>, revision: number]>();
	private readonly releasedEmitter = new Emitter<[session: Session<object>]>();
	private readonly lostEmitter = new Emitter<[session: Session<object>]>();
	private readonly failedEmitter = new Emitter<[problem: HoldfastError]>();
	private state: "new" | "running" | "stopped" = "new";
	private leaving?: Unsubscribe;
	private stopping?: Promise<void>;

	/** After each open. */
	readonly opened: Listenable<[session: Session<object>]> = this.openedEmitter;
	/** After each commit of any document. */
	readonly committed: Listenable<[session: Session<object>, commit: Commit<unknown>]> = this.committedEmitter;
	/** After each write that the DataStore has confirmed, with the revision that it holds. */
	readonly saved: Listenable<[session: Session<object>, revision: number]> = this.savedEmitter;
	/** A document was given free, with all that was committed. */
	readonly released: Listenable<[session: Session<object>]> = this.releasedEmitter;
	/** Another server has taken a document over: what was neither saved nor journaled is gone. */
	readonly lost: Listenable<[session: Session<object>]> = this.lostEmitter;
	/** The journal stopped working: documents are saved more often until it does again. */
	readonly degraded: Listenable<[]>;
	readonly recovered: Listenable<[]>;
	/** A try to save did not succeed. It is tried again; nothing is lost by it. */
	readonly failed: Listenable<[problem: HoldfastError]> = this.failedEmitter;

	/**
	 * A message that this server has sent was refused or has expired, or a transfer from a document that is open here has come
	 * back. A hint: if the server is gone by then, nobody is told; `messageStatus` knows for certain.
	 */
	readonly undelivered: Listenable<[undelivered: Undelivered]>;

	/** Backups of documents, restoring, recovery, erasure and quarantine. */
	readonly backups: BackupManager;
	/** Purchases of developer products, each given once. Takes a manager with a collection of players. */
	readonly receipts: Receipts<P>;

	constructor(options: DataManagerOptions<P>) {
		this.cloud = options.cloud;
		this.config = resolveConfig(options.config ?? {});
		this.parts = new ServerParts(
			this.cloud,
			this.config,
			options.log ?? (() => undefined),
			options.players as Collection<object> | undefined,
		);
		this.backups = this.parts.backups;
		this.undelivered = this.parts.undelivered.rung;
		this.onSessionEnd = options.onSessionEnd ?? kickWhenGone(this.cloud.players);
		const players = options.players;
		if (players !== undefined) {
			this.players = new PlayerData({
				collection: players,
				clock: this.cloud.clock,
				find: (key) => this.get(players, key),
				open: (key, userId) =>
					this.open(players, key, this.cloud.players.isHere(userId) ? { player: { UserId: userId } } : {}),
			});
		}
		this.receipts = new Receipts<P>({
			clock: this.cloud.clock,
			players: this.cloud.players,
			opened: this.opened,
			log: this.parts.log,
			find: (userId) => this.playerData().find(userId),
		});
		this.degraded = this.parts.journal.degraded;
		this.recovered = this.parts.journal.recovered;
	}

	/** Begins saving, at leave and at BindToClose too, and showing other servers that this one lives. */
	start(): void {
		if (this.state !== "new") misuse("DataManager.start", "it was started before");
		this.state = "running";
		this.parts.start();
		this.leaving = this.cloud.players.onLeaving((userId) => {
			this.parts.slots.noteLeaving(userId);
			for (const session of this.parts.slots.sessionsOf(userId)) this.closeAlone(session);
		});
		this.cloud.lifecycle.onClose(() => {
			this.stop().await();
		});
	}

	/**
	 * Opens no more, writes the journal once, gives every document free, and resolves when all are or the time is over: what
	 * could not be saved by then is in the journal, and whoever opens it next finds it there.
	 */
	stop(): Promise<void> {
		if (this.stopping !== undefined) return this.stopping;
		const wasRunning = this.state === "running";
		this.state = "stopped";
		this.stopping = wasRunning ? new Promise((resolve) => resolve(this.shutDown())) : Promise.resolve();
		return this.stopping;
	}

	/**
	 * Opens a document for this server alone: one request when it is free. When another server has it, asks that server for
	 * it, and takes it over when that one shows no more sign of life. What the cloud does is in the result; the promise
	 * rejects only for a mistake in the calling code.
	 */
	open<T extends object>(
		collection: Collection<T>,
		key: string,
		options: OpenOptions = {},
	): Promise<Result<Session<T>, OpenError>> {
		return this.run(() => this.openNow(collection, key, options));
	}

	/** The session of a document that is open here. */
	get<T extends object>(collection: Collection<T>, key: string): Session<T> | undefined {
		return this.parts.slots.openSession(collection.name, key) as never as Session<T> | undefined;
	}

	/**
	 * What the DataStore holds of a document, wherever it is open: takes no lock and disturbs nobody. What its owner has
	 * committed since its last save is not in it.
	 */
	peek<T extends object>(collection: Collection<T>, key: string): Promise<PeekResult<DeepReadonly<T>>> {
		return new Promise((resolve) =>
			resolve(peekRecord(this.parts, this.parts.forms.of(collection), collection.name, key)),
		);
	}

	/**
	 * Opens a player's document, or finds it open. They need not be here: a document that is loaded without its player stays
	 * open until it is unloaded.
	 */
	loadPlayerData(userId: number): Promise<Result<LoadedPlayerData<P>, OpenError>> {
		return this.playerData().load(userId);
	}

	/** Makes `data` the player's whole document, or leaves it as it is without any, and resolves when it is saved. */
	savePlayerData(userId: number, data?: P): Promise<Result<SavedPlayerData, PlayerDataError>> {
		return this.playerData().save(userId, data);
	}

	/** The player's document as of its last commit, frozen; nil while it is not open here. */
	getPlayerData(userId: number): DeepReadonly<P> | undefined {
		return this.playerData().get(userId);
	}

	/**
	 * Changes a player's document by one commit: a patch has the fields that change, whole, and an updater changes a copy.
	 * `context` says who and why, and goes along with the commit.
	 */
	updatePlayerData(
		userId: number,
		change: Partial<P> | ((draft: P) => void),
		context?: CommitContext,
	): Result<Commit<DeepReadonly<P>> | undefined, PlayerDataError> {
		return this.playerData().update(userId, change, context);
	}

	/** Saves a player's document and gives it free. */
	unloadPlayerData(userId: number): Promise<Result<SavedPlayerData, PlayerDataError>> {
		return this.playerData().unload(userId);
	}

	/**
	 * Puts a message into the inbox of a document, wherever that is open, or nowhere; resolves when it is there. It is handled
	 * exactly once: when the document is opened, or at once where it is open. Messages of this server to one document are
	 * delivered in the order in which they were sent.
	 */
	send<T extends object, B>(
		collection: Collection<T>,
		key: string,
		kind: MessageKind<B>,
		body: B,
		options?: SendOptions,
	): Promise<Result<SentMessage, SendError>> {
		return this.run(() => {
			const stopped = this.refuseToSend("send", collection.name, key);
			return stopped !== undefined
				? fail(stopped)
				: this.parts.messages.send(collection as never, key, kind, body, options);
		});
	}

	/** What the DataStore says of a message, by one request; see {@link MessageStatus}. */
	messageStatus<T extends object>(collection: Collection<T>, key: string, id: string): Promise<MessageStatusResult> {
		return this.run(() => this.parts.messages.status(collection as never, key, id));
	}

	/**
	 * Takes something from an open document and gives it to any other, wherever that is open, or nowhere: exactly once. What
	 * is taken is in transit until it has arrived, and comes back if the receiver does not take it or the time is over. An
	 * error has taken nothing, but for `sessionLost`: then what the store has decides.
	 */
	transfer<T extends object, const P extends Path, U extends object>(
		session: Session<T>,
		cargo: CargoOf<T, P>,
		to: TransferTarget<U>,
		options?: TransferOptions,
	): Promise<TransferResult> {
		return this.run(() => {
			const stopped = this.refuseToSend("transfer", session.collection, session.key);
			return stopped !== undefined
				? fail(stopped)
				: this.parts.transfers.transfer(session as never, cargo as Cargo, to as never, options);
		});
	}

	/** What has left this document and is not known to have arrived, oldest first. */
	inTransit<T extends object>(session: Session<T>): ReadonlyArray<TransferInTransit> {
		return this.parts.transfers.inTransit(session as never);
	}

	/**
	 * Changes several open documents of this server together, by a function that gets a copy of each: all of it is saved for
	 * all of them, or nothing is. It is there in memory at once, and in the DataStore when the promise resolves: two writes
	 * for two documents. Transactions that share a document wait for each other. The function must not yield; if it does, or
	 * throws, or makes of any document what may not be, nothing has changed.
	 */
	transact<T extends ReadonlyArray<object>>(
		sessions: readonly [...{ readonly [K in keyof T]: Session<T[K]> }],
		recipe: (drafts: T) => void,
		context?: CommitContext,
	): Promise<TransactOutcome>;
	transact<T extends object>(
		sessions: ReadonlyArray<Session<T>>,
		recipe: (drafts: ReadonlyArray<T>) => void,
		context?: CommitContext,
	): Promise<TransactOutcome>;
	transact(sessions: ReadonlyArray<object>, recipe: Callback, context?: CommitContext): Promise<TransactOutcome> {
		return this.parts.transactions.transactor.run(sessions as never, recipe as never, context);
	}

	/**
	 * The same with one document that is open here and one that is open wherever it is. When another server has it, that one
	 * takes part: it saves the document, lets no other transaction have it, and for about a second, until it is decided,
	 * refuses all changes of it (`held`). Where nobody has it, it is opened here for the moment. The function may run twice.
	 */
	transactAcross<T extends object, U extends object>(
		session: Session<T>,
		collection: Collection<U>,
		key: string,
		recipe: (drafts: [own: T, other: U]) => void,
		context?: CommitContext,
	): Promise<TransactOutcome> {
		return new Promise((resolve) => {
			// In a thread of its own: cancelling the promise must not leave it half done.
			task.spawn(() => {
				const { transactions } = this.parts;
				const momentary: MomentaryOpen = {
					open: (name, id) => this.openNow(name, id, {}, true),
					close: (opened) => this.closeAlone(opened),
				};
				const [own, other] = [session, collection] as never as [Session<object>, Collection<object>];
				resolve(transactions.runAcross(own, other, key, recipe as never, momentary, context));
			});
		});
	}

	/**
	 * Transactions over the open documents of this server in the style of `beginTransaction`, `read`, `write`, `commit`, which
	 * may yield in between; see docs/transactions.md. The options are those of all its transactions, unless they have others.
	 */
	dataAccess(options?: RunOptions): DataAccessLayer {
		const find = (collection: Collection<object>, key: string) => this.get(collection, key);
		return new DataAccessLayer({ find, transactor: this.parts.transactions.transactor }, options);
	}

	/** The versions of a collection's data: plans, dry runs, and the migration of all its documents. */
	migrationOf<T extends object>(collection: Collection<T>): DataMigration {
		return this.parts.forms.of(collection).migration;
	}

	/** How well it goes, by what is known without a request. */
	getHealthStatus(): HealthStatus {
		return judgeHealth(this.healthInputs());
	}

	/** The same after a look at the cloud: renews the sign of life, and writes what the journal has to write. */
	performHealthCheck(): Promise<HealthStatus> {
		return new Promise((resolve) => {
			this.parts.heartbeat.beatNow();
			this.parts.journal.flushNow();
			resolve(this.getHealthStatus());
		});
	}

	getStatistics(): Statistics {
		const sessions = this.parts.slots.sessions();
		return this.parts.tally.summary({
			openSessions: sessions.size(),
			dirtySessions: sessions.filter((session) => session.isDirty()).size(),
			journalWrites: this.parts.journal.writes,
			journalWritesFailed: this.parts.journal.writesFailed,
			requests: this.parts.scheduler.stats(),
		});
	}

	/** For a service locator's health report. */
	healthCheck(): { readonly status: "healthy" | "degraded" | "unhealthy"; readonly message: string } {
		const { status, issues } = this.getHealthStatus();
		const { openSessions } = this.getStatistics();
		const message = issues.isEmpty() ? `${openSessions} open sessions` : issues.map((issue) => issue.message).join(" ");
		return { status, message };
	}

	/** In a thread of its own: cancelling the promise closes the executor's, and what was begun would stay half done. */
	private run<R>(body: () => R): Promise<R> {
		return new Promise((resolve, reject) => {
			task.spawn(() => {
				const [ok, result] = pcall(body);
				if (ok) resolve(result as R);
				else reject(result);
			});
		});
	}

	private refuseToSend(method: string, collection: string, key: string): HoldfastError<"shuttingDown"> | undefined {
		if (this.state === "new") misuse(`DataManager.${method}`, "start the manager first");
		if (this.state === "running") return undefined;
		return holdfastError("shuttingDown", "The server is closing.", { collection, key });
	}

	private playerData(): PlayerData<P> {
		return this.players ?? misuse("DataManager", "it was made without a collection of players");
	}

	private healthInputs(): HealthInputs {
		const { journal, heartbeat, tally, scheduler } = this.parts;
		return {
			running: this.state === "running",
			journalWorks: journal.works(),
			suspect: heartbeat.suspectedSince() !== undefined,
			failuresInARow: tally.failuresInARow,
			waitingRequests: scheduler.stats().waiting,
			updateBudget: this.cloud.stores.updateBudget(),
			sessionsLost: tally.sessionsLost,
			backupFailures: this.backups.stats().failuresInARow,
		};
	}

	private openNow<T extends object>(
		collection: Collection<T>,
		key: string,
		options: OpenOptions,
		momentary = false,
	): Result<Session<T>, OpenError> {
		const context = { collection: collection.name, key };
		const invalid = checkKey(key, collection.name);
		if (invalid !== undefined) return fail(invalid);
		if (this.state === "new") misuse("DataManager.open", "start the manager first");
		const defaults = createDefaults(collection, key);
		let slot = this.parts.slots.slotOf(collection.name, key);
		// An open whose player has left is about to end, and its slot may be forgotten then; so is one for a transaction.
		while (slot.opening?.playerLeft === true || slot.isMomentary()) {
			task.wait();
			slot = this.parts.slots.slotOf(collection.name, key);
		}
		if (slot.opening !== undefined || slot.session?.getState() === "open") {
			return fail(holdfastError("alreadyOpen", "This server has this document open, or is opening it.", context));
		}
		const userId = options.player?.UserId;
		const pending = { userId, playerLeft: false, momentary };
		slot.opening = pending;
		const isHere = () => !pending.playerLeft && (userId === undefined || this.cloud.players.isHere(userId));
		this.takeUnsaved(slot);
		// What a session before this one could not save has to be saved, whoever has left since.
		const wanted = () => slot.unsaved !== undefined || (this.state === "running" && isHere());
		const userIds = userId !== undefined ? [userId] : [];
		const form = this.parts.forms.of(collection);
		const opened = new Opening(this.parts, { collection, key, slot, form, defaults, userIds, wanted }).run();
		slot.opening = undefined;
		if (!opened.ok) {
			this.parts.tally.opensFailed += 1;
			this.parts.slots.tidy(this.cloud.clock.now());
			const stopped = holdfastError("shuttingDown", "The server is closing.", context);
			return this.state === "running" ? opened : fail(stopped);
		}
		const session = opened.value;
		slot.session = session as never;
		slot.momentary = momentary;
		slot.userId = userId;
		this.admit(session as never, slot);
		if (this.state === "running" && isHere()) {
			if (!momentary) this.openedEmitter.emit(session as never);
			return succeed(session);
		}
		this.closeAlone(session as never);
		return this.state === "running"
			? fail(holdfastError("playerLeft", "The player left before their document was open.", context))
			: fail(holdfastError("shuttingDown", "The server is closing.", context));
	}

	/** A session of this document is on its way out: waits for its release, or takes over what it could not save. */
	private takeUnsaved(slot: ReturnType<ServerParts["slots"]["slotOf"]>): void {
		const before = slot.session;
		if (before === undefined) return;
		slot.unsaved = before.handOn();
		slot.session = undefined;
	}

	private admit(session: Session<object>, slot: ReturnType<ServerParts["slots"]["slotOf"]>): void {
		const { tally, log, care, slots, journal } = this.parts;
		const { collection, key } = session;
		tally.opens += 1;
		tally.openSeconds += session.opening.seconds;
		care.add(session);
		journal.add(session);
		this.parts.protect(session);
		observe(session.committed, (commit) => {
			tally.commits += 1;
			this.committedEmitter.emit(session, commit);
		});
		observe(session.saved, (revision) => {
			tally.saves += 1;
			tally.failuresInARow = 0;
			this.savedEmitter.emit(session, revision);
		});
		observe(session.saveFailed, (problem) => {
			tally.saveTriesFailed += 1;
			tally.failuresInARow += 1;
			log({ level: "warn", event: "saveFailed", collection, key, details: { message: problem.context.actual ?? "" } });
			this.failedEmitter.emit(problem);
		});
		session.ended.subscribe((ending) => {
			if (slot.session === session) slot.session = undefined;
			slots.tidy(this.cloud.clock.now());
			log({ level: ending === "lost" ? "error" : "debug", event: ending, collection, key });
			if (ending === "lost") tally.sessionsLost += 1;
			if (ending === "handedOver") tally.handOvers += 1;
			(ending === "lost" ? this.lostEmitter : this.releasedEmitter).emit(session);
			if (slot.userId !== undefined) this.onSessionEnd(slot.userId, ending);
		});
		log({
			level: "debug",
			event: "opened",
			collection,
			key,
			details: { source: session.opening.source, seconds: session.opening.seconds },
		});
		// Last, for what waited for the document is committed now.
		this.parts.connect(session);
	}

	/** Nobody waits for it; what goes wrong is told by `failed`, and the session goes on trying. */
	private closeAlone(session: Session<object>): void {
		task.spawn(() => session.close().expect());
	}

	private shutDown(): void {
		const { parts, config, cloud } = this;
		this.leaving?.();
		const deadline = cloud.clock.now() + config.shutdownSeconds;
		parts.stopCaring();
		runWithin(LAST_JOURNAL_SECONDS, () => parts.journal.flushNow());
		for (const session of parts.slots.sessions()) this.closeAlone(session);
		// There is no time for the long pauses of one who has failed often.
		const hurrying = task.spawn(() => {
			while (true) {
				task.wait(HURRY_SECONDS);
				for (const session of parts.slots.sessions()) session.hurry();
			}
		});
		let quiet = false;
		const finished = () =>
			runWithin(math.max(0, deadline - cloud.clock.now()), () => parts.transactions.keeper.finish());
		runWithin(math.max(0, deadline - cloud.clock.now()), () => {
			parts.slots.whenQuiet(cloud.clock.now()).await();
			quiet = true;
		});
		task.cancel(hurrying);
		if (quiet) finished();
		runWithin(math.max(0, deadline - cloud.clock.now()), () => parts.whenBackedUp());
		const unsaved = parts.slots.sessions().size();
		parts.log({ level: quiet ? "info" : "error", event: "stopped", details: { quiet, unsaved } });
		runWithin(math.max(0.5, deadline - cloud.clock.now()), () => parts.leave(quiet));
	}
}
