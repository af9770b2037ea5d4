import { jsonSize } from "../../shared/data/json-size";
import { unionChanges } from "../../shared/data/union-changes";
import { Emitter, Listenable, observe } from "../../shared/emitter";
import { CloudPorts } from "../cloud/ports";
import { retryBriefly } from "../cloud/retry-briefly";
import { DataManagerConfig } from "../config";
import { Heartbeat } from "../liveness/heartbeat";
import { ServerRegistry } from "../liveness/server-registry";
import type { Session } from "../session/session";
import type { SessionJournal } from "../session/session-parts";
import { createEntry, JournalEntry } from "./journal-entry";
import { EMPTY_SECONDS, emptyPage, pageKey, pageTransform } from "./page";
import { PageBook } from "./page-book";
import { journalShareBytes, overQuota } from "./quota";

/** What the journal works with. */
export interface JournalParts {
	readonly cloud: CloudPorts;
	readonly config: DataManagerConfig;
	readonly owner: string;
	readonly map: string;
	readonly heartbeat: Heartbeat;
	readonly registry: ServerRegistry;
}

interface Waiting {
	readonly document: string;
	readonly revision: number;
	readonly resolve: (journaled: boolean) => void;
}

const KEPT_SECONDS = 24 * 3600;
// Higher than that of any write of before.
const LAST_SEQ = 2 ** 53;
const FAILURES_MAX = 3;

function documentOf(session: Session<object>): string {
	return `${session.collection}/${session.key}`;
}

/**
 * The changes of this server that are committed and not yet saved, mirrored in the MemoryStore every two seconds: what
 * whoever opens a document after a crash of this server finds there (design.md 6).
 */
export class Journal implements SessionJournal {
	private readonly book: PageBook;
	private readonly sessions = new Map<string, Session<object>>();
	private readonly changed = new Set<string>();
	private waiting = new Array<Waiting>();
	private thread?: thread;
	private stopped = false;
	private flushing = false;
	/** Asked for while one was under way. */
	private flushAgain = false;
	private failuresInARow = 0;
	/** Of the heartbeat, when this server was listed last. */
	private doubts = 0;
	private readonly degradedEmitter = new Emitter<[]>();
	private readonly recoveredEmitter = new Emitter<[]>();
	/** Pages that were acknowledged. */
	writes = 0;
	writesFailed = 0;
	/** When the journal stops working, and when it does again. */
	readonly degraded: Listenable<[]> = this.degradedEmitter;
	readonly recovered: Listenable<[]> = this.recoveredEmitter;

	constructor(private readonly parts: JournalParts) {
		this.book = new PageBook(parts.owner);
	}

	start(): void {
		this.thread = task.spawn(() => {
			while (true) {
				task.wait(this.parts.config.journalSeconds);
				this.flushNow();
				if (this.stopped) return;
			}
		});
	}

	stop(): void {
		this.stopped = true;
		// One that ended in the middle of a write would be waited for in vain (seed 3169 of the sweep).
		if (this.thread !== undefined && !this.flushing) task.cancel(this.thread);
	}

	/** True while what is committed gets into the journal within seconds. */
	works(): boolean {
		return this.failuresInARow < FAILURES_MAX;
	}

	/** From now on what the session commits is journaled, until it is saved. */
	add(session: Session<object>): void {
		const document = documentOf(session);
		// What the session before has left is in the store by now, or lost.
		this.book.forget(document);
		this.sessions.set(document, session);
		// Opened with changes that the store does not have.
		if (session.isDirty()) this.changed.add(document);
		observe(session.committed, () => this.changed.add(document));
		observe(session.saved, () => this.note(session, document));
		observe(session.decided, (rolledBack) => {
			this.changed.add(document);
			if (rolledBack) this.giveUp(document);
		});
		session.ended.subscribe((ending) => {
			if (this.sessions.get(document) !== session) return;
			this.sessions.delete(document);
			this.changed.delete(document);
			// What could not be saved stays, until the next session of this document takes its place.
			if (!session.isDirty() || ending === "lost") this.book.forget(document);
			this.settle(document);
		});
	}

	whenJournaled(session: Session<object>, revision: number): Promise<boolean> {
		const document = documentOf(session);
		if (!this.isTrusted() || this.sessions.get(document) !== session) return Promise.resolve(false);
		return new Promise((resolve) => {
			this.waiting.push({ document, revision, resolve });
			this.settle(document);
		});
	}

	/** Writes what was committed since the last time, after the write that is under way. Yields. */
	flushNow(): void {
		if (this.flushing) {
			this.flushAgain = true;
			while (this.flushing) task.wait();
			return;
		}
		this.flushing = true;
		do {
			this.flushAgain = false;
			this.collect();
			this.writePages();
		} while (this.flushAgain);
		this.flushing = false;
		for (const { document } of [...this.waiting]) this.settle(document);
	}

