import { Edit } from "../../shared/data/edit";
import { Emitter, Listenable } from "../../shared/emitter";
import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import type { DocumentForm } from "../validate/document-form";
import { CommitGate } from "./commit-gate";
import { Commit, CommitContext, Document } from "./document";
import { Ledger } from "./ledger";

/** What an editor works on. */
export interface DocumentEditorParts<R extends object> {
	readonly document: Document<R>;
	readonly form: DocumentForm<object>;
	/** Why nothing may be changed now; undefined if it may. */
	readonly refusal: () => HoldfastError | undefined;
	/** Told of each commit before anybody else. */
	readonly shown: (commit: Commit<R>) => void;
}

/** The one door for changes of a document: each is checked, becomes a commit, and is told in the order of its revision. */
export class DocumentEditor<R extends object> {
	private readonly committedEmitter = new Emitter<[commit: Commit<R>]>();
	private readonly gate: CommitGate;
	/** True while a function of the game's works on a copy: nothing else may change the document meanwhile. */
	private changing = false;
	/** True while a transaction with another server's document is about to be decided: nothing may change meanwhile. */
	private lent = false;
	/** Commits that listeners made while others were being told: told in the order of their revisions. */
	private readonly untold = new Array<Commit<R>>();

	readonly committed: Listenable<[commit: Commit<R>]> = this.committedEmitter;

	constructor(private readonly parts: DocumentEditorParts<R>) {
		this.gate = new CommitGate(parts.form);
	}

	/** Why nothing may be changed now; undefined if it may. */
	refusal(): HoldfastError | undefined {
		return this.parts.refusal();
	}

	/** Bytes of the document in its stored form, about. */
	about(): number {
		return this.gate.about(this.parts.document.getRoot());
	}

	/** Checks an edit and commits it, with another ledger if one is given. Nil where it changes nothing. */
	change(
		edit: (root: R) => Result<Edit<R>, HoldfastError>,
		context?: CommitContext,
		ledger?: Ledger,
	): Result<Commit<R> | undefined, HoldfastError> {
		const begun = this.begin();
		if (begun !== undefined) return fail(begun);
		const proposed = this.propose(edit);
		if (!proposed.ok) return proposed;
		const commit = this.accept(proposed.value, context, ledger);
		if (commit !== undefined) this.tell();
		return succeed(commit);
	}

	/** From now on a function of the game's works on copies. Gives why that may not be; undefined if it may. */
	begin(): HoldfastError | undefined {
		const refusal = this.parts.refusal();
		if (refusal !== undefined) return refusal;
		if (this.lent) return holdfastError("held", "A transaction with another server is about to be decided.");
		if (this.changing) {
			return holdfastError("recipeThrew", "An update function may not change its document by another update.");
		}
		this.changing = true;
		return undefined;
	}

	/** From now on nothing is changed, until it is given back. */
	lend(): void {
		this.lent = true;
	}

	giveBack(): void {
		this.lent = false;
	}

	/** That function is over, and what it has made is of no use. */
	cancel(): void {
		this.changing = false;
	}

	/** That function is over. Checks what it has made, and commits nothing yet. */
	propose(edit: (root: R) => Result<Edit<R>, HoldfastError>): Result<Edit<R>, HoldfastError> {
		const edited = edit(this.parts.document.getRoot());
		const wrong = edited.ok ? this.findFault(edited.value) : edited.error;
		// Not before: what checks may be the game's as well.
		this.changing = false;
		return wrong !== undefined ? fail(wrong) : edited;
	}

	/** Commits an edit that was checked. Whoever asks has to `tell`. */
	accept(edit: Edit<R>, context?: CommitContext, ledger?: Ledger): Commit<R> | undefined {
		return this.show(this.parts.document.commit(edit, context, ledger));
	}

	/** The same for going back to before a transaction. */
	rollBack(context: CommitContext): void {
		if (this.show(this.parts.document.rollBack(context)) !== undefined) this.tell();
	}

	/** Tells listeners of what was committed and not told. */
	tell(): void {
		// A listener that commits is inside of the outermost call, which goes on telling when it returns.
		if (this.telling) return;
		this.telling = true;
		while (!this.untold.isEmpty()) this.committedEmitter.emit(this.untold.shift()!);
		this.telling = false;
	}

	private telling = false;

	private findFault(edit: Edit<R>): HoldfastError | undefined {
		return this.parts.refusal() ?? this.gate.check(this.parts.document.getRoot(), edit);
	}

	private show(commit: Commit<R> | undefined): Commit<R> | undefined {
		if (commit === undefined) return undefined;
		this.parts.shown(commit);
		this.untold.push(commit);
		return commit;
	}
}
