import { Emitter, observe } from "../shared/emitter";
import { HoldfastError, holdfastError, misuse } from "../shared/errors";
import { fail, Result, succeed } from "../shared/result";
import { Collection, createDefaults } from "./collection";
import type { Commit } from "./commit/document";
import type { ServerParts } from "./server-parts";
import { closeAlone } from "./session/close-alone";
import type { DocumentSlot } from "./session/document-slot";
import { OpenError, Opening } from "./session/open-session";
import type { SessionEndPolicy } from "./session/player-policy";
import type { Session } from "./session/session";
import { checkKey } from "./store/keys";

/** How a manager stands: before its start, between start and stop, after it. */
export type ManagerState = "new" | "running" | "stopped";

/** What a lifecycle works with. */
export interface SessionLifecycleParts {
	readonly parts: ServerParts;
	readonly state: () => ManagerState;
	readonly onSessionEnd: SessionEndPolicy;
}

/** Who asked for an open. */
export interface OpenFor {
	/** Whose document it is: nobody waits for it any more when they leave. */
	readonly userId?: number;
	/** For a transaction only: see {@link DocumentSlot.momentary}. */
	readonly momentary?: boolean;
}

/** The sessions of one server from their open to their end: has every stage know of them, and tells the game. */
export class SessionLifecycle {
	readonly opened = new Emitter<[session: Session<object>]>();
	readonly committed = new Emitter<[session: Session<object>, commit: Commit<unknown>]>();
	readonly saved = new Emitter<[session: Session<object>, revision: number]>();
	readonly released = new Emitter<[session: Session<object>]>();
	readonly lost = new Emitter<[session: Session<object>]>();
	readonly failed = new Emitter<[problem: HoldfastError]>();
	private readonly parts: ServerParts;

	constructor(private readonly works: SessionLifecycleParts) {
		this.parts = works.parts;
	}

	/** Opens a document for this server alone. Yields. */
	open<T extends object>(
		collection: Collection<T>,
		key: string,
		{ userId, momentary = false }: OpenFor,
	): Result<Session<T>, OpenError> {
		const { slots, forms, tally, clock } = this.parts;
		const context = { collection: collection.name, key };
		const invalid = checkKey(key, collection.name);
		if (invalid !== undefined) return fail(invalid);
		if (this.works.state() === "new") misuse("DataManager.open", "start the manager first");
		const defaults = createDefaults(collection, key);
		let slot = slots.slotOf(collection.name, key);
		// An open whose player has left is about to end, and its slot may be forgotten then; so is one for a transaction.
		while (slot.opening?.playerLeft === true || slot.isMomentary()) {
			task.wait();
			slot = slots.slotOf(collection.name, key);
		}
		if (slot.opening !== undefined || slot.session?.getState() === "open") {
			return fail(holdfastError("alreadyOpen", "This server has this document open, or is opening it.", context));
		}
		const pending = { userId, playerLeft: false, momentary };
		slot.opening = pending;
		const isHere = () => !pending.playerLeft && (userId === undefined || this.parts.cloud.players.isHere(userId));
		this.takeUnsaved(slot);
		// What a session before this one could not save has to be saved, whoever has left since.
		const wanted = () => slot.unsaved !== undefined || (this.isRunning() && isHere());
		const userIds = userId !== undefined ? [userId] : [];
		const form = forms.of(collection);
		const opened = new Opening(this.parts, { collection, key, slot, form, defaults, userIds, wanted }).run();
		slot.opening = undefined;
		const stopped = () => fail(holdfastError("shuttingDown", "The server is closing.", context));
		if (!opened.ok) {
			tally.opensFailed += 1;
			slots.tidy(clock.now());
			return this.isRunning() ? opened : stopped();
		}
		const session = opened.value;
		slot.session = session as never;
		slot.momentary = momentary;
		slot.userId = userId;
		this.admit(session as never, slot);
		if (this.isRunning() && isHere()) {
			if (!momentary) this.opened.emit(session as never);
			return succeed(session);
		}
		closeAlone(session as never);
		return this.isRunning()
			? fail(holdfastError("playerLeft", "The player left before their document was open.", context))
			: stopped();
	}

	private isRunning(): boolean {
		return this.works.state() === "running";
	}

	/** A session of this document is on its way out: waits for its release, or takes over what it could not save. */
	private takeUnsaved(slot: DocumentSlot): void {
		const before = slot.session;
		if (before === undefined) return;
		slot.unsaved = before.handOn();
		slot.session = undefined;
	}

	private admit(session: Session<object>, slot: DocumentSlot): void {
		const { parts } = this;
		const { tally, log } = parts;
		const { collection, key, opening } = session;
		tally.opens += 1;
		tally.openSeconds += opening.seconds;
		parts.care.add(session);
		parts.journal.add(session);
		parts.backupCare.add(session);
		this.listen(session);
		session.ended.subscribe((ending) => {
			if (slot.session === session) slot.session = undefined;
			parts.slots.tidy(parts.clock.now());
			log({ level: ending === "lost" ? "error" : "debug", event: ending, collection, key });
			if (ending === "lost") tally.sessionsLost += 1;
			if (ending === "handedOver") tally.handOvers += 1;
			(ending === "lost" ? this.lost : this.released).emit(session);
			if (slot.userId !== undefined) this.works.onSessionEnd(slot.userId, ending);
		});
		const details = { source: opening.source, seconds: opening.seconds };
		log({ level: "debug", event: "opened", collection, key, details });
		// Last, for what waited for the document is committed now.
		parts.connect(session);
	}

	private listen(session: Session<object>): void {
		const { tally, log } = this.parts;
		const { collection, key } = session;
		observe(session.committed, (commit) => {
			tally.commits += 1;
			this.committed.emit(session, commit);
		});
		observe(session.saved, (revision) => {
			tally.saves += 1;
			tally.failuresInARow = 0;
			this.saved.emit(session, revision);
		});
		observe(session.saveFailed, (problem) => {
			tally.saveTriesFailed += 1;
			tally.failuresInARow += 1;
			log({ level: "warn", event: "saveFailed", collection, key, details: { message: problem.context.actual ?? "" } });
			this.failed.emit(problem);
		});
	}
}
