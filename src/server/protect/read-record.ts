import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import { isRecord, StoredRecord } from "../store/record";
import { readSettled } from "../transact/read-settled";
import { DocumentAddress } from "./document-address";
import { OpenSnapshot } from "./open-documents";
import { PatientStore } from "./patient-store";

/** Why a record is not to be had. */
export type RecordError = HoldfastError<"unreadableRecord" | "newerData" | "cloud">;

/** A document's record as it is stored; nil if there is none. Yields. */
export function readRecord(
	store: PatientStore,
	address: DocumentAddress,
): Result<StoredRecord | undefined, RecordError> {
	const context = { collection: address.collection.name, key: address.key };
	const read = readSettled((name, key) => store.read(name, key), context);
	if (!read.ok) {
		return fail(holdfastError("cloud", "The DataStore did not answer.", { ...context, actual: read.error.message }));
	}
	const record = read.value;
	if (record === undefined) return succeed(undefined);
	if (!isRecord(record)) {
		return fail(holdfastError("unreadableRecord", "What is stored here is not a Holdfast record.", context));
	}
	if (!address.versions.mayOpen(record)) {
		return fail(holdfastError("newerData", "A newer version of the game has written this document.", context));
	}
	return succeed(record);
}

/** The data of a record, as far as it has some. */
export function stateOf(record: StoredRecord | undefined): OpenSnapshot | undefined {
	if (record === undefined || !typeIs(record.data, "table")) return undefined;
	const { data, ledger, schema, readableFrom, revision } = record;
	return { data, ledger, schema, readableFrom, revision };
}
