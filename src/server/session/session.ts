import { DeepReadonly } from "../../shared/data/deep-readonly";
import { Edit } from "../../shared/data/edit";
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
import { CloudPorts } from "../cloud/ports";
import { Collection } from "../collection";
import { Commit, Document } from "../commit/document";
import { CoalescedJob } from "./coalesced-job";
import { SessionId } from "./session-id";
import { requestSave } from "./session-store";

export type SessionState = "open" | "closing" | "closed" | "lost";

/** What a change gives back: the commit, or nothing if it changed nothing, or why it was refused. */
export type ChangeResult<T> = Result<Commit<DeepReadonly<T>> | undefined, HoldfastError>;

/** What a save gives back: the revision that the store is now known to hold at least. */
export type SaveResult = Result<
	{ readonly revision: number },
	HoldfastError<"sessionClosed" | "sessionLost" | "cloud">
>;

/** What a session is made from, once its lock has been taken. */
export interface SessionParts<T extends object> {
	readonly cloud: CloudPorts;
	readonly collection: Collection<T>;
	readonly key: string;
	readonly id: SessionId;
	readonly userIds: ReadonlyArray<number>;
	readonly document: Document<DeepReadonly<T> & object>;
	/** How long the last save goes on trying. */
	readonly closeSeconds: number;
}

/**
 * One server's exclusive right to change one document. Every change goes through here and is a commit: checked, visible
 * at once, and one revision more. Changes are in the DataStore when `save` says so.
 */
export class Session<T extends object> {
	private readonly committedEmitter = new Emitter<[commit: Commit<DeepReadonly<T>>]>();
	private readonly endedEmitter = new Emitter<[state: "closed" | "lost"]>();
	private readonly saving: CoalescedJob<SaveResult>;
	private state: SessionState = "open";
	private seq = 0;
	/** True while a recipe runs: nothing else may change or end the session meanwhile. */
	private changing = false;
	/** Commits that listeners made while others were being told: told in the order of their revisions. */
	private readonly untold = new Array<Commit<DeepReadonly<T>>>();

	/** The name of the collection. */
	readonly collection: string;
	readonly key: string;
	/** The document as of its last commit: frozen, and safe to keep. */
	readonly data: DeepReadonly<T>;
	/** Goes up by one with each commit. */
	readonly revision: number;

	/** After each commit, with the patch from the revision before. */
	readonly committed: Listenable<[commit: Commit<DeepReadonly<T>>]> = this.committedEmitter;
	/** Once: closed on purpose, or lost to another server. */
	readonly ended: Listenable<[state: "closed" | "lost"]> = this.endedEmitter;

	/** Made by the data manager only. */
	constructor(private readonly parts: SessionParts<T>) {
		this.collection = parts.collection.name;
		this.key = parts.key;
		this.data = parts.document.getRoot();
		this.revision = parts.document.getRevision();
		this.saving = new CoalescedJob(() => this.write());
	}

	getState(): SessionState {
		return this.state;
	}

	/** True while the DataStore is not known to hold the newest revision. */
	isDirty(): boolean {
		return this.parts.document.isDirty();
	}

	/**
	 * Changes the document by a function that gets a copy of it to change in any way; the difference is the commit. At a
	 * path only what is there is copied, and where a plain value is there the function returns the new one. The function
	 * must not yield; if it does, or throws, nothing has changed.
	 */
	update(recipe: (draft: T) => void): ChangeResult<T>;
	update<const P extends Path>(
		path: PathArgument<T, P>,
		recipe: (draft: ValueAt<T, P>) => ValueAt<T, P> | void,
	): ChangeResult<T>;
	update(pathOrRecipe: Path | Callback, recipe?: Callback): ChangeResult<T> {
		return this.change((root) =>
			typeIs(pathOrRecipe, "function")
				? updateRoot(root, pathOrRecipe as never)
				: updateAt(root, pathOrRecipe as Path, recipe as never),
		);
	}

	/** Puts a value in one place; its parent has to be there. */
	set<const P extends Path>(path: PathArgument<T, P>, value: ValueAt<T, P>): ChangeResult<T> {
		return this.change((root) => setAt(root, path as Path, value));
	}

