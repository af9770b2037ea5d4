import { HoldfastError } from "../../shared/errors";
import { Result } from "../../shared/result";
import { CommitContext } from "../commit/document";
import { RecordLock } from "../store/record";
import { StoredState } from "./backup-entry";

/** A document that is open here, as it is now. */
export interface OpenSnapshot extends StoredState {
	readonly revision: number;
}

/** The documents that are open on this server, and the way to those that are open elsewhere. */
export interface OpenDocuments {
	stateOf(collection: string, key: string): "here" | undefined;
	/** Nil when it is not open here. */
	snapshot(collection: string, key: string): OpenSnapshot | undefined;
	/** Makes this the document's data by a commit, migrated and checked as at an open; yields until it is saved, or may not. */
	replace(collection: string, key: string, state: StoredState, context: CommitContext): Result<unknown, HoldfastError>;
	/** Has the owner of a lock restore a backup; yields until it has answered, or does not in time. */
	askOwner(collection: string, key: string, lock: RecordLock, backupId: string): Result<unknown, HoldfastError>;
}
