import { Result } from "../../shared/result";
import type { DocumentName } from "../store/document-name";
import { CloudPorts, StoreFailure, StoreTransform } from "./ports";
import type { Priority, RequestScheduler } from "./request-scheduler";

/** What requests take. */
export interface StoreAccess {
	readonly cloud: CloudPorts;
	readonly scheduler: RequestScheduler;
}

/** What is stored, past the cache, by one request when it is its turn. Yields. */
export function readOnce(
	{ cloud, scheduler }: StoreAccess,
	{ collection: store, key }: DocumentName,
	priority: Priority,
): Result<unknown, StoreFailure> {
	const send = () => cloud.stores.read(store, key);
	return scheduler.submit<unknown>({ priority, store, key, cost: "read", send });
}

/** One UpdateAsync when it is its turn. Yields. */
export function updateOnce(
	{ cloud, scheduler }: StoreAccess,
	{ collection: store, key }: DocumentName,
	priority: Priority,
	transform: StoreTransform,
): Result<void, StoreFailure> {
	const send = () => cloud.stores.update(store, key, transform);
	return scheduler.submit<void>({ priority, store, key, cost: "update", send });
}
