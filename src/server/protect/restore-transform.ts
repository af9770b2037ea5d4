import { StoreWrite } from "../cloud/ports";
import { isRecord, newRecord, RecordLock, StoredRecord, withStamp } from "../store/record";
import { isUndecided } from "../transact/markers";
import { labelOf, StoredState } from "./backup-entry";
import { joinUserIds } from "./document-address";

/** One write of old data over a document that nobody has open. */
export interface RestoreRequest {
	readonly state: StoredState;
	/** Of the record that was backed up before; 0 where there is none. */
	readonly expectedRevision: number;
	/** Of this restore, not of each try of it. */
	readonly nonce: string;
	readonly userIds: ReadonlyArray<number>;
	readonly unixSeconds: number;
}

export type RestoreOutcome =
	| { readonly kind: "restored"; readonly revision: number }
	| { readonly kind: "locked"; readonly lock: RecordLock }
	/** It is not what was backed up any more. */
	| { readonly kind: "changed" }
	/** Others wait for the outcome of a transaction that is written into it. */
	| { readonly kind: "undecided" }
	| { readonly kind: "unreadable" };

/**
 * Writes old data as the newest revision, under an epoch of its own: whoever had the document before is fenced off, and no
 * journal fits it any more. Its stamp keeps out what an earlier session could not save, and tells a try that was applied
 * although it reported an error.
 */
export function restoreTransform(
	stored: unknown,
	storedUserIds: ReadonlyArray<number>,
	request: RestoreRequest,
): { readonly outcome: RestoreOutcome; readonly write?: StoreWrite } {
	if (stored !== undefined && !isRecord(stored)) return { outcome: { kind: "unreadable" } };
	const record: StoredRecord = stored ?? newRecord(request.unixSeconds, labelOf(request.state));
	const { stamps, lock, revision } = record;
	if (stamps.some((stamp) => stamp.nonce === request.nonce)) return { outcome: { kind: "restored", revision } };
	if (lock !== undefined) return { outcome: { kind: "locked", lock } };
	if (isUndecided(record)) return { outcome: { kind: "undecided" } };
	if (revision !== request.expectedRevision) return { outcome: { kind: "changed" } };
	const { data } = request.state;
	const epoch = record.epoch + 1;
	const updated: StoredRecord = {
		...record,
		data,
		revision: revision + 1,
		...labelOf(request.state),
		epoch,
		stamps: withStamp(stamps, { epoch, nonce: request.nonce, seq: 1 }),
		savedAt: request.unixSeconds,
	};
	return {
		outcome: { kind: "restored", revision: updated.revision },
		write: { value: updated, userIds: joinUserIds(storedUserIds, request.userIds) },
	};
}
