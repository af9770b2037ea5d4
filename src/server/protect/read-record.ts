import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import { StoredRecord } from "../store/record";
import { recordIn } from "../store/record-in";
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
	const found = recordIn(
		readSettled((name) => store.read(name.collection, name.key), context),
		context,
	);
	if (!found.ok || found.value === undefined) return found;
	const record = found.value;
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
