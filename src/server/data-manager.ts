import { DeepReadonly } from "../shared/data/deep-readonly";
import { Path } from "../shared/data/path";
import { Listenable, Unsubscribe } from "../shared/emitter";
import { HoldfastError, holdfastError, misuse } from "../shared/errors";
import { LogSink } from "../shared/log";
import { fail, Result } from "../shared/result";
import type { RunOptions } from "./access/access-options";
import { DataAccessLayer } from "./access/data-access-layer";
import { CloudPorts } from "./cloud/ports";
import { Collection } from "./collection";
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
import { closeAlone } from "./session/close-alone";
import { OpenError } from "./session/open-session";
import { peekRecord, PeekResult } from "./session/peek";
import { kickWhenGone, SessionEndPolicy } from "./session/player-policy";
import { Session } from "./session/session";
import { ManagerState, SessionLifecycle } from "./session-lifecycle";
import { shutDown } from "./shut-down";
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

/**
 * Opens documents and keeps them safe while they are open: journals what is committed, saves it at an interval, when its
 * player leaves and when the server closes. One for each game server.
 */
export class DataManager<P extends object = object> {
	private readonly cloud: CloudPorts;
	private readonly config: DataManagerConfig;
	private readonly parts: ServerParts;
	private readonly sessions: SessionLifecycle;
	private readonly players?: PlayerData<P>;
	private state: ManagerState = "new";
	private leaving?: Unsubscribe;
	private stopping?: Promise<void>;

	/** After each open. */
	readonly opened: Listenable<[session: Session<object>]>;
	/** After each commit of any document. */
	readonly committed: Listenable<[session: Session<object>, commit: Commit<unknown>]>;
	/** After each write that the DataStore has confirmed, with the revision that it holds. */
	readonly saved: Listenable<[session: Session<object>, revision: number]>;
	/** A document was given free, with all that was committed. */
	readonly released: Listenable<[session: Session<object>]>;
	/** Another server has taken a document over: what was neither saved nor journaled is gone. */
	readonly lost: Listenable<[session: Session<object>]>;
	/** The journal stopped working: documents are saved more often until it does again. */
	readonly degraded: Listenable<[]>;
	readonly recovered: Listenable<[]>;
	/** A try to save did not succeed. It is tried again; nothing is lost by it. */
	readonly failed: Listenable<[problem: HoldfastError]>;

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
		this.sessions = new SessionLifecycle({
			parts: this.parts,
			state: () => this.state,
			onSessionEnd: options.onSessionEnd ?? kickWhenGone(this.cloud.players),
		});
		this.opened = this.sessions.opened;
		this.committed = this.sessions.committed;
		this.saved = this.sessions.saved;
		this.released = this.sessions.released;
		this.lost = this.sessions.lost;
		this.failed = this.sessions.failed;
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
			for (const session of this.parts.slots.sessionsOf(userId)) closeAlone(session);
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
		this.leaving?.();
		this.stopping = wasRunning ? new Promise((resolve) => resolve(shutDown(this.parts))) : Promise.resolve();
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
		return this.run(() => this.sessions.open(collection, key, { userId: options.player?.UserId }));
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
		const momentary: MomentaryOpen = {
			open: (name, id) => this.sessions.open(name, id, { momentary: true }),
			close: closeAlone,
		};
		const [own, other] = [session, collection] as never as [Session<object>, Collection<object>];
		return this.run(() => this.parts.transactions.runAcross(own, other, key, recipe as never, momentary, context));
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
}
