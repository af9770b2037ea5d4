import { deepFreeze } from "../../shared/data/deep-freeze";
import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import { CloudPorts } from "../cloud/ports";
import { RequestScheduler } from "../cloud/request-scheduler";
import { checkKey } from "../store/keys";
import { isRecord, isTooNew } from "../store/record";

/** A document as the DataStore holds it. */
export interface Peeked<T> {
	/** Frozen. */
	readonly data: T;
	readonly revision: number;
	/** Unix seconds of the save that it is from, for display only. */
	readonly savedAt: number;
	/** The server that has it open, by the name it drew at boot; nil when it is free. */
	readonly owner?: string;
}

/** Nil when nothing was saved yet. */
export type PeekResult<T> = Result<
	Peeked<T> | undefined,
	HoldfastError<"invalidKey" | "unreadableRecord" | "newerData" | "cloud">
>;

/** Reads a record past the cache, by one request. Yields. */
export function peekRecord<T>(
	parts: { readonly cloud: CloudPorts; readonly scheduler: RequestScheduler },
	collection: string,
	key: string,
): PeekResult<T> {
	const invalid = checkKey(key, collection);
	if (invalid !== undefined) return fail(invalid);
	const context = { collection, key };
	const read = parts.scheduler.submit<unknown>({
		priority: "open",
		store: collection,
		key,
		cost: "read",
		send: () => parts.cloud.stores.read(collection, key),
	});
	if (!read.ok) {
		return fail(holdfastError("cloud", "The DataStore did not answer.", { ...context, actual: read.error.message }));
	}
	const record = read.value;
	if (record === undefined) return succeed(undefined);
	if (!isRecord(record)) {
		return fail(holdfastError("unreadableRecord", "What is stored here is not a Holdfast record.", context));
	}
	if (isTooNew(record)) {
		return fail(holdfastError("newerData", "A newer version of the game has written this document.", context));
	}
	if (record.data === undefined) return succeed(undefined);
	return succeed({
		data: deepFreeze(record.data as object) as T,
		revision: record.revision,
		savedAt: record.savedAt,
		owner: record.lock?.owner,
	});
}
