import { Changes, Patch } from "../../shared/data/patch";
import { isSchemaVersion, SchemaVersion } from "../migrate/schema-version";
import { SessionId } from "../session/session-id";
import type { DocumentName } from "../store/document-name";
import { decodeChanges, encodeChanges, StoredChanges } from "./stored-changes";

/**
 * What a session committed and did not save yet, of one document, as it is in a journal page. Plain JSON in the stored
 * form of the data, so that whoever finds it can fold it without knowing the schema.
 */
export interface JournalEntry extends SessionId {
	readonly collection: string;
	readonly key: string;
	/** Version of the schema that the changes are written in. */
	readonly schema: SchemaVersion;
	/** The lowest revision that the store may hold; the changes lead from each of those that it may hold. */
	readonly from: number;
	readonly to: number;
	readonly changes: StoredChanges;
	/** The same of the ledger; nil where it did not change. */
	readonly ledger?: StoredChanges;
}

/** Packs a patch of the stored form of a document, and the changes of its ledger, for the journal. */
export function createEntry(
	name: DocumentName,
	session: SessionId,
	schema: SchemaVersion,
	patch: Patch,
	ledger: Changes = [],
): JournalEntry {
	return {
		collection: name.collection,
		key: name.key,
		owner: session.owner,
		epoch: session.epoch,
		nonce: session.nonce,
		schema,
		from: patch.from,
		to: patch.to,
		changes: encodeChanges(patch.changes),
		ledger: ledger.isEmpty() ? undefined : encodeChanges(ledger),
	};
}

/** True for an entry that can be folded: everything is there, and its changes can be read. */
export function isEntry(value: unknown): value is JournalEntry {
	if (!typeIs(value, "table")) return false;
	const entry = value as { readonly [K in keyof JournalEntry]?: unknown };
	return (
		typeIs(entry.collection, "string") &&
		typeIs(entry.key, "string") &&
		typeIs(entry.owner, "string") &&
		typeIs(entry.nonce, "string") &&
		isWhole(entry.epoch) &&
		isSchemaVersion(entry.schema) &&
		isWhole(entry.from) &&
		isWhole(entry.to) &&
		entry.from < entry.to &&
		decodeChanges(entry.changes) !== undefined &&
		(entry.ledger === undefined || decodeChanges(entry.ledger) !== undefined)
	);
}

function isWhole(value: unknown): value is number {
	return typeIs(value, "number") && value >= 0 && value < math.huge && value % 1 === 0;
}