	/**
	 * Empties every page, for everything is saved: false if that did not succeed. An empty page soon expires, and refuses a
	 * write of before that comes late, which one that was removed would not. Yields.
	 */
	emptyPages(): boolean {
		const { cloud, owner, map } = this.parts;
		while (this.flushing) task.wait();
		for (const page of $range(1, this.book.pageCount())) {
			const empty = (stored: unknown) => pageTransform(stored, emptyPage(owner, page, LAST_SEQ));
			const emptied = retryBriefly(() => cloud.memory.update(map, pageKey(owner, page), empty, EMPTY_SECONDS));
			if (!emptied) return false;
		}
		return true;
	}

	/** While others may take this server for dead, what it journals may never be read (traces.md 4). */
	private isTrusted(): boolean {
		return this.works() && this.parts.heartbeat.suspectedSince() === undefined;
	}

	private collect(): void {
		for (const document of this.changed) {
			const session = this.sessions.get(document);
			if (session === undefined || !session.isDirty()) continue;
			// Whoever folds it could not tell what it leads from.
			if (session.hasToSaveFirst()) {
				session.autosave();
				continue;
			}
			const entry = this.entryOf(session);
			if (entry === undefined) continue;
			const taken = this.book.put(document, entry, jsonSize(entry));
			if (taken === "tooLarge") session.autosave();
		}
		this.changed.clear();
		const share = journalShareBytes(this.parts.registry.countServers(), this.parts.cloud.players.count());
		for (const document of overQuota(this.book.sizes(), share, this.book.pageCount()))
			this.sessions.get(document)?.autosave();
	}

	/** Nil while all that is not stored depends on a transaction that is not decided: what the journal has of it stays. */
	private entryOf(session: Session<object>): JournalEntry | undefined {
		const stored = session.possiblyStored();
		const { root, revision, ledger } = session.decidedSnapshot();
		if (revision <= stored[0].revision) return undefined;
		// Nothing stored yet is an empty root.
		const bases = stored.map((snapshot) => snapshot.root ?? {});
		const changes = unionChanges(bases, root);
		const patch = { from: stored[0].revision, to: revision, changes };
		const ledgers = stored.map((snapshot) => snapshot.ledger);
		return createEntry(session, session.id, session.label.schema, patch, unionChanges(ledgers, ledger));
	}

	private writePages(): void {
		const { cloud, owner, map, registry } = this.parts;
		const plan = this.book.plan();
		if (plan.isEmpty()) return;
		const doubts = this.parts.heartbeat.countDoubts();
		if (doubts !== this.doubts || !this.isTrusted()) registry.mistrust();
		this.doubts = doubts;
		let failed = !registry.register(this.book.pageCount());
		for (const write of plan) {
			if (failed) {
				this.book.failed(write.page, write.seq);
				continue;
			}
			const result = cloud.memory.update(
				map,
				pageKey(owner, write.page),
				(stored) => pageTransform(stored, write.value),
				KEPT_SECONDS,
			);
			if (result.ok) {
				this.writes += 1;
				this.book.confirm(write.page, write.seq);
			} else {
				this.writesFailed += 1;
				this.book.failed(write.page, write.seq);
				// A page that comes after it may be the old place of what was to move into it.
				failed = true;
			}
		}
		this.judge(failed);
	}

	private judge(failed: boolean): void {
		const worked = this.works();
		this.failuresInARow = failed ? this.failuresInARow + 1 : 0;
		if (worked && !this.works()) this.degradedEmitter.emit();
		if (!worked && this.works()) this.recoveredEmitter.emit();
	}

	/** What was waited for is gone, whatever revision the journal gets to. */
	private giveUp(document: string): void {
		const gone = this.waiting.filter((one) => one.document === document);
		this.waiting = this.waiting.filter((one) => one.document !== document);
		for (const one of gone) one.resolve(false);
	}

	/** A save was confirmed. */
	private note(session: Session<object>, document: string): void {
		if (!session.isDirty()) this.book.forget(document);
		this.settle(document);
	}

	/** Tells who waits for a document what has become of it. */
	private settle(document: string): void {
		if (this.waiting.isEmpty()) return;
		const session = this.sessions.get(document);
		const durable = this.book.durableRevision(document) ?? -1;
		const trusted = this.isTrusted();
		this.waiting = this.waiting.filter((one) => {
			if (one.document !== document) return true;
			const journaled = trusted && durable >= one.revision;
			const hopeless = !trusted || session === undefined || session.savedRevision() >= one.revision;
			if (journaled || hopeless) one.resolve(journaled);
			return !journaled && !hopeless;
		});
	}
}
