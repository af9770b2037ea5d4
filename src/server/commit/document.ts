import { diff } from "../../shared/data/diff";
import { Edit } from "../../shared/data/edit";
import { Patch } from "../../shared/data/patch";
import { EMPTY_LEDGER, Ledger } from "./ledger";

/** One validated change of a document in memory. */
export interface Commit<T> {
	readonly previous: T;
	readonly data: T;
	/** From the revision before to this one. */
	readonly patch: Patch;
	readonly context?: CommitContext;
}

/** Who changed something, and why: for logs and audits. */
export type CommitContext = Readonly<Record<string, string | number | boolean>>;

/** A root in its stored form, and the revision it is. No root: the store holds nothing yet. */
export interface Snapshot {
	readonly root: object | undefined;
	readonly revision: number;
	readonly ledger: Ledger;
}

/** A snapshot of a document in memory: it always has a root. */
export type HeldSnapshot = Snapshot & { readonly root: object };

interface Held<T> {
	readonly root: T;
	readonly snapshot: HeldSnapshot;
}

/**
 * A document in memory: an immutable root, the revision it is, and every root that the store may hold. After a write whose
 * answer was lost that is more than one, and a journal entry has to fit each of them (traces.md 1).
 */
export class Document<T extends object> {
	private confirmed: Snapshot;
	/** Writes that were sent and not answered, oldest first. */
	private attempted = new Array<Snapshot>();
	/** What was committed before the transaction that is not decided yet. */
	private held?: Held<T>;

	/**
	 * `stored` is what the store holds; `root` may be ahead of it. `encode` gives the stored form of a root, and what two
	 * roots share is shared by their stored forms.
	 */
	constructor(
		private root: T,
		private revision: number,
		stored?: Snapshot,
		readonly encode: (root: object) => object = (same) => same,
		private ledger: Ledger = EMPTY_LEDGER,
	) {
		this.confirmed = stored ?? { root: encode(root), revision, ledger };
	}

	getRoot(): T {
		return this.root;
	}

	getLedger(): Ledger {
		return this.ledger;
	}

	getRevision(): number {
		return this.revision;
	}

	snapshot(): HeldSnapshot {
		return { root: this.encode(this.root), revision: this.revision, ledger: this.ledger };
	}

	/** True while something was committed that no confirmed save holds. */
	isDirty(): boolean {
		return this.revision > this.confirmed.revision;
	}

	savedRevision(): number {
		return this.confirmed.revision;
	}

	/** The next commit is a transaction's: until that is decided, only what is there now may be kept anywhere. */
	hold(): HeldSnapshot {
		this.held = { root: this.root, snapshot: this.snapshot() };
		return this.held.snapshot;
	}

	isHeld(): boolean {
		return this.held !== undefined;
	}

	/** The newest snapshot that nothing which is not decided is part of. */
	decidedSnapshot(): HeldSnapshot {
		return this.held?.snapshot ?? this.snapshot();
	}

	/** The transaction is decided, and what it has made stands. */
	letGo(): void {
		this.held = undefined;
	}

	/** The transaction has come to nothing: one more commit goes back to what was held, and all since then is gone. */
	rollBack(context: CommitContext): Commit<T> | undefined {
		const { held } = this;
		if (held === undefined) return undefined;
		this.held = undefined;
		return this.commit({ root: held.root, changes: diff(this.root, held.root) }, context, held.snapshot.ledger);
	}

	/** Makes an edit of the current root, and another ledger with it, the next revision; undefined if nothing changes. */
	commit(edit: Edit<T>, context?: CommitContext, ledger = this.ledger): Commit<T> | undefined {
		if (edit.changes.isEmpty() && ledger === this.ledger) return undefined;
		this.ledger = ledger;
		const previous = this.root;
		this.root = edit.root;
		this.revision += 1;
		const patch = { from: this.revision - 1, to: this.revision, changes: edit.changes };
		return { previous, data: this.root, patch, context };
	}

	/** A write of this snapshot is being sent: from now on the store may hold it. */
	attempt(snapshot: Snapshot): void {
		if (this.attempted[this.attempted.size() - 1]?.revision === snapshot.revision) return;
		if (snapshot.revision > this.confirmed.revision) this.attempted.push(snapshot);
	}

	/** A write of this snapshot is known never to be applied: another one of its revision may be. */
	withdraw(snapshot: Snapshot): void {
		this.attempted = this.attempted.filter((other) => other !== snapshot);
	}

	/** How many different roots the store may hold besides the one that is confirmed. */
	countAttempted(): number {
		return this.attempted.size();
	}

	/** The store holds this snapshot; what was sent before it can no longer be applied, for a newer stamp is stored. */
	confirm(snapshot: Snapshot): void {
		// At the same revision nothing was written: of a document that was never saved the store still has no root.
		if (snapshot.revision > this.confirmed.revision) this.confirmed = snapshot;
		this.attempted = this.attempted.filter((other) => other.revision > this.confirmed.revision);
	}

	/** Where changes that are written beside the record have to lead from, once this snapshot is saved or is known to be. */
	baseOf(snapshot: Snapshot): Snapshot {
		return snapshot.revision > this.confirmed.revision ? snapshot : this.confirmed;
	}

	/** Every root that the store may hold, oldest first. */
	possiblyStored(): ReadonlyArray<Snapshot> {
		return [this.confirmed, ...this.attempted];
	}
}
