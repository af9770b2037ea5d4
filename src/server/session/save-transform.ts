import { StoreWrite } from "../cloud/ports";
import { isRecord, StoredRecord, withStamp } from "../store/record";
import { holdsLock, lastStampedSeq, SessionId } from "./session-id";

/** One save of a session. */
export interface SaveRequest {
	readonly id: SessionId;
	/** Goes up with each save of the session, never with a repetition of one. */
	readonly seq: number;
	/** The data as of `revision`, or undefined when nothing changed and the write only shows that the owner lives. */
	readonly data: unknown;
	readonly revision: number;
	readonly release: boolean;
	readonly userIds: ReadonlyArray<number>;
	readonly unixSeconds: number;
}

export type SaveOutcome = "saved" | "lost" | "superseded";

/**
 * Looks for its own stamp first (an earlier try was applied although it reported an error), then at the fence (only the
 * session in the record may write), then for a newer save of this session (which must not be undone).
 */
export function saveTransform(
	stored: unknown,
	request: SaveRequest,
): { readonly outcome: SaveOutcome; readonly write?: StoreWrite } {
	if (!isRecord(stored)) return { outcome: "lost" };
	const seq = lastStampedSeq(request.id, stored.stamps);
	if (seq === request.seq) return { outcome: "saved" };
	const lock = stored.lock;
	if (!holdsLock(request.id, lock)) return { outcome: "lost" };
	if (seq > request.seq) return { outcome: "superseded" };

	const updated: StoredRecord = {
		...stored,
		lock: request.release ? undefined : { ...lock, renewed: lock.renewed + 1 },
		stamps: withStamp(stored.stamps, { epoch: request.id.epoch, nonce: request.id.nonce, seq: request.seq }),
		...(request.data !== undefined
			? { data: request.data, revision: request.revision, savedAt: request.unixSeconds }
			: {}),
	};
	return { outcome: "saved", write: { value: updated, userIds: request.userIds } };
}