	/** Adds to a number; a missing one counts as 0. */
	increment<const P extends Path>(path: PathArgument<T, P>, delta?: DeltaAt<T, P>): ChangeResult<T> {
		return this.change((root) => incrementAt(root, path as Path, delta ?? 1));
	}

	/** Puts an item into an array: at the end, or before the item at a 0-based index. */
	insert<const P extends Path>(path: PathArgument<T, P>, item: ElementAt<T, P>, index?: number): ChangeResult<T> {
		return this.change((root) => insertAt(root, path as Path, item, index));
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
		const refusal = this.refusal();
		if (refusal !== undefined) return Promise.resolve<SaveResult>(fail(refusal));
		if (!this.isDirty()) return Promise.resolve<SaveResult>(succeed({ revision: this.revision }));
		return this.saving.request();
	}

	/** Saves what is unsaved and gives the document free, in one request. The session takes no change from now on. */
	close(): Promise<SaveResult> {
		const refusal = this.refusal();
		if (refusal !== undefined) return Promise.resolve<SaveResult>(fail(refusal));
		this.state = "closing";
		return this.saving.request();
	}

	/** Shows that this owner lives, with a save if there is something to save. For the manager's autosave. */
	touch(): Promise<SaveResult> {
		const refusal = this.refusal();
		return refusal !== undefined ? Promise.resolve<SaveResult>(fail(refusal)) : this.saving.request();
	}

	private change(
		edit: (root: DeepReadonly<T> & object) => Result<Edit<DeepReadonly<T> & object>, HoldfastError>,
	): ChangeResult<T> {
		const refusal = this.refusal();
		if (refusal !== undefined) return fail(refusal);
		if (this.changing) {
			return fail(this.problem("recipeThrew", "An update function may not change its document by another update."));
		}
		const document = this.parts.document;
		this.changing = true;
		const edited = edit(document.getRoot());
		this.changing = false;
		if (!edited.ok) return fail(this.located(edited.error));
		const ended = this.refusal();
		if (ended !== undefined) return fail(ended);
		const commit = document.commit(edited.value);
		if (commit !== undefined) this.show(commit);
		return succeed(commit);
	}

	private show(commit: Commit<DeepReadonly<T>>): void {
		// Read-only for everybody else: roblox-ts has no getters.
		const fields = this as { data: DeepReadonly<T>; revision: number };
		fields.data = commit.data;
		fields.revision = commit.patch.to;
		this.untold.push(commit);
		// A listener that commits is inside of the outermost call, which goes on telling when it returns.
		if (this.untold.size() > 1) return;
		while (!this.untold.isEmpty()) {
			this.committedEmitter.emit(this.untold[0]);
			this.untold.shift();
		}
	}

	private write(): SaveResult {
		// Asked for while an earlier write was under way that has ended the session since.
		const refusal = this.state === "closing" ? undefined : this.refusal();
		if (refusal !== undefined) return fail(refusal);
		const { cloud, document, key, id, userIds } = this.parts;
		const release = this.state === "closing";
		const revision = document.getRevision();
		this.seq += 1;
		const request = {
			id,
			seq: this.seq,
			data: document.isDirty() ? document.getRoot() : undefined,
			revision,
			release,
			userIds,
			unixSeconds: cloud.clock.unixSeconds(),
		};
		const policy = release ? { attemptsMax: math.huge, secondsMax: this.parts.closeSeconds } : undefined;
		const result = requestSave(cloud, this.collection, key, request, policy);
		if (!result.ok) {
			if (release) this.finish("closed");
			return fail(this.problem("cloud", "The DataStore did not take the save.", result.error.message));
		}
		if (result.value === "lost") {
			this.finish("lost");
			return fail(this.problem("sessionLost", "Another server has taken this document over."));
		}
		document.confirmSaved(revision);
		if (release) this.finish("closed");
		return succeed({ revision });
	}

	private finish(state: "closed" | "lost"): void {
		this.state = state;
		this.endedEmitter.emit(state);
	}

	private refusal(): HoldfastError<"sessionClosed" | "sessionLost"> | undefined {
		if (this.state === "open") return undefined;
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
