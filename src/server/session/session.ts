import { DeepReadonly } from "../../shared/data/deep-readonly";
import { Check, Edit } from "../../shared/data/edit";
import { incrementAt } from "../../shared/data/increment-at";
import { insertAt } from "../../shared/data/insert-at";
import { Path } from "../../shared/data/path";
import { removeAt } from "../../shared/data/remove-at";
import { setAt } from "../../shared/data/set-at";
import { DeltaAt, ElementAt, PathArgument, ValueAt } from "../../shared/data/typed-path";
import { updateAt, updateRoot } from "../../shared/data/update-at";
import { Emitter, Listenable } from "../../shared/emitter";
import { ErrorKind, HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import { runWithin } from "../../shared/run-within";
import { Collection } from "../collection";
import { Commit, CommitContext, HeldSnapshot, Snapshot } from "../commit/document";
import { DocumentEditor } from "../commit/document-editor";
import { Ledger, storedLedger, withReceipt } from "../commit/ledger";
import type { StoredMessage } from "../inbox/stored-message";
import { labelOf, StoredState } from "../protect/backup-entry";
import type { NewLabel } from "../store/record";
import { Party } from "../transact/party";
import type { DocumentForm } from "../validate/document-form";
import { UnsavedRoot } from "./acquire-transform";
import { SaveFailure, SaveLoop } from "./save-loop";
import { SessionId } from "./session-id";
import type { SessionParts } from "./session-parts";
import type {
	ChangeResult,
	JournaledResult,
	OpeningReport,
	SaveResult,
	SessionEnd,
	SessionState,
} from "./session-results";
import { SessionWriter, SessionWriterParts } from "./session-writer";

/** An edit of a document that the library makes, in whatever form the document has. */
export type CommitEdit = (root: object, form: DocumentForm<object>) => Result<Edit<object>, HoldfastError>;

/**
 * One server's exclusive right to change one document. Every change goes through here and is a commit: checked, visible
 * at once, and one revision more. It survives a crash of this server when `journaled` says so, and is in the DataStore
 * when `save` says so.
 */
export class Session<T extends object> {
	private readonly savedEmitter = new Emitter<[revision: number]>();
	private readonly closingEmitter = new Emitter<[]>();
	private readonly endedEmitter = new Emitter<[ending: SessionEnd]>();
	private readonly inboxEmitter = new Emitter<[]>();
	/** What lay in the inbox when it was seen last. */
	private inbox: ReadonlyArray<StoredMessage>;
	private readonly writer: SessionWriter;
	private readonly loop: SaveLoop;
	private readonly editor: DocumentEditor<DeepReadonly<T> & object>;
	private readonly decidedEmitter = new Emitter<[rolledBack: boolean]>();
	/** The revision that the store held. */
	private readonly storedAtOpen: number;
	private state: SessionState = "open";
	private closing?: Promise<SaveResult>;
	/** When the last write that was confirmed was sent. */
	private shownAt: number;
	/** True while the game is told that the document is about to be given free: the last moment for changes. */
	private finishing = false;
	private readonly saveFailedEmitter = new Emitter<[problem: HoldfastError]>();
	/** How often a transaction has taken its own changes back. */
	private rollBacks = 0;

	/** The name of the collection. */
	readonly collection: string;
	readonly key: string;
	readonly opening: OpeningReport;
	/** What proves to the store that this session may write. */
	readonly id: SessionId;
	/** The version of the schema that the document is in, and the oldest whose code may open it. */
	readonly label: NewLabel;
	/** The document as of its last commit: frozen, and safe to keep. */
	readonly data: DeepReadonly<T>;
	/** Whose data it is. */
	readonly userIds: ReadonlyArray<number>;
	/** The collection as it was declared. */
	readonly definition: Collection<T>;
	/** Goes up by one with each commit. */
	readonly revision: number;

	/** After each commit, with the patch from the revision before. */
	readonly committed: Listenable<[commit: Commit<DeepReadonly<T>>]>;
	/** A transaction of this document is decided; true: what it had made is taken back. For the library's other parts. */
	readonly decided: Listenable<[rolledBack: boolean]> = this.decidedEmitter;
	/** What a transaction does with this document. For the library's other parts. */
	readonly party: Party;
	/** After each write that is confirmed, with the revision that the store holds. */
	readonly saved: Listenable<[revision: number]> = this.savedEmitter;
	/** A try to save did not succeed; it is tried again, or whoever waited for it is told. */
	readonly saveFailed: Listenable<[problem: HoldfastError]> = this.saveFailedEmitter;
	/** Once, when the document is about to be given free: the last moment for a commit, until the listener yields. */
	readonly aboutToClose: Listenable<[]> = this.closingEmitter;
	/** Once. */
	readonly ended: Listenable<[ending: SessionEnd]> = this.endedEmitter;

	/** Its inbox was seen. For the inbox. */
	readonly inboxSeen: Listenable<[]> = this.inboxEmitter;

	/** Made by the data manager only. */
	constructor(private readonly parts: SessionParts<T>) {
		this.collection = parts.collection.name;
		this.key = parts.key;
		this.definition = parts.collection;
		this.userIds = parts.userIds;
		this.id = parts.id;
		this.opening = parts.opening;
		this.data = parts.document.getRoot();
		this.revision = parts.document.getRevision();
		this.storedAtOpen = parts.document.savedRevision();
		this.label = parts.label;
		this.inbox = parts.inbox ?? [];
		this.editor = new DocumentEditor({
			document: parts.document,
			form: parts.form as never,
			refusal: () => this.refusal(),
			shown: (commit) => this.show(commit),
		});
		this.committed = this.editor.committed;
		this.shownAt = parts.cloud.clock.now() - parts.opening.seconds;
		this.writer = new SessionWriter(parts as never as SessionWriterParts, () => this.editor.about());
		this.loop = new SaveLoop({
			clock: parts.cloud.clock,
			revision: () => parts.document.getRevision(),
			isHeld: () => parts.document.isHeld(),
			raise: (priority) => parts.scheduler.hurry(parts.collection.name, parts.key, priority),
			lost: () => this.finish("lost", "lost"),
			write: (order) => {
				const sentAt = parts.cloud.clock.now();
				const report = this.writer.write(order);
				if (report.ok && report.value.outcome !== "lost" && report.value.outcome !== "aborted") {
					this.shownAt = sentAt;
					this.savedEmitter.emit(report.value.revision);
					if (report.value.inbox !== undefined) this.noteInbox(report.value.inbox);
				}
				return report;
			},
		});
		this.party = new Party({
			name: { collection: this.collection, key: this.key },
			id: this.id,
			document: parts.document as never,
			editor: this.editor as never,
			loop: this.loop,
			over: (rolledBack) => this.noteDecision(rolledBack),
		});
		this.loop.failed.subscribe((failure) => {
			const message = "The DataStore did not take the save.";
			this.saveFailedEmitter.emit(this.problem("cloud", message, failure.message));
		});
	}

	getState(): SessionState {
		return this.state;
	}

	/** True while the DataStore is not known to hold the newest revision. */
	isDirty(): boolean {
		return this.parts.document.isDirty();
	}

	/** The newest revision that the DataStore is known to hold. */
	savedRevision(): number {
		return this.parts.document.savedRevision();
	}

	/**
	 * Changes the document by a function that gets a copy of it to change in any way; the difference is the commit. At a
	 * path only what is there is copied, and where a plain value is there the function returns the new one. The function
	 * must not yield; if it does, or throws, nothing has changed.
	 */
	update(recipe: (draft: T) => void, context?: CommitContext): ChangeResult<T>;
	update<const P extends Path>(
		path: PathArgument<T, P>,
		recipe: (draft: ValueAt<T, P>) => ValueAt<T, P> | void,
		context?: CommitContext,
	): ChangeResult<T>;
	update(pathOrRecipe: Path | Callback, recipeOrContext?: Callback | CommitContext, context?: CommitContext) {
		return typeIs(pathOrRecipe, "function")
			? this.change(
					(root) => updateRoot(root, pathOrRecipe as never, this.storable),
					recipeOrContext as CommitContext | undefined,
				)
			: this.change((root) => updateAt(root, pathOrRecipe as Path, recipeOrContext as never, this.storable), context);
	}

	/** Makes a copy of `data` the whole document; what is equal to what was there counts as unchanged. */
	replace(data: T, context?: CommitContext): ChangeResult<T> {
		return this.change((root) => setAt(root, [], data, this.storable), context);
	}

	/** Puts a value in one place; its parent has to be there. */
	set<const P extends Path>(path: PathArgument<T, P>, value: ValueAt<T, P>): ChangeResult<T> {
		return this.change((root) => setAt(root, path as Path, value, this.storable));
	}

	/** Adds to a number; a missing one counts as 0. */
	increment<const P extends Path>(path: PathArgument<T, P>, delta?: DeltaAt<T, P>): ChangeResult<T> {
		return this.change((root) => incrementAt(root, path as Path, delta ?? 1, this.storable));
	}

	/** Puts an item into an array: at the end, or before the item at a 0-based index. */
	insert<const P extends Path>(path: PathArgument<T, P>, item: ElementAt<T, P>, index?: number): ChangeResult<T> {
		return this.change((root) => insertAt(root, path as Path, item, index, this.storable));
	}

	/** Takes away a map's key, an optional field, or an item of an array (those after it move down). */
	remove<const P extends Path>(path: PathArgument<T, P>): ChangeResult<T> {
		return this.change((root) => removeAt(root, path as Path));
	}

	/**
	 * Writes the document to the DataStore and resolves when it is there, with one request for all who ask meanwhile. A
	 * document without unsaved changes is not written.
	 */
	save(): Promise<SaveResult> {
		return this.saveAs("save");
	}

	/** The same, before what is less urgent. For the library's other parts. */
	saveAs(priority: "save" | "receipt"): Promise<SaveResult> {
		const refusal = this.refusal();
		if (refusal !== undefined) return Promise.resolve<SaveResult>(fail(refusal));
		if (!this.isDirty()) return Promise.resolve<SaveResult>(succeed({ revision: this.revision }));
		return new Promise((resolve) => this.loop.save((result) => resolve(this.explain(result)), priority === "receipt"));
	}

	/**
	 * Resolves when what is committed now survives a crash of this server: usually within two seconds, for the journal is
	 * written that often. While the journal does not work, the document is saved instead.
	 */
	journaled(): Promise<JournaledResult> {
		const refusal = this.refusal();
		if (refusal !== undefined) return Promise.resolve<JournaledResult>(fail(refusal));
		const { revision, rollBacks } = this;
		if (!this.isDirty()) return Promise.resolve<JournaledResult>(succeed({ revision, by: "save" }));
		return this.parts.journal.whenJournaled(this as never, revision).then((journaled) => {
			if (this.rollBacks !== rollBacks) return Promise.resolve<JournaledResult>(fail(this.takenBack()));
			if (journaled) return Promise.resolve<JournaledResult>(succeed({ revision, by: "journal" }));
			if (this.savedRevision() >= revision) {
				return Promise.resolve<JournaledResult>(succeed({ revision, by: "save" }));
			}
			return this.save().then((saved): JournaledResult =>
				saved.ok ? succeed({ revision: saved.value.revision, by: "save" }) : saved,
			);
		});
	}

	/**
	 * Saves what is unsaved and gives the document free, in one request. Listeners of `aboutToClose` come first; after them
	 * the session takes no change. Goes on trying until the store has answered.
	 */
	close(): Promise<SaveResult> {
		const refusal = this.refusal();
		if (refusal !== undefined && this.closing === undefined) return Promise.resolve<SaveResult>(fail(refusal));
		return this.release("closed");
	}

	/** Gives the document free for another server that asked for it. For the manager. */
	handOver(): Promise<SaveResult> {
		return this.release("handedOver");
	}

	/** Shows that this owner lives, by a write, with a save if there is something to save. For the manager. */
	touch(): void {
		if (this.state === "open") this.loop.touch();
	}

	/** Saves because it is time to; nobody waits for it. For the manager. */
	autosave(): void {
		if (this.state === "open" && this.isDirty()) this.loop.save((result) => this.explain(result));
	}

	/** Tries again at once what waits to be tried again. For the manager, at shutdown. */
	hurry(): void {
		this.loop.hurry();
	}

	/**
	 * Ends a session whose release is not confirmed, since its document is being opened here again: what is unsaved goes
	 * into the next session. Yields while a try is under way. Nil if the release was confirmed after all. For the manager.
	 */
	handOn(): UnsavedRoot | undefined {
		while (this.finishing || this.party.isHeld()) task.wait();
		if (!this.loop.handOn()) return undefined;
		const { keepOriginal, newVersion } = this.parts;
		const version = this.hasToSaveFirst() ? newVersion : undefined;
		const ledger = storedLedger(this.ledger());
		return { id: this.id, data: this.storedForm(), ledger, revision: this.revision, version, keepOriginal };
	}

	/** A recipe and the note of a purchase in one commit, which is there also if the recipe changes nothing. For receipts. */
	grant(purchaseId: string, recipe: (draft: T) => void, context: CommitContext): ChangeResult<T> {
		const ledger = withReceipt(this.ledger(), purchaseId);
		return this.commitWith((root, form) => updateRoot(root, recipe as never, form.storable), ledger, context);
	}

	/** An edit and another ledger in one commit, which is there also if the edit changes nothing. For the library's other parts. */
	commitWith(edit: CommitEdit, ledger: Ledger, context: CommitContext): ChangeResult<T> {
		return this.change((root) => edit(root, this.parts.form as never) as never, context, ledger);
	}

	/** What lay in the document's inbox when it was seen last. For the inbox. */
	seenInbox(): ReadonlyArray<StoredMessage> {
		return this.inbox;
	}

	/** It was seen again. For the inbox. */
	noteInbox(inbox: ReadonlyArray<StoredMessage>): void {
		this.inbox = inbox;
		this.inboxEmitter.emit();
	}

	/** Makes old data the document's, by a commit: migrated and checked as at an open. For the manager. */
	restoreFrom(state: StoredState, context: CommitContext): Result<unknown, HoldfastError> {
		const loaded = this.parts.form.load(state.data, labelOf(state));
		if (!loaded.ok) return fail(this.located(loaded.error));
		return this.change((root) => setAt(root, [], loaded.value.root, this.storable), context);
	}

	/**
	 * When, by this server's clock, the store is known to have seen this session live. Not when the answer came: the server
	 * may have stood still in between (seed 2627 of the sweep). For the manager.
	 */
	lastShown(): number {
		return this.shownAt;
	}

	/** Writes that were sent so far, confirmed or not. */
	countWrites(): number {
		return this.writer.countWrites();
	}

	/** What the journal has to bring up to date: every root that the store may hold, in stored form. For the journal. */
	possiblyStored(): ReadonlyArray<Snapshot> {
		return this.parts.document.possiblyStored();
	}

	/** What the library remembers of the document, as of its last commit. For the library's other parts. */
	ledger(): Ledger {
		return this.parts.document.getLedger();
	}

	/** The document as of its last commit, as the store would hold it. */
	storedForm(): object {
		return this.parts.document.snapshot().root;
	}

	/** The same as of the last commit that nothing undecided is part of: what may be kept alone. For journal and backups. */
	decidedSnapshot(): HeldSnapshot {
		return this.parts.document.decidedSnapshot();
	}

	/**
	 * True while the store holds what this document does not come from: another version, or data that could not be used. A
	 * fold would write over it what leads from elsewhere, before it is kept (seed 50217). For the journal.
	 */
	hasToSaveFirst(): boolean {
		const { newVersion, keepOriginal } = this.parts;
		return (newVersion !== undefined || keepOriginal !== undefined) && this.savedRevision() === this.storedAtOpen;
	}

	/** For the library's other parts: what may be put into the document at all. */
	readonly storable: Check = (value, path, known) => this.parts.form.storable(value, path, known);

	private release(ending: SessionEnd): Promise<SaveResult> {
		if (this.closing !== undefined) return this.closing;
		let resolve!: (result: SaveResult | Promise<SaveResult>) => void;
		this.closing = new Promise<SaveResult>((done) => {
			resolve = done;
		});
		this.state = "closing";
		const { rollBacks } = this;
		task.spawn(() => {
			// Nobody could change it, and the game has the last word.
			while (this.party.isLent()) task.wait();
			this.letGameFinish();
			// Its record has to say the same as those of the others.
			while (this.party.isHeld()) task.wait();
			const rolledBack = this.rollBacks !== rollBacks;
			const result = this.loop.release().expect();
			// Lost, or handed on to the next session of this server, which saves what this one could not.
			if (result.ok || result.error.kind !== "lost") this.finish("closed", rolledBack ? "rolledBack" : ending);
			resolve(result.ok && rolledBack ? fail(this.takenBack()) : this.explain(result));
		});
		return this.closing;
	}

	/** Listeners run, and what they have begun may take a while; a commit is taken until then. */
	private letGameFinish(): void {
		this.finishing = true;
		this.closingEmitter.emit();
		const hook = this.parts.collection.beforeClose;
		if (hook !== undefined && this.parts.beforeCloseSeconds > 0) {
			runWithin(this.parts.beforeCloseSeconds, () => hook(this));
		}
		this.finishing = false;
	}

	private explain(result: Result<number, SaveFailure>): SaveResult {
		if (result.ok) return succeed({ revision: result.value });
		const problem = result.error;
		if (problem.kind === "cloud") {
			return fail(this.problem("cloud", "The DataStore did not take the save.", problem.failure.message));
		}
		if (problem.kind === "rolledBack") return fail(this.takenBack());
		return this.refuse();
	}

	private refuse(): SaveResult {
		return fail(this.refusal() ?? this.problem("sessionClosed", "The session is closed."));
	}

	private change(
		edit: (root: DeepReadonly<T> & object) => Result<Edit<DeepReadonly<T> & object>, HoldfastError>,
		context?: CommitContext,
		ledger?: Ledger,
	): ChangeResult<T> {
		const changed = this.editor.change(edit, context, ledger);
		return changed.ok ? changed : fail(this.located(changed.error));
	}

	private show(commit: Commit<DeepReadonly<T>>): void {
		// Read-only for everybody else: roblox-ts has no getters.
		const fields = this as { data: DeepReadonly<T>; revision: number };
		fields.data = commit.data;
		fields.revision = commit.patch.to;
	}

	/** What the game has seen of a transaction that came to nothing cannot be taken back: the session has to end. */
	private noteDecision(rolledBack: boolean): void {
		if (rolledBack) this.rollBacks += 1;
		this.decidedEmitter.emit(rolledBack);
		if (rolledBack && this.state === "open") task.spawn(() => this.release("rolledBack").expect());
	}

	private takenBack(): HoldfastError<"rolledBack"> {
		return this.problem("rolledBack", "A transaction has come to nothing, and what was changed since with it.");
	}

	private finish(state: "closed" | "lost", ending: SessionEnd): void {
		if (this.state === "closed" || this.state === "lost") return;
		this.state = state;
		this.endedEmitter.emit(ending);
	}

	private refusal(): HoldfastError<"sessionClosed" | "sessionLost"> | undefined {
		if (this.state === "open" || (this.state === "closing" && this.finishing)) return undefined;
		return this.state === "lost"
			? this.problem("sessionLost", "Another server has taken this document over.")
			: this.problem("sessionClosed", "The session is closed.");
	}

	private problem<K extends ErrorKind>(kind: K, message: string, actual?: string): HoldfastError<K> {
		return holdfastError(kind, message, { collection: this.collection, key: this.key, actual });
	}

	private located(problem: HoldfastError): HoldfastError {
		return { ...problem, context: { ...problem.context, collection: this.collection, key: this.key } };
	}
}
