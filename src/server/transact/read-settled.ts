import { Result, succeed } from "../../shared/result";
import type { StoreFailure } from "../cloud/ports";
import { DocumentName } from "../store/document-name";
import { isRecord } from "../store/record";
import { Decided, isPart, preparedIn, withResolved } from "./markers";

/** Reads a record past the cache. Yields. */
export type ReadRecord = (name: DocumentName) => Result<unknown, StoreFailure>;

/**
 * A record as it is with every transaction that is committed, and without any that is not. Writes nothing: a part whose
 * primary has no decision is looked at once more, since it may have been settled, and the decision forgotten, between the
 * two reads (traces.md 18). One that is still there then was not decided when its primary was read. Yields.
 */
export function readSettled(read: ReadRecord, name: DocumentName): Result<unknown, StoreFailure> {
	// A decision stands for ever, that there was none only for the moment.
	const known = new Map<string, Decided>();
	let undecided = new Set<string>();
	while (true) {
		const found = read(name);
		if (!found.ok || !isRecord(found.value)) return found;
		const record = found.value;
		const parts = preparedIn(record);
		const fresh = parts.filter(([group]) => !known.has(group));
		if (fresh.every(([group]) => undecided.has(group))) {
			for (const [group] of fresh) known.set(group, "aborted");
			return succeed(withResolved(record, known) ?? record);
		}
		undecided = new Set<string>();
		for (const [group, part] of fresh) {
			if (!isPart(part)) {
				undecided.add(group);
				continue;
			}
			const other = read(part.primary);
			if (!other.ok) return other;
			const decision = isRecord(other.value) ? other.value.decided?.[group] : undefined;
			if (decision !== undefined) known.set(group, decision.state);
			else undecided.add(group);
		}
		if (undecided.isEmpty()) return succeed(withResolved(record, known) ?? record);
	}
}
