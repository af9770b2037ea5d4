import { HoldfastError, holdfastError } from "../../shared/errors";
import { LogSink } from "../../shared/log";
import { fail, Result, succeed } from "../../shared/result";
import { nextBackoff } from "../cloud/backoff";
import { CloudPorts, StoreFailure } from "../cloud/ports";
import { RequestScheduler } from "../cloud/request-scheduler";
import { Collection } from "../collection";
import { DataManagerConfig } from "../config";
import { freeOrphan } from "../handoff/release-desk";
import { inboxOf } from "../inbox/stored-message";
import type { VersionLabel } from "../migrate/judge-version";
import { RecordLock, StoredRecord } from "../store/record";
import { preparedIn, Resolutions } from "../transact/markers";
import type { Transactions } from "../transact/transactions";
import { DocumentForm, LoadError } from "../validate/document-form";
import { Acquired, AcquireOutcome, acquireTransform, TakeOver } from "./acquire-transform";
import { DocumentSlot } from "./document-slot";
import { findDocument, findLateFold, FindParts } from "./find-document";
import { judgeOwner, JudgeParts } from "./judge-owner";
import { Session } from "./session";
import type { SessionJournal } from "./session-parts";

export type OpenError =
	| HoldfastError<
			| "invalidKey"
			| "alreadyOpen"
			| "locked"
			| "unreadableRecord"
			| "undecided"
			| "newerData"
			| "shuttingDown"
			| "playerLeft"
			| "cloud"
	  >
	| LoadError;

/** What every open of a server works with. */
export interface OpeningParts extends JudgeParts, FindParts {
	readonly cloud: CloudPorts;
	readonly scheduler: RequestScheduler;
	readonly journal: SessionJournal;
	readonly config: DataManagerConfig;
	readonly owner: string;
	readonly log: LogSink;
	readonly transactions: Pick<Transactions, "resolver" | "keeper" | "markersOf">;
	/** The server closes. */
	readonly stopping: boolean;
	/** Asks the owner of a lock to give a document free. */
	askOwner(lock: RecordLock, collection: string, key: string): void;
	/** Tells an owner that its session was taken over. */
	tellFenced(lock: RecordLock, collection: string, key: string): void;
	/** An owner's journal does not fit what is stored, or its document was taken over without it. */
	reportFold(collection: string, key: string, acquired: Acquired, takeOver: TakeOver): void;
	/** Brings back a document that is no record any more. Yields; true if it is one again. */
	recover(collection: Collection<object>, key: string): boolean;
}

/** One open: what is wanted, and by whom. */
export interface OpenRequest<T extends object> {
	readonly collection: Collection<T>;
	readonly key: string;
	readonly slot: DocumentSlot;
	readonly form: DocumentForm<T>;
	/** What the document begins as if nothing is stored: frozen, and nobody else's. */
	readonly defaults: T;
	readonly userIds: ReadonlyArray<number>;
	/** Turns false when nobody waits for the document any more. */
	readonly wanted: () => boolean;
}

// Asked again this often, in case the letters were lost and the owner's mail, too.
const ASK_AGAIN_SECONDS = 10;
// An open that was given up may come through much later: looked at twice.
const ORPHAN_CHECK_SECONDS = [30, 90];

/** One attempt to take a document's lock, or to wait for it. */
export class Opening<T extends object> {
	private readonly nonce: string;
	private readonly beganAt: number;
	private readonly deadline: number;
	private over = false;
	private userIds: ReadonlyArray<number> = [];
	private attempts = 0;
	private failures = 0;
	/** A try is not known to have failed, although it reported an error. */
	private mayHaveLock = false;
	private askedAt = -math.huge;
	private recovered = false;
	private lastFailure?: StoreFailure;
	private resolutions: Resolutions = new Map();
	/** Parts that were found in the record, and that the acquire takes out of it. */
	private undecided: ReturnType<typeof preparedIn> = [];
	private lastLock?: RecordLock;

	constructor(
		private readonly parts: OpeningParts,
		private readonly request: OpenRequest<T>,
	) {
		this.nonce = parts.cloud.createId();
		this.beganAt = parts.clock.now();
		this.deadline = this.beganAt + parts.config.openSeconds;
	}

