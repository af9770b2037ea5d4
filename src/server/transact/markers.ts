import { Ledger, storedLedger } from "../commit/ledger";
import { applyStored, decodeChanges, StoredChanges } from "../journal/stored-changes";
import type { SessionId } from "../session/session-id";
import type { DocumentName } from "../store/document-name";
import type { StoredRecord } from "../store/record";

/** How a transaction ended: for all of its documents or for none. */
export type Decided = "committed" | "aborted";

/**
 * A transaction's part in a document that is not its primary, from the write that prepares it until its owner, or whoever
 * has the document next, knows the decision. The record's data is that of before.
 */
export interface Prepared {
	/** Whose record has the decision. */
	readonly primary: DocumentName;
	/** Every document but the primary. */
	readonly members: ReadonlyArray<DocumentName>;
	/** The primary's session, which alone may decide that it is committed. */
	readonly decider: SessionId;
	/** The revision that is stored beside this: the changes lead from it. */
	readonly from: number;
	readonly to: number;
	readonly changes: StoredChanges;
	readonly ledger?: StoredChanges;
}

/** In the primary's record, until no member has the transaction's part any more. */
export interface Decision {
	readonly state: Decided;
	readonly members: ReadonlyArray<DocumentName>;
	readonly decider: SessionId;
}

/** Parts of transactions in a record, by the names of these. */
export type PreparedGroups = Readonly<Record<string, Prepared>>;

export type DecidedGroups = Readonly<Record<string, Decision>>;

/** What became of transactions, by their names. */
export type Resolutions = ReadonlyMap<string, Decided>;

/** The parts in a record that wait for a decision, or for someone who knows it. */
export function preparedIn({
	prepared,
}: {
	readonly prepared?: unknown;
}): ReadonlyArray<[group: string, part: Prepared]> {
	const found = new Array<[string, Prepared]>();
	if (!typeIs(prepared, "table")) return found;
	for (const [group, part] of pairs(prepared as Record<string, Prepared>)) found.push([group, part]);
	found.sort((a, b) => (a[1].to ?? 0) < (b[1].to ?? 0) || (a[1].to === b[1].to && a[0] < b[0]));
	return found;
}

/** True for a part that says where its decision is. What anybody else has put there cannot be resolved. */
export function isPart(value: Prepared): boolean {
	const { primary, members, decider } = value as { readonly [K in keyof Prepared]?: unknown };
	return typeIs(primary, "table") && typeIs(members, "table") && typeIs(decider, "table");
}

/** True while a transaction's part in a record is neither applied nor dropped. */
export function isUndecided(record: { readonly prepared?: unknown }): boolean {
	return !preparedIn(record).isEmpty();
}

export function decisionsIn({ decided }: { readonly decided?: unknown }): ReadonlyArray<[group: string, it: Decision]> {
	const found = new Array<[string, Decision]>();
	if (!typeIs(decided, "table")) return found;
	for (const [group, it] of pairs(decided as Record<string, Decision>)) found.push([group, it]);
	found.sort((a, b) => a[0] < b[0]);
	return found;
}

/** The entries of a record's field without these; nil when none is left, for an empty table has two forms in JSON. */
export function withoutGroups<T>(
	entries: Readonly<Record<string, T>> | undefined,
	groups: ReadonlyArray<string> = [],
): Readonly<Record<string, T>> | undefined {
	if (entries === undefined || groups.isEmpty()) return entries;
	const left = { ...entries };
	for (const group of groups) delete left[group];
	return next(left)[0] === undefined ? undefined : left;
}

/** The same with one more, or with none. */
export function withGroup<T>(
	entries: Readonly<Record<string, T>> | undefined,
	added: readonly [group: string, entry: T] | undefined,
): Readonly<Record<string, T>> | undefined {
	return added !== undefined ? { ...entries, [added[0]]: added[1] } : entries;
}

/**
 * A record with the parts of transactions in it applied or dropped; undefined if the outcome of one is not known, or if
 * what is to be applied cannot be read.
 */
export function withResolved(record: StoredRecord, resolutions: Resolutions): StoredRecord | undefined {
	const parts = preparedIn(record);
	if (parts.isEmpty()) return record;
	let resolved: StoredRecord = { ...record, prepared: undefined };
	for (const [group, part] of parts) {
		const decided = resolutions.get(group);
		if (decided === undefined) return undefined;
		if (decided === "committed" && !isReadable(part)) return undefined;
		if (decided === "committed") resolved = withPart(resolved, part);
	}
	return resolved;
}

function isReadable({ changes, ledger }: Prepared): boolean {
	return decodeChanges(changes) !== undefined && (ledger === undefined || decodeChanges(ledger) !== undefined);
}

function withPart(record: StoredRecord, { from, to, changes, ledger }: Prepared): StoredRecord {
	// What is there already is not applied again.
	if (record.revision < from || record.revision >= to) return record;
	const after = ledger !== undefined ? (applyStored(record.ledger, ledger) as Ledger) : undefined;
	return {
		...record,
		data: applyStored(record.data, changes),
		ledger: after !== undefined ? storedLedger(after) : record.ledger,
		revision: to,
	};
}
