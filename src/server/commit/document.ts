import { Edit } from "../../shared/data/edit";
import { Patch } from "../../shared/data/patch";

/** One validated change of a document in memory. */
export interface Commit<T> {
	readonly previous: T;
	readonly data: T;
	/** From the revision before to this one. */
	readonly patch: Patch;
}

/** A document in memory: an immutable root, the revision it is, and what of it the store is known to hold. */
export class Document<T extends object> {
	private savedRevision: number;

	constructor(
		private root: T,
		private revision: number,
	) {
		this.savedRevision = revision;
	}

	getRoot(): T {
		return this.root;
	}

	getRevision(): number {
		return this.revision;
	}

	/** True while something was committed that no confirmed save holds. */
	isDirty(): boolean {
		return this.revision > this.savedRevision;
	}

	/** Makes an edit of the current root the next revision; undefined if it changes nothing. */
	commit(edit: Edit<T>): Commit<T> | undefined {
		if (edit.changes.isEmpty()) return undefined;
		const previous = this.root;
		this.root = edit.root;
		this.revision += 1;
		const patch = { from: this.revision - 1, to: this.revision, changes: edit.changes };
		return { previous, data: this.root, patch };
	}

	confirmSaved(revision: number): void {
		this.savedRevision = math.max(this.savedRevision, revision);
	}
}
