import { isRecord, newRecord, StoredRecord } from "../store/record";
import { Decided, Decision, withGroup, withoutGroups } from "./markers";

/** What a resolver has learnt from a primary's record, and what it wants written there. */
export interface ResolveStep {
	/** Nil: what is stored there is no record. */
	readonly state?: Decided;
	readonly value?: StoredRecord;
}

/**
 * Finds what was decided, or decides that the transaction comes to nothing: from then on nobody can commit it. Needs no
 * lock. That nothing is said there means nothing (traces.md 6, 13). Runs inside UpdateAsync.
 */
export function resolveTransform(
	stored: unknown,
	group: string,
	{ members, decider }: Pick<Decision, "members" | "decider">,
	unixSeconds: number,
): ResolveStep {
	if (stored !== undefined && !isRecord(stored)) return {};
	const known = stored?.decided?.[group];
	if (known !== undefined) return { state: known.state };
	// Of a record without data the schema says nothing.
	const record = stored ?? newRecord(unixSeconds, { schema: 1, readableFrom: 1 });
	const aborted: Decision = { state: "aborted", members, decider };
	return { state: "aborted", value: { ...record, decided: withGroup(record.decided, [group, aborted]) } };
}

/**
 * Takes a decision out of a record that no member needs any more. One that the transaction came to nothing stays while the
 * session that could have decided otherwise has the record: its parts may still be on their way to members, which would
 * then be half of something.
 */
export function forgetTransform(stored: unknown, group: string): StoredRecord | undefined {
	if (!isRecord(stored)) return undefined;
	const known = stored.decided?.[group];
	if (known === undefined) return undefined;
	const { lock } = stored;
	const { epoch, nonce } = known.decider;
	if (known.state === "aborted" && lock !== undefined && lock.epoch === epoch && lock.nonce === nonce) return undefined;
	return { ...stored, decided: withoutGroups(stored.decided, [group]) };
}
