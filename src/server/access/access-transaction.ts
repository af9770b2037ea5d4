import type { DeepReadonly } from "../../shared/data/deep-readonly";
import type { Path } from "../../shared/data/path";
import { findPlace } from "../../shared/data/place";
import { problemError } from "../../shared/data/problem";
import { setAt } from "../../shared/data/set-at";
import type { PathArgument, ValueAt } from "../../shared/data/typed-path";
import { updateRoot } from "../../shared/data/update-at";
import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import type { Collection } from "../collection";
import type { Session } from "../session/session";
import { documentId } from "../store/document-name";
import type { AnySession } from "../transact/propose";
import type { Transactor, TransactOutcome } from "../transact/transactor";
import { ResolvedOptions } from "./access-options";
import { settleAll } from "./settle-conflict";
import { touchDocument, TouchedDocument } from "./touched-document";

/** What a data access layer works with. */
export interface AccessParts {
	/** The session of a document that is open on this server. */
	readonly find: (collection: Collection<object>, key: string) => AnySession | undefined;
	readonly transactor: Pick<Transactor, "submit">;
}

/** What is read: frozen, and safe to keep. */
export type ReadResult<T> = Result<T, HoldfastError>;

/** Whether what was written is in the transaction's own copy. */
export type WriteResult = Result<undefined, HoldfastError>;

/**
 * One transaction of a {@link DataAccessLayer}: it reads documents that are open on this server, and writes into copies of
 * its own, which nobody else sees. Each document is read as it was when the transaction touched it first, with what the
 * transaction has written since. It holds nothing: between its steps it may yield, and others may change its documents; its
 * commit finds out.
 */
export class AccessTransaction {
	/** In the order in which they were touched. */
	private readonly touched = new Array<TouchedDocument>();
	private state: "open" | "committed" | "rolledBack" = "open";
	/** The first write that failed. */
	private failed?: HoldfastError;

	/** Made by the data access layer only. */
	constructor(
		private readonly parts: AccessParts,
		private readonly options: ResolvedOptions,
	) {}

	/**
	 * A document, or what is at a path in it: as it was when the transaction touched it first, and with its own writes. With
	 * the strategy `merge` it matters what is read: a place that is read by its path has to be the same at the commit, and a
	 * document that is read and not written into.
	 */
	read<T extends object>(session: Session<T>): ReadResult<DeepReadonly<T>>;
	read<T extends object, const P extends Path>(
		session: Session<T>,
		path: PathArgument<T, P>,
	): ReadResult<DeepReadonly<ValueAt<T, P>> | undefined>;
	read<T extends object>(collection: Collection<T>, key: string): ReadResult<DeepReadonly<T>>;
	read<T extends object, const P extends Path>(
		collection: Collection<T>,
		key: string,
		path: PathArgument<T, P>,
	): ReadResult<DeepReadonly<ValueAt<T, P>> | undefined>;
	read(subject: object, keyOrPath?: string | Path, pathOfKey?: Path): ReadResult<never> {
		const byKey = typeIs(keyOrPath, "string");
		const path = byKey ? pathOfKey : keyOrPath;
		const found = this.touch(subject, byKey ? keyOrPath : undefined);
		if (!found.ok) return found;
		const document = found.value;
		if (path === undefined) {
			document.readWhole = true;
			return succeed(document.mine as never);
		}
		const place = findPlace(document.mine, path);
		if (!place.ok) return fail(problemError("invalidPath", place.error));
		document.placesRead.push([...path]);
		return succeed(place.value.value as never);
	}

	/**
	 * Changes the transaction's copy of a document: by a function that gets a draft, or by a value for one place. The schema
	 * is checked at the commit. After a write that has failed the transaction cannot be committed: half of what it was to do
	 * would be missing.
	 */
	write<T extends object>(session: Session<T>, recipe: (draft: T) => void): WriteResult;
	write<T extends object, const P extends Path>(
		session: Session<T>,
		path: PathArgument<T, P>,
		value: ValueAt<T, P>,
	): WriteResult;
	write<T extends object>(collection: Collection<T>, key: string, recipe: (draft: T) => void): WriteResult;
	write<T extends object, const P extends Path>(
		collection: Collection<T>,
		key: string,
		path: PathArgument<T, P>,
		value: ValueAt<T, P>,
	): WriteResult;
	write(subject: object, second: unknown, third?: unknown, fourth?: unknown): WriteResult {
		const written = typeIs(second, "string")
			? this.writeInto(this.touch(subject, second), third, fourth)
			: this.writeInto(this.touch(subject), second, third);
		if (!written.ok && this.state === "open") this.failed ??= written.error;
		return written;
	}

	/**
	 * Makes all that was written the documents', or nothing of it. `committed` is saved. It is `rejected` with `conflict` as
	 * its strategy says, one for each document or place; with `lockTimeout` if others had its documents for too long; and as
	 * `DataManager.transact` is. Whatever comes of it, the transaction is over.
	 */
	commit(): Promise<TransactOutcome> {
		if (this.state !== "open") return rejected(this.over());
		this.state = "committed";
		if (this.failed !== undefined) return rejected(this.failed);
		const { touched, options } = this;
		if (touched.isEmpty()) return Promise.resolve<TransactOutcome>({ kind: "committed" });
		return this.parts.transactor.submit(
			touched.map(({ session }) => session),
			settleAll(touched, options),
			{ context: options.context, waitSeconds: options.lockTimeoutSeconds },
		);
	}

	/** Drops all that was written. Nobody has seen it. */
	rollback(): Result<undefined, HoldfastError<"transactionOver">> {
		if (this.state !== "open") return fail(this.over());
		this.state = "rolledBack";
		return succeed(undefined);
	}

	getState(): "open" | "committed" | "rolledBack" {
		return this.state;
	}

	private writeInto(found: Result<TouchedDocument, HoldfastError>, change: unknown, value: unknown): WriteResult {
		if (!found.ok) return found;
		const document = found.value;
		const { storable } = document.session;
		const edited = typeIs(change, "function")
			? updateRoot(document.mine, change as never, storable)
			: setAt(document.mine, change as Path, value, storable);
		if (!edited.ok) return fail({ ...edited.error, context: { ...edited.error.context, ...document.name } });
		document.mine = edited.value.root;
		return succeed(undefined);
	}

	/** A document of this transaction; of one that it has not touched yet it keeps what is there now. */
	private touch(subject: object, key?: string): Result<TouchedDocument, HoldfastError> {
		if (this.state !== "open") return fail(this.over());
		const name =
			key !== undefined
				? { collection: (subject as Collection<object>).name, key }
				: { collection: (subject as AnySession).collection, key: (subject as AnySession).key };
		const id = documentId(name);
		const known = this.touched.find((document) => documentId(document.name) === id);
		if (known !== undefined) return succeed(known);
		const session = key !== undefined ? this.parts.find(subject as never, key) : (subject as AnySession);
		if (session === undefined || session.getState() !== "open") {
			return fail(holdfastError("notOpen", "The document is not open on this server.", name));
		}
		const document = touchDocument(session, name);
		this.touched.push(document);
		return succeed(document);
	}

	private over(): HoldfastError<"transactionOver"> {
		return holdfastError("transactionOver", "The transaction is over: it was committed or rolled back.");
	}
}

function rejected(problem: HoldfastError): Promise<TransactOutcome> {
	return Promise.resolve<TransactOutcome>({ kind: "rejected", errors: [problem] });
}
