import { RecordLock, Stamp } from "../store/record";

/** What proves that a session may write: all three have to match. */
export interface SessionId {
	readonly owner: string;
	readonly epoch: number;
	readonly nonce: string;
}

export function isSameSession(a: SessionId, b: SessionId): boolean {
	return a.owner === b.owner && a.epoch === b.epoch && a.nonce === b.nonce;
}

export function holdsLock(id: SessionId, lock: RecordLock | undefined): lock is RecordLock {
	return lock !== undefined && isSameSession(id, lock);
}

/** The sequence number of the last write of this session that the record shows; 0 if there was none. */
export function lastStampedSeq(id: SessionId, stamps: ReadonlyArray<Stamp>): number {
	const own = stamps.find((stamp) => stamp.epoch === id.epoch && stamp.nonce === id.nonce);
	return own?.seq ?? 0;
}

/** True if nobody has written since this session's last write. */
export function wroteLast(id: SessionId, stamps: ReadonlyArray<Stamp>): boolean {
	const last = stamps[stamps.size() - 1] as Stamp | undefined;
	return last !== undefined && last.epoch === id.epoch && last.nonce === id.nonce;
}
