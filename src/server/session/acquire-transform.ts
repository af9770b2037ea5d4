import type { Result } from "../../shared/result";
import { StoreFailure, StoreWrite } from "../cloud/ports";
import type { Ledger } from "../commit/ledger";
import { Fold, foldEntry, withFolded } from "../journal/fold-entry";
import { JournalEntry } from "../journal/journal-entry";
import type { VersionLabel } from "../migrate/judge-version";
import type { NewLabel } from "../store/record";
import { isRecord, newRecord, RecordLock, sameLock, StoredRecord } from "../store/record";
import { Resolutions, withResolved } from "../transact/markers";
import type { SaveRequest } from "./save-transform";
import { holdsLock, SessionId, wroteLast } from "./session-id";

/** What a session of this server could not save before its document was opened here again. */
export interface UnsavedRoot {
	/** The session, which ended with the release that was not confirmed. */
	readonly id: SessionId;
	/** In its stored form. */
	readonly data: unknown;
	readonly ledger?: Ledger;
	readonly revision: number;
	/** See {@link SaveRequest.version}. */
	readonly version?: SaveRequest["version"];
	readonly keepOriginal?: KeepOriginal;
}

/**
 * Keeps what the session found where it is not what it writes: data that could not be used, or that was of another version.
 * Has to succeed before anything is written over it, and does nothing once it has. Yields.
 */
export type KeepOriginal = () => Result<void, StoreFailure>;

/** A lock whose owner was found dead, or could not be found alive for long enough. */
export interface TakeOver {
	/** As it was seen all the while. */
	readonly lock: RecordLock;
	/** What the owner's journal has of this document; nil if the journal could not be read. */
	readonly entries?: ReadonlyArray<JournalEntry>;
}

/** Who asks for a document, and how far they may go. */
export interface AcquireRequest {
	readonly owner: string;
	readonly realm: string;
	readonly place: number;
	readonly nonce: string;
	readonly userIds: ReadonlyArray<number>;
	readonly unixSeconds: number;
	readonly takeOver?: TakeOver;
	/** What is known of transactions that the record may have parts of. */
	readonly resolutions: Resolutions;
	readonly unsaved?: UnsavedRoot;
	/** Whether this server's code may open data of such a version. */
	readonly mayOpen: (label: VersionLabel) => boolean;
	/** Of data that this server's code writes. */
	readonly label: NewLabel;
	/** Asked again at each run: an open that was given up must not leave a lock behind. */
	readonly wanted: () => boolean;
}

export interface Acquired {
	readonly kind: "acquired";
	readonly id: SessionId;
	readonly record: StoredRecord;
	/** What became of the journal of the owner before, where it was taken over. */
	readonly fold?: Fold;
	/** The unsaved root is in the record now, or was already; false: somebody else has written since, and it is not. */
	readonly carried: boolean;
}

export type AcquireOutcome =
	| Acquired
	/** It could be taken, when it is known what became of the transactions that this record has parts of. */
	| { readonly kind: "undecided"; readonly record: StoredRecord }
	| { readonly kind: "locked"; readonly lock: RecordLock }
	| { readonly kind: "unreadable" }
	| { readonly kind: "tooNew" }
	| { readonly kind: "abandoned" };

export interface AcquireStep {
	readonly outcome: AcquireOutcome;
	readonly write?: StoreWrite;
}

/** True if what this server could not save fits what is stored: its lock is still there, or its stamp is the last. */
function mayCarry(record: StoredRecord, unsaved: UnsavedRoot): boolean {
	return record.lock !== undefined ? holdsLock(unsaved.id, record.lock) : wroteLast(unsaved.id, record.stamps);
}

function withUnsaved(record: StoredRecord, unsaved: UnsavedRoot, unixSeconds: number): StoredRecord {
	// Where the release was applied after all, the store has it already.
	if (record.revision >= unsaved.revision) return record;
	const { data, ledger, revision, version } = unsaved;
	return { ...record, ...version, data, ledger, revision, savedAt: unixSeconds };
}

/** The record with what a dead owner's journal has of it, or with a note that its journal could not be read. */
function afterTakeOver(
	record: StoredRecord,
	takeOver: TakeOver,
	unixSeconds: number,
): { readonly record: StoredRecord; readonly fold?: Fold } {
	const { lock, entries } = takeOver;
	if (entries === undefined) {
		const { owner, epoch, nonce } = lock;
		return { record: { ...record, unfolded: { owner, epoch, nonce, revision: record.revision } } };
	}
	const fold = foldEntry(record, entries);
	if (fold.kind !== "folded") return { record, fold };
	return { record: { ...withFolded(record, fold), savedAt: unixSeconds }, fold };
}

/**
 * Takes the lock of a document if it is free, or finds that an earlier try of this very open has it already: a write
 * may be applied and still report an error. Runs inside UpdateAsync, perhaps several times.
 */
export function acquireTransform(stored: unknown, request: AcquireRequest): AcquireStep {
	if (!request.wanted()) return { outcome: { kind: "abandoned" } };
	if (stored !== undefined && !isRecord(stored)) return { outcome: { kind: "unreadable" } };
	// Before the lock: whoever may not read it may not take it over either.
	const hasData = stored?.data !== undefined;
	if (hasData && !request.mayOpen(stored)) return { outcome: { kind: "tooNew" } };

	const { owner, nonce, unsaved, takeOver, unixSeconds, userIds } = request;
	let record = stored ?? newRecord(unixSeconds, request.label);
	const lock = record.lock;
	if (lock !== undefined && lock.owner === owner && lock.nonce === nonce) {
		return { outcome: { kind: "acquired", id: lock, record, carried: true } };
	}
	const dead = takeOver !== undefined && sameLock(lock, takeOver.lock) ? takeOver : undefined;
	// A lock of this server under another nonce is of an open that nobody here has any more: it is ours to take.
	if (lock !== undefined && lock.owner !== owner && dead === undefined) return { outcome: { kind: "locked", lock } };

	const settled = withResolved(record, request.resolutions);
	if (settled === undefined) return { outcome: { kind: "undecided", record } };
	// First of all: what a journal or this server has beyond it leads on from it.
	record = settled;
	const carried = unsaved === undefined || mayCarry(record, unsaved);
	if (unsaved !== undefined && carried) record = withUnsaved(record, unsaved, unixSeconds);
	let fold: Fold | undefined;
	if (dead !== undefined) {
		const after = afterTakeOver(record, dead, unixSeconds);
		record = after.record;
		fold = after.fold;
	}
	const epoch = record.epoch + 1;
	const taken: RecordLock = { owner, realm: request.realm, place: request.place, epoch, nonce, renewed: 0 };
	const updated: StoredRecord = { ...record, epoch, lock: taken };
	return {
		outcome: { kind: "acquired", id: { owner, epoch, nonce }, record: updated, fold, carried },
		write: { value: updated, userIds },
	};
}
