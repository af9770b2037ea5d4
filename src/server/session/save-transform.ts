import { StoreWrite } from "../cloud/ports";
import type { Ledger } from "../commit/ledger";
import { withoutAcked } from "../inbox/inbox-acks";
import { inboxOf, StoredMessage } from "../inbox/stored-message";
import { isRecord, StoredRecord, withStamp } from "../store/record";
import { Decision, Prepared, withGroup, withoutGroups } from "../transact/markers";
import { holdsLock, lastStampedSeq, SessionId } from "./session-id";

/** What a write does for a transaction, beside saving: takes part in it, or decides it. */
export type GroupStep =
	| { readonly kind: "prepare"; readonly group: string; readonly part: Prepared }
	| { readonly kind: "decide"; readonly group: string; readonly decision: Decision };

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
	readonly step?: GroupStep;
	/** Transactions whose part in this record is in `data` by now, or came to nothing. */
	readonly settled?: ReadonlyArray<string>;
	/** Transactions of which no other record has a part any more. */
	readonly forgotten?: ReadonlyArray<string>;
	readonly userIds: ReadonlyArray<number>;
	readonly unixSeconds: number;
}

/**
 * - `released` – an earlier try of this release was applied although it was reported as failed.
 * - `superseded` – a newer write of this session is stored.
 * - `aborted` – somebody has decided meanwhile that the transaction comes to nothing.
 */
export type SaveOutcome = "saved" | "released" | "lost" | "superseded" | "aborted";

/** What one run of a save came to. */
export interface SaveStep {
	readonly outcome: SaveOutcome;
	readonly write?: StoreWrite;
	/** What lies in the inbox after it, where it is still the session's. */
	readonly inbox?: ReadonlyArray<StoredMessage>;
}

/**
 * Looks for its own stamp first (an earlier try was applied although it reported an error), then at the fence (only the
 * session in the record may write), then for a newer save of this session (which must not be undone). A decision looks
 * for itself before all that.
 */
export function saveTransform(stored: unknown, request: SaveRequest): SaveStep {
	if (!isRecord(stored)) return { outcome: "lost" };
	const { step } = request;
	// Before the fence: whoever has the document now may have found it committed (traces.md 6).
	const known = step?.kind === "decide" ? stored.decided?.[step.group] : undefined;
	if (known !== undefined) return { outcome: known.state === "committed" ? "saved" : "aborted" };
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
		// Others' entries are kept: the store's value is written on, not this server's memory of it (traces.md 9).
		prepared: withGroup(
			withoutGroups(stored.prepared, request.settled),
			step?.kind === "prepare" ? [step.group, step.part] : undefined,
		),
		decided: withGroup(
			withoutGroups(stored.decided, request.forgotten),
			step?.kind === "decide" ? [step.group, step.decision] : undefined,
		),
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
