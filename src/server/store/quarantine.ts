import { Result } from "../../shared/result";
import { CloudPorts, StoreFailure } from "../cloud/ports";
import { RequestScheduler } from "../cloud/request-scheduler";
import { quarantineKey } from "./keys";

const KEPT_MAX = 5;

/** Something of a document that could not be used, and why. */
export interface Quarantined {
	readonly reason: string;
	/** Unix seconds, for display only. */
	readonly at: number;
	readonly value: unknown;
}

/**
 * Keeps what belongs to a document and cannot be used, beside it, so that a person can look at it: nothing is thrown away
 * in silence. The last five are kept. Yields.
 */
export function quarantine(
	parts: { readonly cloud: CloudPorts; readonly scheduler: RequestScheduler },
	collection: string,
	key: string,
	reason: string,
	value: unknown,
): Result<void, StoreFailure> {
	const found: Quarantined = { reason, at: parts.cloud.clock.unixSeconds(), value };
	const ownKey = quarantineKey(key);
	return parts.scheduler.submit({
		priority: "backup",
		store: collection,
		key: ownKey,
		cost: "update",
		send: () =>
			parts.cloud.stores.update(collection, ownKey, (stored, userIds) => {
				const items = typeIs(stored, "table") ? ((stored as { items?: Array<Quarantined> }).items ?? []) : [];
				const kept = [...items, found];
				while (kept.size() > KEPT_MAX) kept.shift();
				return { value: { items: kept }, userIds };
			}),
	});
}
