import { ErrorKind } from "../../../shared/errors";
import { Result } from "../../../shared/result";
import { StoreFailure } from "../../cloud/ports";
import { StoredRecord } from "../../store/record";
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

/**
 * A document that a session has, or that something needs as it is: a transaction that is not decided here, a journal that
 * may still be found. Its owner, or its next one, sees to it.
 */
export function isInUse(record: StoredRecord): boolean {
	const { prepared } = record as { readonly prepared?: object };
	if (record.lock !== undefined || record.unfolded !== undefined) return true;
	return prepared !== undefined && next(prepared)[0] !== undefined;
}
