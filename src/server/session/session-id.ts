import { RecordLock, Stamp } from "../store/record";

/** What proves that a session may write: all three have to match. */
export interface SessionId {
	readonly owner: string;
	readonly epoch: number;
	readonly nonce: string;
}

export function holdsLock(id: SessionId, lock: RecordLock | undefined): lock is RecordLock {
	return lock !== undefined && lock.owner === id.owner && lock.epoch === id.epoch && lock.nonce === id.nonce;
}

/** The sequence number of the last write of this session that the record shows; 0 if there was none. */
export function lastStampedSeq(id: SessionId, stamps: ReadonlyArray<Stamp>): number {
	const own = stamps.find((stamp) => stamp.epoch === id.epoch && stamp.nonce === id.nonce);
	return own?.seq ?? 0;
}
