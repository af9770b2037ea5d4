import { ErrorKind } from "../../../shared/errors";
import { Result } from "../../../shared/result";
import { StoreFailure } from "../../cloud/ports";
import { StoredRecord } from "../../store/record";
import { isUndecided } from "../../transact/markers";
import { VisitKind } from "./checkpoint";
import { GlobalParts } from "./global-parts";
import { persist } from "./persist";

/** What became of one document. */
export type Visit =
	| { readonly kind: Exclude<VisitKind, "failed"> }
	| { readonly kind: "failed"; readonly reason: ErrorKind; readonly message: string };

export function failed(reason: ErrorKind, message: string): Visit {
	return { kind: "failed", reason, message };
}

/** Yields. */
export function readStored({ cloud, scheduler, collection }: GlobalParts, key: string): Result<unknown, StoreFailure> {
	const send = () => cloud.stores.read(collection, key);
	return persist(scheduler, { store: collection, key, cost: "read", send });
}

/** Ends what transactions have left in the record of a document that nobody has open. True: something was there to end. Yields. */
export function settleParts(parts: GlobalParts, key: string, record: StoredRecord): boolean {
	if (record.lock !== undefined || !isUndecided(record)) return false;
	const settled = parts.settle?.({ collection: parts.collection, key });
	return settled?.ok === true && settled.value;
}

/**
 * A document that a session has, or that something needs as it is: a transaction that is not decided here, a journal that
 * may still be found. Its owner, or its next one, sees to it.
 */
export function isInUse(record: StoredRecord): boolean {
	return record.lock !== undefined || record.unfolded !== undefined || isUndecided(record);
}