	/**
	 * Takes the document's lock: at once if it is free, when its owner gives it free, or when the owner is found dead. Yields,
	 * and goes on trying for `openSeconds`.
	 */
	run(): Result<Session<T>, OpenError> {
		let takeOver: TakeOver | undefined;
		while (true) {
			const askedAt = this.parts.clock.now();
			const answer = this.acquire(takeOver);
			const outcome = answer.ok ? answer.value : undefined;
			if (outcome?.kind === "acquired") {
				// An answer that took very long may be of a lock that others have taken for a dead server's since.
				const isFresh = this.parts.clock.now() - askedAt < this.parts.config.deadOwnerSeconds / 2;
				if (isFresh) return this.finish(outcome, takeOver);
				this.mayHaveLock = true;
				continue;
			}
			if (outcome?.kind === "undecided") {
				const found = this.findOut(outcome.record);
				if (found === "never") return this.giveUp("undecided");
				// What was found of a dead owner still holds: the write looks whether its lock has moved.
				if (found === "known" && this.isWanted()) continue;
			}
			takeOver = undefined;
			let pause = this.parts.config.pollSeconds;
			if (!answer.ok) {
				this.lastFailure = answer.error;
				this.failures += 1;
				if (!answer.error.retryable && this.request.slot.unsaved === undefined) return this.giveUp();
				pause = nextBackoff(this.failures, () => math.random());
			} else if (outcome!.kind === "unreadable") {
				if (!this.recoverOnce()) return this.giveUp("unreadable");
				continue;
			} else if (outcome!.kind === "tooNew") {
				return this.giveUp("tooNew");
			} else if (outcome!.kind === "locked") {
				takeOver = this.meet(outcome!.lock);
				if (takeOver !== undefined) continue;
			}
			if (!this.isWanted()) return this.giveUp();
			this.request.slot.answered.wait(pause);
		}
	}

	/** What became of the transactions that the record has parts of. */
	private findOut(record: StoredRecord): "known" | "later" | "never" {
		this.undecided = preparedIn(record);
		// Known, and yet it cannot be made of the record what it says.
		if (this.undecided.every(([group]) => this.resolutions.has(group))) return "never";
		const known = this.parts.transactions.resolver.resolutionsFor(record, "open");
		if (known.ok) {
			this.resolutions = known.value;
			return "known";
		}
		this.lastFailure = known.error;
		return known.error.retryable ? "later" : "never";
	}

	private isWanted(): boolean {
		if (this.over || !this.request.wanted()) return false;
		// What the session before could not save has to get into the store, however long it takes.
		return this.request.slot.unsaved !== undefined || this.parts.clock.now() < this.deadline;
	}

	private acquire(takeOver: TakeOver | undefined): Result<AcquireOutcome, StoreFailure> {
		const { cloud, scheduler, owner, realm } = this.parts;
		const { collection, key, userIds, slot, form } = this.request;
		this.attempts += 1;
		// What is carried is written over what the session before has found.
		const kept = slot.unsaved?.keepOriginal?.();
		if (kept?.ok === false) return kept;
		let outcome: AcquireOutcome = { kind: "abandoned" };
		const result = scheduler.submit({
			priority: "open",
			store: collection.name,
			key,
			cost: "update",
			send: () => {
				const request = {
					owner,
					realm,
					place: cloud.placeId,
					nonce: this.nonce,
					userIds,
					unixSeconds: cloud.clock.unixSeconds(),
					takeOver,
					resolutions: this.resolutions,
					unsaved: slot.unsaved,
					mayOpen: (label: VersionLabel) => form.mayOpen(label),
					label: form.label(),
					wanted: () => this.isWanted(),
				};
				return cloud.stores.update(collection.name, key, (stored, storedUserIds) => {
					// Who opens it without saying whose it is leaves it whose it is.
					this.userIds = userIds.isEmpty() ? [...storedUserIds] : userIds;
					const step = acquireTransform(stored, { ...request, userIds: this.userIds });
					outcome = step.outcome;
					return step.write;
				});
			},
		});
		const said = result.ok ? outcome.kind : result.error.message;
		this.parts.log({ level: "debug", event: "openTried", collection: collection.name, key, details: { said } });
		if (result.ok) return succeed(outcome);
		if (result.error.unsent !== true) this.mayHaveLock = true;
		return fail(result.error);
	}

	/** What is stored is no record: if the collection says so, its backups are asked for one. */
	private recoverOnce(): boolean {
		const { collection, key } = this.request;
		if (collection.onInvalid !== "recover" || this.recovered) return false;
		this.recovered = true;
		return this.parts.recover(collection as never, key);
	}

