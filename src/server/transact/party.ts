import { Edit } from "../../shared/data/edit";
import { unionChanges } from "../../shared/data/union-changes";
import { Result } from "../../shared/result";
import type { CommitContext, Document, HeldSnapshot } from "../commit/document";
import type { DocumentEditor } from "../commit/document-editor";
import { encodeChanges } from "../journal/stored-changes";
import type { SaveFailure, SaveLoop } from "../session/save-loop";
import type { SessionId } from "../session/session-id";
import type { DocumentName } from "../store/document-name";
import { Prepared } from "./markers";

/** What a party is made from. */
export interface PartyParts {
	readonly name: DocumentName;
	readonly id: SessionId;
	readonly document: Document<object>;
	readonly editor: DocumentEditor<object>;
	readonly loop: SaveLoop;
	/** A transaction is over: what it has kept back goes on, or what it has made is taken back. */
	readonly over: (rolledBack: boolean) => void;
}

/** What a step of a transaction came to. */
export type StepResult = Result<"done" | "aborted", SaveFailure>;

/** The place of a document in a transaction. */
export type PartPlace = Pick<Prepared, "primary" | "members" | "decider">;

/** An open document as transactions see it: from a commit of theirs to its decision it is held. */
export class Party {
	readonly name: DocumentName;
	readonly id: SessionId;
	/** The session's, for edits whose commits are told later. */
	readonly editor: DocumentEditor<object>;
	private before?: HeldSnapshot;
	private after?: HeldSnapshot;
	/** What is committed here when it is decided, and not before. */
	private lent?: { readonly edit: Edit<object>; readonly context: CommitContext };

	constructor(private readonly parts: PartyParts) {
		this.name = parts.name;
		this.id = parts.id;
		this.editor = parts.editor;
	}

	isHeld(): boolean {
		return this.parts.document.isHeld() || this.lent !== undefined;
	}

	/** What the part of a transaction would lead from, in its stored form. */
	baseForm(): object {
		return this.parts.document.decidedSnapshot().root;
	}

	encode(root: object): object {
		return this.parts.document.encode(root);
	}

	/** Nobody may change it until a transaction with another server's document is decided. */
	isLent(): boolean {
		return this.lent !== undefined;
	}

	/** What is committed next is a transaction's. */
	hold(): void {
		this.before = this.parts.document.hold();
	}

	/** It is committed here. */
	committed(): void {
		this.after = this.parts.document.snapshot();
	}

	/** The same without committing anything yet: until it is decided, nobody else may change the document. */
	lend(edit: Edit<object>, context: CommitContext): void {
		const { document, editor } = this.parts;
		editor.lend();
		this.lent = { edit, context };
		const before = document.snapshot();
		const { revision, ledger } = before;
		this.before = before;
		this.after = edit.changes.isEmpty() ? before : { root: document.encode(edit.root), revision: revision + 1, ledger };
	}

	/** A document that was never saved is saved with its next write, as if something had changed. */
	makeStored(): void {
		const { document, editor } = this.parts;
		if (document.isDirty() || document.possiblyStored()[0].root !== undefined) return;
		editor.accept({ root: document.getRoot(), changes: [] }, undefined, { ...document.getLedger() });
		editor.tell();
	}

	/** The revision that it has made. */
	to(): number {
		return this.after!.revision;
	}

	/** What a record keeps beside its data until the decision is known: how it leads from before to after. */
	partOf(place: PartPlace): Prepared {
		const { before, after } = this;
		const base = this.parts.document.baseOf(before!);
		const ledger = unionChanges([base.ledger], after!.ledger);
		return {
			...place,
			from: base.revision,
			to: after!.revision,
			changes: encodeChanges(unionChanges([base.root ?? {}], after!.root)),
			ledger: ledger.isEmpty() ? undefined : encodeChanges(ledger),
		};
	}

	/** Writes what was before, if the store has it not, and the part beside it. */
	prepare(group: string, part: Prepared): Promise<StepResult> {
		return this.parts.loop.perform({ step: { kind: "prepare", group, part }, snapshot: this.before! });
	}

	/** Writes the newest root, and that the transaction is committed. */
	decide(group: string, { members, decider }: PartPlace): Promise<StepResult> {
		const decision = { state: "committed", members, decider } as const;
		const snapshot = this.lent !== undefined ? this.after! : this.parts.document.snapshot();
		return this.parts.loop.perform({ step: { kind: "decide", group, decision }, snapshot });
	}

	/** It is committed: what was held goes on. */
	commit(): void {
		const { document, loop, editor } = this.parts;
		const { lent } = this;
		// Whoever resolves the part in the record makes this of it.
		document.attempt(this.after!);
		if (lent !== undefined) {
			this.takeBack();
			editor.accept(lent.edit, lent.context);
			editor.tell();
		}
		document.letGo();
		this.parts.over(false);
		loop.resume();
	}

	/** It came to nothing: the document goes back to before, and its session has to end if anybody has seen it otherwise. */
	rollBack(context: CommitContext): void {
		const { loop, editor, document } = this.parts;
		if (this.lent !== undefined) {
			this.takeBack();
			// The next commit is of the same revision, and is something else.
			document.withdraw(this.after!);
			this.parts.over(false);
			loop.resume();
			return;
		}
		editor.rollBack(context);
		loop.rollBack(this.before!.revision);
		this.parts.over(true);
		loop.resume();
	}

	/**
	 * What became of it cannot be known here. Nothing more is written, so that who can know it finds the part in the record;
	 * the session is as good as lost.
	 */
	abandon(): void {
		if (this.lent !== undefined) this.takeBack();
		this.parts.document.letGo();
		this.parts.loop.abandon();
	}

	private takeBack(): void {
		this.lent = undefined;
		this.parts.editor.giveBack();
	}
}
