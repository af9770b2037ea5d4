import { deepFreeze } from "../../shared/data/deep-freeze";
import { DeepReadonly } from "../../shared/data/deep-readonly";
import { HoldfastError } from "../../shared/errors";
import { Result, succeed } from "../../shared/result";
import { CloudPorts, StoreFailure } from "../cloud/ports";
import { Collection } from "../collection";
import { Document } from "../commit/document";
import { ledgerOf } from "../commit/ledger";
import { type FoldedDocument, foldEntry } from "../journal/fold-entry";
import type { JournalReader } from "../journal/journal-reader";
import { migratedRecord } from "../migrate/migrated-record";
import { NewLabel, StoredRecord } from "../store/record";
import { DocumentForm, LoadError } from "../validate/document-form";
import type { KeepOriginal } from "./acquire-transform";
import { SaveRequest } from "./save-transform";

/** What finding a document in a record takes. */
export interface FindParts {
	readonly cloud: CloudPorts;
	readonly journals: JournalReader;
	/** Keeps a record that cannot be used as it is, in quarantine. Yields. */
	keepAside(collection: string, key: string, reason: string, record: StoredRecord): Result<void, StoreFailure>;
	/** Keeps what was stored before it is written in another version. Yields. */
	keepOriginal(collection: Collection<object>, key: string, record: StoredRecord): Result<void, StoreFailure>;
	/** The newest backup of a document that can be used, if there is one; fails if that cannot be told. Yields. */
	rescue<T extends object>(
		collection: Collection<T>,
		key: string,
		form: DocumentForm<T>,
	): Result<{ readonly root: DeepReadonly<T> & object } | undefined, HoldfastError<"cloud">>;
}

/** Which document, and what it is if nothing is stored. */
export interface FindRequest<T extends object> {
	readonly collection: Collection<T>;
	readonly key: string;
	readonly form: DocumentForm<T>;
	readonly defaults: T;
}

/** A document as it was found in the store. */
export interface FoundDocument<T extends object> {
	readonly document: Document<DeepReadonly<T> & object>;
	readonly label: NewLabel;
	readonly newVersion?: SaveRequest["version"];
	/** See {@link UnsavedRoot.keepOriginal}. */
	readonly keepOriginal?: KeepOriginal;
	/** Nil: the record, with what a journal had of it. */
	readonly source?: "default" | "backup";
}

/** Data that a journal leads to, in its stored form. */
export type LateFold = FoldedDocument;

/** The same, which does nothing any more once it has succeeded. */
function keptOnce(keep: KeepOriginal): KeepOriginal {
	let kept = false;
	return () => {
		if (kept) return succeed(undefined);
		const result = keep();
		kept = result.ok;
		return result;
	};
}

/**
 * The document that a record holds, in the newest version and valid. `late` goes before what is stored. May yield, to look
 * for a backup.
 */
export function findDocument<T extends object>(
	parts: FindParts,
	request: FindRequest<T>,
	record: StoredRecord,
	late: LateFold | undefined,
): Result<FoundDocument<T>, LoadError | HoldfastError<"cloud">> {
	const { form, defaults, collection, key } = request;
	const encode = (root: object) => form.encode(root);
	const newest = form.label();
	const inNewest = { label: newest, newVersion: record.schema !== newest.schema ? newest : undefined };
	// What the store gave is nobody else's and frozen as it is.
	const stored = record.data !== undefined ? deepFreeze(record.data as object) : undefined;
	// What is no table is nothing that changes could lead from.
	const known = deepFreeze(ledgerOf(record));
	const confirmed = { root: typeIs(stored, "table") ? stored : undefined, revision: record.revision, ledger: known };
	const ledger = late !== undefined ? ledgerOf(late) : known;
	const keepAside = (reason: string) => parts.keepAside(collection.name, key, reason, record);
	const current = late?.data ?? stored;
	const revision = late?.revision ?? record.revision;
	if (current === undefined) {
		const document = new Document(defaults as DeepReadonly<T> & object, revision, confirmed, encode, ledger);
		return succeed({ document, ...inNewest, source: "default" });
	}
	const loaded = form.load(current, record);
	if (!loaded.ok) {
		if (collection.onInvalid !== "recover") return loaded;
		const rescued = parts.rescue(collection, key, form);
		if (!rescued.ok) return rescued;
		if (rescued.value === undefined) return loaded;
		const document = new Document(rescued.value.root, revision + 1, confirmed, encode, ledger);
		const keepOriginal = keptOnce(() => keepAside(loaded.error.message));
		return succeed({ document, ...inNewest, keepOriginal, source: "backup" });
	}
	const { root, migrated, sanitized } = loaded.value;
	const keepUnsound = () => (sanitized !== undefined ? keepAside(sanitized.message) : succeed(undefined));
	const isOther = migrated !== undefined || sanitized !== undefined;
	const document = new Document(root, isOther ? revision + 1 : revision, confirmed, encode, ledger);
	if (migrated === undefined) {
		const label = { schema: record.schema, readableFrom: record.readableFrom };
		return succeed({ document, label, keepOriginal: sanitized !== undefined ? keptOnce(keepUnsound) : undefined });
	}
	const now = parts.cloud.clock.unixSeconds();
	const { migrations, schema, readableFrom } = migratedRecord(record, migrated, "open", now);
	return succeed({
		document,
		label: { schema, readableFrom },
		newVersion: { migrations, schema, readableFrom },
		keepOriginal: keptOnce(() => {
			const kept = parts.keepOriginal(collection as never, key, record);
			return kept.ok ? keepUnsound() : kept;
		}),
	});
}

/** The journal that could not be read when the document was taken over may be there by now. Yields. */
export function findLateFold(
	{ journals }: FindParts,
	record: StoredRecord,
	collection: string,
	key: string,
): LateFold | undefined {
	const { unfolded } = record;
	if (unfolded === undefined || unfolded.revision !== record.revision) return undefined;
	const entries = journals.entriesOf(unfolded.owner, collection, key);
	if (!entries.ok) return undefined;
	const fold = foldEntry(record, entries.value, unfolded);
	return fold.kind === "folded" ? fold : undefined;
}
