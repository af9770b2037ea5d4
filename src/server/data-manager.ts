import { Emitter, Listenable, Unsubscribe } from "../shared/emitter";
import { HoldfastError, holdfastError, misuse } from "../shared/errors";
import { fail, Result, succeed } from "../shared/result";
import { CloudPorts } from "./cloud/ports";
import { Collection, createDefaults } from "./collection";
import { DataManagerConfig, resolveConfig } from "./config";
import { AutosaveLoop } from "./session/autosave-loop";
import { OpenError, openSession } from "./session/open-session";
import { Session } from "./session/session";
import { SessionTable } from "./session/session-table";
import { checkKey } from "./store/keys";

/** What a manager is made from. */
export interface DataManagerOptions {
	readonly cloud: CloudPorts;
	/** See {@link DataManagerConfig}: what is not given has its default. */
	readonly config?: Partial<DataManagerConfig>;
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
 * Opens documents and keeps them safe while they are open: saves them at an interval, when their player leaves and when
 * the server closes. One for each game server.
 */
export class DataManager {
	private readonly cloud: CloudPorts;
	private readonly config: DataManagerConfig;
	/** This server's name in the locks it takes; not JobId, which is empty in Studio. */
	private readonly owner: string;
	private readonly sessions = new SessionTable();
	private readonly autosave: AutosaveLoop;
	private readonly openedEmitter = new Emitter<[session: Session<object>]>();
	private readonly failedEmitter = new Emitter<[problem: HoldfastError]>();
	private state: "new" | "running" | "stopped" = "new";
	private leaving?: Unsubscribe;
	private failuresInARow = 0;

	/** After each open. */
	readonly opened: Listenable<[session: Session<object>]> = this.openedEmitter;
	/** A save that nobody waited for did not succeed: at autosave, when a player left, at shutdown. */
	readonly failed: Listenable<[problem: HoldfastError]> = this.failedEmitter;

	constructor(options: DataManagerOptions) {
		this.cloud = options.cloud;
		this.config = resolveConfig(options.config ?? {});
		this.owner = this.cloud.createId();
		this.autosave = new AutosaveLoop(this.cloud.clock, this.config.autosaveSeconds, this.sessions, (session) =>
			this.settle(session.touch()),
		);
	}

	/** Begins autosaving, and saving at leave and at BindToClose. */
	start(): void {
		if (this.state !== "new") misuse("DataManager.start", "it was started before");
		this.state = "running";
		this.autosave.start();
		this.leaving = this.cloud.players.onLeaving((userId) => this.closeSessionsOf(userId));
		this.cloud.lifecycle.onClose(() => {
			this.stop().await();
		});
	}

	/** Opens no more, closes every session at once, and resolves when all are closed or out of time. */
	stop(): Promise<void> {
		if (this.state === "running") {
			this.state = "stopped";
			this.autosave.stop();
			this.leaving?.();
			for (const session of this.sessions.all()) this.settle(session.close());
		}
		return this.sessions.whenEmpty();
	}

	/**
	 * Opens a document for this server alone: one request when it is free. When another server has it, waits until that
	 * one gives it free or shows no more sign of life. What the cloud does is in the result; the promise rejects only for
	 * a mistake in the calling code.
	 */
	open<T extends object>(
		collection: Collection<T>,
		key: string,
		options: OpenOptions = {},
	): Promise<Result<Session<T>, OpenError>> {
		// In a thread of its own: cancelling the promise closes the executor's, and a place kept for this open would stay.
		return new Promise((resolve, reject) => {
			task.spawn(() => {
				const [ok, result] = pcall(() => this.openNow(collection, key, options));
				if (ok) resolve(result as Result<Session<T>, OpenError>);
				else reject(result);
			});
		});
	}

	/** The session of a document that is open here. */
	get<T extends object>(collection: Collection<T>, key: string): Session<T> | undefined {
		return this.sessions.find(collection.name, key) as Session<T> | undefined;
	}

	/** For a service locator's health report: unwell while the last saves that nobody waited for have failed. */
	healthCheck(): { readonly status: "healthy" | "degraded" | "unhealthy"; readonly message: string } {
		const failures = this.failuresInARow;
		const status = failures === 0 ? "healthy" : failures < 3 ? "degraded" : "unhealthy";
		return { status, message: `${this.sessions.size()} open sessions, ${failures} failed saves in a row` };
	}

	private openNow<T extends object>(
		collection: Collection<T>,
		key: string,
		options: OpenOptions,
	): Result<Session<T>, OpenError> {
		const context = { collection: collection.name, key };
		const invalid = checkKey(key, collection.name);
		if (invalid !== undefined) return fail(invalid);
		if (this.state === "new") misuse("DataManager.open", "start the manager first");
		const stopped = () => holdfastError("shuttingDown", "The server is closing.", context);
		this.sessions.whenNotClosing(collection.name, key).await();
		if (this.state === "stopped") return fail(stopped());
		const defaults = createDefaults(collection, key);
		if (!this.sessions.reserve(collection.name, key)) {
			return fail(holdfastError("alreadyOpen", "This server has this document open, or is opening it.", context));
		}
		const userId = options.player?.UserId;
		const wanted = () => this.state === "running" && (userId === undefined || this.cloud.players.isHere(userId));
		const opened = openSession({
			cloud: this.cloud,
			config: this.config,
			owner: this.owner,
			collection,
			key,
			defaults,
			userIds: userId !== undefined ? [userId] : [],
			wanted,
		});
		if (!opened.ok) {
			this.sessions.unreserve(collection.name, key);
			return this.state === "running" ? opened : fail(stopped());
		}
		return this.admit(opened.value, userId, wanted);
	}

	private admit<T extends object>(
		session: Session<T>,
		userId: number | undefined,
		wanted: () => boolean,
	): Result<Session<T>, OpenError> {
		this.sessions.add(session as never, userId);
		session.ended.subscribe((state) => {
			if (state !== "lost") return;
			const context = { collection: session.collection, key: session.key };
			this.failedEmitter.emit(holdfastError("sessionLost", "Another server has taken this document over.", context));
		});
		if (!wanted()) {
			this.settle(session.close());
			const context = { collection: session.collection, key: session.key };
			return this.state === "running"
				? fail(holdfastError("playerLeft", "The player left before their document was open.", context))
				: fail(holdfastError("shuttingDown", "The server is closing.", context));
		}
		this.openedEmitter.emit(session as never);
		return succeed(session);
	}

	private closeSessionsOf(userId: number): void {
		for (const session of this.sessions.ofUser(userId)) this.settle(session.close());
	}

	/** Waits for a save that nobody else waits for, so that its failure is not lost. */
	private settle(save: ReturnType<Session<object>["save"]>): void {
		task.spawn(() => {
			const result = save.expect();
			if (result.ok) {
				this.failuresInARow = 0;
			} else if (result.error.kind === "cloud") {
				this.failuresInARow += 1;
				this.failedEmitter.emit(result.error);
			}
		});
	}
}
