import type { ClockPort } from "../cloud/ports";
import type { SessionId } from "../session/session-id";
import { documentId, DocumentName } from "../store/document-name";
import { Decided } from "./markers";

/** A transaction that is decided, as long as a record may have something of it. */
export interface OverGroup {
	readonly group: string;
	readonly state: Decided;
	readonly primary: DocumentName;
	readonly members: ReadonlyArray<DocumentName>;
	readonly decider: SessionId;
}

/** A member whose record may still have its part. */
export interface DirtyMember {
	readonly name: DocumentName;
	/** From this revision on the document has it in its data, where its session is here; nil where it is not. */
	readonly to?: number;
}

/** The same with what is known of its markers. */
export interface MarkedGroup extends OverGroup {
	/** By this server's clock. */
	readonly since: number;
	readonly dirty: Map<string, DirtyMember>;
}

/**
 * Which markers of transactions are in which records, as far as this server knows: a part may go out of a member with the
 * first save that has its effect, and the decision out of the primary when no member has its part any more.
 */
export class MarkerBook {
	private readonly groups = new Map<string, MarkedGroup>();

	constructor(private readonly clock: ClockPort) {}

	/** A transaction is over. `dirty`: the members whose records may have their parts still. */
	add(group: OverGroup, dirty: ReadonlyArray<DirtyMember>): void {
		const known = this.groups.get(group.group);
		const marked = known?.dirty ?? new Map<string, DirtyMember>();
		for (const member of dirty) {
			// A member's own session may hear of the decision after its primary was opened here (seed 96299).
			if (known === undefined || member.to !== undefined) marked.set(documentId(member.name), member);
		}
		if (known === undefined) this.groups.set(group.group, { ...group, since: this.clock.now(), dirty: marked });
	}

	has(group: string): boolean {
		return this.groups.has(group);
	}

	/** Oldest first. */
	all(): ReadonlyArray<MarkedGroup> {
		return this.select(() => true);
	}

	/**
	 * What a write of a document's session may take out of its record: what the data of this revision includes, and what came
	 * to nothing.
	 */
	toSettle(name: DocumentName, revision: number): ReadonlyArray<string> {
		if (this.groups.isEmpty()) return [];
		const id = documentId(name);
		const over = this.select(({ state, dirty }) => {
			const to = dirty.get(id)?.to;
			if (to === undefined) return false;
			return state === "aborted" || to <= revision;
		});
		return over.map(({ group }) => group);
	}

	/** What any write of a primary may take out of its record. */
	toForget(name: DocumentName): ReadonlyArray<string> {
		if (this.groups.isEmpty()) return [];
		const id = documentId(name);
		const over = this.select(({ primary, dirty }) => dirty.isEmpty() && documentId(primary) === id);
		return over.map(({ group }) => group);
	}

	/** A member's record has no part of it any more. */
	clean(group: string, member: DocumentName): void {
		this.groups.get(group)?.dirty.delete(documentId(member));
	}

	/** Every write asks: only what it finds is put in order. */
	private select(isMeant: (group: MarkedGroup) => boolean): ReadonlyArray<MarkedGroup> {
		const found = new Array<MarkedGroup>();
		for (const [, group] of this.groups) if (isMeant(group)) found.push(group);
		found.sort((a, b) => a.since < b.since || (a.since === b.since && a.group < b.group));
		return found;
	}

	/** The primary's record has no decision any more. */
	forget(group: string): void {
		this.groups.delete(group);
	}
}
