import { StoreWrite } from "../cloud/ports";
import { isRecord, RecordLock } from "../store/record";

/**
 * Clears a lock that nobody stands behind, and leaves all else as it is: of an open that was given up and came through
 * all the same (traces.md 14). `isOrphan` is asked at each run, since the document may have been opened meanwhile.
 */
export function freeTransform(
	stored: unknown,
	isOrphan: (lock: RecordLock) => boolean,
	userIds: ReadonlyArray<number>,
): StoreWrite | undefined {
	if (!isRecord(stored) || stored.lock === undefined || !isOrphan(stored.lock)) return undefined;
	return { value: { ...stored, lock: undefined }, userIds };
}
