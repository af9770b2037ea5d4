import { StoreWrite } from "../cloud/ports";
import type { Ledger } from "../commit/ledger";
import { withoutAcked } from "../inbox/inbox-acks";
import { inboxOf, StoredMessage } from "../inbox/stored-message";
import { isRecord, StoredRecord, withStamp } from "../store/record";
import { holdsLock, lastStampedSeq, SessionId } from "./session-id";

/** One write of a session. */
export interface SaveRequest {
	readonly id: SessionId;
	/** Goes up with each write of the session. */
	readonly seq: number;
	/** The data as of `revision`, or undefined when nothing changed and the write only shows that the owner lives. */
	readonly data: unknown;
	/** As of `revision`; nil: an empty one. */
	readonly ledger?: Ledger;
	readonly revision: number;
	/** Of a release: the `seq` of its first try. Nil for a write that keeps the lock. */
	readonly releaseFrom?: number;
	/** Of a document that was migrated when it was opened: the version it is in now, and the history of its versions. */
	readonly version?: Pick<StoredRecord, "schema" | "readableFrom" | "migrations">;
	/** The nonce of a session whose journal was missing when it was taken over, and has been folded since. */
	readonly folded?: string;
	readonly userIds: ReadonlyArray<number>;
	readonly unixSeconds: number;
}

/**
 * `released`: an earlier try of this release was applied although it was reported as failed. `superseded`: a newer write of this session is stored.
 */
export type SaveOutcome = "saved" | "released" | "lost" | "superseded";

/** What one run of a save came to. */
export interface SaveStep {
	readonly outcome: SaveOutcome;
	readonly write?: StoreWrite;
	/** What lies in the inbox after it, where it is still the session's. */
	readonly inbox?: ReadonlyArray<StoredMessage>;
}

/**
 * Looks for its own stamp first (an earlier try was applied although it reported an error), then at the fence (only the
 * session in the record may write), then for a newer save of this session (which must not be undone).
 */
export function saveTransform(stored: unknown, request: SaveRequest): SaveStep {
	if (!isRecord(stored)) return { outcome: "lost" };
	const seq = lastStampedSeq(request.id, stored.stamps);
	if (seq === request.seq) return { outcome: "saved", inbox: inboxOf(stored) };
	const lock = stored.lock;
	if (!holdsLock(request.id, lock)) {
		// Nothing is committed after a release has begun: whichever of its tries was applied has all there is.
		const released = request.releaseFrom !== undefined && seq >= request.releaseFrom;
		return { outcome: released ? "released" : "lost" };
	}
	if (seq > request.seq) return { outcome: "superseded" };

	const writes = request.data !== undefined;
	const updated: StoredRecord = {
		...stored,
		// Here, for both may be nothing now: what is spread below cannot take away.
		ledger: writes ? request.ledger : stored.ledger,
		inbox: writes ? withoutAcked(stored.inbox, request.ledger) : stored.inbox,
		unfolded: stored.unfolded?.nonce === request.folded ? undefined : stored.unfolded,
		lock: request.releaseFrom !== undefined ? undefined : { ...lock, renewed: lock.renewed + 1 },
		stamps: withStamp(stored.stamps, { epoch: request.id.epoch, nonce: request.id.nonce, seq: request.seq }),
		...(writes
			? {
					...request.version,
					data: request.data,
					revision: request.revision,
					savedAt: request.unixSeconds,
				}
			: {}),
	};
	return { outcome: "saved", inbox: inboxOf(updated), write: { value: updated, userIds: request.userIds } };
}