	/** The lock is another server's: asks for it, and looks whether that server lives. */
	private meet(lock: RecordLock): TakeOver | undefined {
		const { clock } = this.parts;
		const { collection, key, slot } = this.request;
		const watch = slot.see(lock, clock.now());
		const isNew = this.lastLock?.nonce !== lock.nonce;
		this.lastLock = lock;
		if (isNew || clock.now() - this.askedAt >= ASK_AGAIN_SECONDS) {
			this.askedAt = clock.now();
			this.parts.askOwner(lock, collection.name, key);
		}
		return judgeOwner(this.parts, watch, collection.name, key);
	}

	private finish(acquired: Acquired, takeOver: TakeOver | undefined): Result<Session<T>, OpenError> {
		this.over = true;
		const { parts, request } = this;
		const { collection, key, slot } = request;
		slot.watch = undefined;
		slot.unsaved = undefined;
		if (takeOver !== undefined) {
			parts.tellFenced(takeOver.lock, collection.name, key);
			parts.reportFold(collection.name, key, acquired, takeOver);
		}
		const name = { collection: collection.name, key };
		parts.transactions.resolver.note(name, this.undecided, this.resolutions);
		parts.transactions.keeper.adopt(name, acquired.record.decided);
		const late = findLateFold(parts, acquired.record, collection.name, key);
		const found = findDocument(parts, request, acquired.record, late);
		if (!found.ok) return this.refuse(acquired, found.error);
		const source = acquired.fold?.kind === "folded" || late !== undefined ? "journal" : "store";
		return succeed(
			new Session<T>({
				...found.value,
				cloud: parts.cloud,
				scheduler: parts.scheduler,
				journal: parts.journal,
				collection,
				key,
				id: acquired.id,
				userIds: this.userIds,
				form: request.form,
				folded: late !== undefined ? acquired.record.unfolded!.nonce : undefined,
				opening: {
					source: found.value.source ?? source,
					attempts: this.attempts,
					seconds: parts.clock.now() - this.beganAt,
				},
				beforeCloseSeconds: parts.config.beforeCloseSeconds,
				inbox: inboxOf(acquired.record),
				markers: parts.transactions.markersOf(name),
			}),
		);
	}

	/** The document cannot be used: it is given free as it is, and what was found is kept for those who look into it. */
	private refuse({ id, record }: Acquired, problem: LoadError | HoldfastError<"cloud">): Result<never, OpenError> {
		const { collection, key } = this.request;
		if (problem.kind !== "newerData" && problem.kind !== "cloud") {
			task.spawn(() => this.parts.keepAside(collection.name, key, problem.message, record));
		}
		task.spawn(() => freeOrphan(this.parts, collection.name, key, (lock) => lock.nonce === id.nonce));
		return fail({ ...problem, context: { ...problem.context, collection: collection.name, key } });
	}

	private giveUp(why?: "unreadable" | "tooNew" | "undecided"): Result<never, OpenError> {
		this.over = true;
		const { collection, key } = this.request;
		if (this.mayHaveLock) this.checkLater();
		const context = { collection: collection.name, key };
		if (why === "unreadable") {
			return fail(holdfastError("unreadableRecord", "What is stored here is not a Holdfast record.", context));
		}
		if (why === "undecided") {
			const message = "What became of a transaction of this document cannot be found out.";
			return fail(holdfastError("undecided", message, context));
		}
		if (why === "tooNew") {
			return fail(holdfastError("newerData", "A newer version of the game has written this document.", context));
		}
		if (!this.request.wanted()) {
			return fail(holdfastError("playerLeft", "Nobody waits for this document any more.", context));
		}
		if (this.lastLock !== undefined) {
			const actual = this.lastLock.owner;
			return fail(holdfastError("locked", "Another server has this document.", { ...context, actual }));
		}
		const actual = this.lastFailure?.message;
		return fail(holdfastError("cloud", "The DataStore did not answer the open.", { ...context, actual }));
	}

	/** A try that reported an error may have left a lock behind, or may do so yet. */
	private checkLater(): void {
		const { parts, nonce } = this;
		const { collection, key } = this.request;
		const check = () => {
			freeOrphan(parts, collection.name, key, (lock) => lock.owner === parts.owner && lock.nonce === nonce);
		};
		// A server that closes has no time to wait.
		if (parts.stopping) task.spawn(check);
		else for (const seconds of ORPHAN_CHECK_SECONDS) task.delay(seconds, check);
	}
}
