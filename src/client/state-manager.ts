import { applyChanges } from "../shared/data/apply-changes";
import { DeepReadonly } from "../shared/data/deep-readonly";
import { Patch } from "../shared/data/patch";
import { Emitter, Listenable } from "../shared/emitter";

/** A document as a server shows it to a client: whole, with the revision it is. */
export interface Snapshot<T> {
	readonly revision: number;
	readonly data: T;
}

/** What became of a patch: applied; known already; or there are patches missing before it, so ask for a snapshot. */
export type PatchOutcome = "applied" | "known" | "gap";

/**
 * A client's copy of a document: what the server has confirmed. Patches are applied in the order of their revisions and
 * never twice; unchanged parts keep their identity, so that a view compares by reference.
 */
export class StateManager<T extends object> {
	private readonly changedEmitter = new Emitter<[state: DeepReadonly<T>, previous: DeepReadonly<T> | undefined]>();
	private current?: { readonly revision: number; readonly data: DeepReadonly<T> };

	/** After each snapshot and each patch that was applied. */
	readonly changed: Listenable<[state: DeepReadonly<T>, previous: DeepReadonly<T> | undefined]> = this.changedEmitter;

	/** The document, or undefined before the first snapshot. */
	getState(): DeepReadonly<T> | undefined {
		return this.current?.data;
	}

	/** The revision of {@link getState}, or undefined before the first snapshot. */
	getRevision(): number | undefined {
		return this.current?.revision;
	}

	/** Takes a whole document from the server, whatever was known before. */
	hydrate(snapshot: Snapshot<T>): void {
		const previous = this.current?.data;
		this.current = { revision: snapshot.revision, data: snapshot.data as DeepReadonly<T> };
		this.changedEmitter.emit(this.current.data, previous);
	}

	/** Takes what changed from one revision to another. */
	apply(patch: Patch): PatchOutcome {
		const current = this.current;
		if (current === undefined || patch.from > current.revision) return "gap";
		if (patch.to <= current.revision) return "known";
		if (patch.from < current.revision) return "gap";
		const data = applyChanges(current.data, patch.changes);
		this.current = { revision: patch.to, data };
		this.changedEmitter.emit(data, current.data);
		return "applied";
	}
}
