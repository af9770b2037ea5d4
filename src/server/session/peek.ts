import { DeepReadonly } from "../../shared/data/deep-readonly";
import { HoldfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import { readOnce, StoreAccess } from "../cloud/store-access";
import { checkKey } from "../store/keys";
import { recordIn } from "../store/record-in";
import { readSettled } from "../transact/read-settled";
import { DocumentForm, LoadError } from "../validate/document-form";

/** A document as the DataStore holds it. */
export interface Peeked<T> {
	/** Frozen, and in the newest version, as an open would give it. */
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
	HoldfastError<"invalidKey" | "unreadableRecord" | "cloud"> | LoadError
>;

/** Reads a record past the cache, by one request; one more for each transaction that is being saved. Yields. */
export function peekRecord<T extends object>(
	parts: StoreAccess,
	form: DocumentForm<T>,
	collection: string,
	key: string,
): PeekResult<DeepReadonly<T>> {
	const invalid = checkKey(key, collection);
	if (invalid !== undefined) return fail(invalid);
	const context = { collection, key };
	const found = recordIn(
		readSettled((name) => readOnce(parts, name, "open"), context),
		context,
	);
	if (!found.ok) return found;
	const record = found.value;
	if (record === undefined) return succeed(undefined);
	if (record.data === undefined) return succeed(undefined);
	const loaded = form.load(record.data as object, record);
	if (!loaded.ok) return fail({ ...loaded.error, context: { ...loaded.error.context, ...context } });
	return succeed({
		data: loaded.value.root,
		revision: record.revision,
		savedAt: record.savedAt,
		owner: record.lock?.owner,
	});
}
