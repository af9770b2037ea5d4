import { StoreWrite } from "../cloud/ports";
import { isRecord, RECORD_FORMAT, RecordLock, StoredRecord } from "../store/record";
import { SessionId } from "./session-id";

/** Who asks for a document, and how far they may go. */
export interface AcquireRequest {
	readonly owner: string;
	readonly place: number;
	readonly nonce: string;
	readonly userIds: ReadonlyArray<number>;
	readonly unixSeconds: number;
	/** A lock that has been watched for long enough without a sign of life, as it was seen then. */
	readonly stale?: RecordLock;
	/** Asked again at each run: an open that was given up must not leave a lock behind. */
	readonly wanted: () => boolean;
}

export type AcquireOutcome =
	| { readonly kind: "acquired"; readonly id: SessionId; readonly record: StoredRecord }
	| { readonly kind: "locked"; readonly lock: RecordLock }
	| { readonly kind: "unreadable" }
	| { readonly kind: "abandoned" };

function sameLock(a: RecordLock, b: RecordLock): boolean {
	return a.owner === b.owner && a.epoch === b.epoch && a.nonce === b.nonce && a.renewed === b.renewed;
}

function newRecord(unixSeconds: number): StoredRecord {
	return {
		format: RECORD_FORMAT,
		revision: 0,
		schema: 1,
		readableFrom: 1,
		epoch: 0,
		stamps: [],
		createdAt: unixSeconds,
		savedAt: unixSeconds,
	};
}

/**
 * Takes the lock of a document if it is free, or finds that an earlier try of this very open has it already: a write
 * may be applied and still report an error. Runs inside UpdateAsync, perhaps several times.
 */
export function acquireTransform(
	stored: unknown,
	request: AcquireRequest,
): { readonly outcome: AcquireOutcome; readonly write?: StoreWrite } {
	if (!request.wanted()) return { outcome: { kind: "abandoned" } };
	if (stored !== undefined && !isRecord(stored)) return { outcome: { kind: "unreadable" } };

	const record = stored ?? newRecord(request.unixSeconds);
	const lock = record.lock;
	if (lock !== undefined && lock.owner === request.owner && lock.nonce === request.nonce) {
		return { outcome: { kind: "acquired", id: lock, record } };
	}
	// A lock of this server under another nonce is of an open that nobody here has any more: it is ours to take.
	const takes = lock === undefined || lock.owner === request.owner || (request.stale && sameLock(lock, request.stale));
	if (!takes) return { outcome: { kind: "locked", lock: lock! } };

	const epoch = record.epoch + 1;
	const taken: RecordLock = { owner: request.owner, place: request.place, epoch, nonce: request.nonce, renewed: 0 };
	const updated: StoredRecord = { ...record, epoch, lock: taken };
	return {
		outcome: { kind: "acquired", id: taken, record: updated },
		write: { value: updated, userIds: request.userIds },
	};
}
