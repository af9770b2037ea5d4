import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import type { StoreFailure } from "../cloud/ports";
import type { DocumentName } from "./document-name";
import { isRecord, StoredRecord } from "./record";

/** The record that a read has found, nil if there is none; or why there is none to be had. */
export function recordIn(
	read: Result<unknown, StoreFailure>,
	{ collection, key }: DocumentName,
): Result<StoredRecord | undefined, HoldfastError<"unreadableRecord" | "cloud">> {
	const context = { collection, key };
	if (!read.ok) {
		return fail(holdfastError("cloud", "The DataStore did not answer.", { ...context, actual: read.error.message }));
	}
	const record = read.value;
	if (record === undefined || isRecord(record)) return succeed(record);
	return fail(holdfastError("unreadableRecord", "What is stored here is not a Holdfast record.", context));
}
