import { isEqual } from "../../shared/data/equal";
import { StoreWrite } from "../cloud/ports";
import { isRecord, newRecord, StoredRecord, withStamp } from "../store/record";
import { labelOf } from "./backup-entry";
import { joinUserIds } from "./document-address";
import { OpenSnapshot } from "./open-documents";

/** One write over a record that cannot be used. */
export interface RecoverRequest {
	/** As it was read, and is in quarantine now. */
	readonly original: unknown;
	readonly state: OpenSnapshot;
	/** Where the state is from. */
	readonly from: string;
	readonly reason: string;
	/** Of this recovery, not of each try of it. */
	readonly nonce: string;
	readonly userIds: ReadonlyArray<number>;
	readonly unixSeconds: number;
}

/** `changed`: it is not what is in quarantine, so it must not be overwritten. */
export type RecoverOutcome = "recovered" | "changed";

/**
 * Writes the state that was found over what cannot be used, with a flag that says so. Epoch and revision are above the old
 * ones; where the old epoch cannot be read, it is above any that was ever counted up to.
 */
export function recoverTransform(
	stored: unknown,
	storedUserIds: ReadonlyArray<number>,
	request: RecoverRequest,
): { readonly outcome: RecoverOutcome; readonly write?: StoreWrite } {
	const { original, state, nonce, unixSeconds } = request;
	if (isRecord(stored) && stored.stamps.some((stamp) => stamp.nonce === nonce)) return { outcome: "recovered" };
	if (!isEqual(original, stored)) return { outcome: "changed" };
	const before: StoredRecord = isRecord(stored)
		? stored
		: {
				...newRecord(unixSeconds, labelOf(state)),
				epoch: stored === undefined ? 0 : unixSeconds,
				revision: revisionIn(stored),
			};
	const epoch = before.epoch + 1;
	const updated: StoredRecord = {
		...before,
		data: state.data,
		ledger: isRecord(stored) ? stored.ledger : state.ledger,
		revision: math.max(before.revision, state.revision) + 1,
		...labelOf(state),
		epoch,
		lock: undefined,
		stamps: withStamp(before.stamps, { epoch, nonce, seq: 1 }),
		recovered: { from: request.from, at: unixSeconds, reason: request.reason },
		savedAt: unixSeconds,
	};
	return { outcome: "recovered", write: { value: updated, userIds: joinUserIds(storedUserIds, request.userIds) } };
}

/** What is left of the revision of something that is no record. */
function revisionIn(stored: unknown): number {
	const revision = typeIs(stored, "table") ? (stored as { readonly revision?: unknown }).revision : undefined;
	// NaN and what is too large to be counted up would never be right again.
	return typeIs(revision, "number") && revision >= 0 && revision < 2 ** 50 ? math.floor(revision) : 0;
}
