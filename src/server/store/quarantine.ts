import { isEqual } from "../../shared/data/equal";
import { jsonSize } from "../../shared/data/json-size";
import { Result } from "../../shared/result";
import { CloudPorts, StoreFailure } from "../cloud/ports";
import { RequestScheduler } from "../cloud/request-scheduler";
import { quarantineKey } from "./keys";
import { isRecord } from "./record";

const KEPT_MAX = 5;
/** Characters of JSON that they may have together, if there is more than one: a key takes 4,194,304. */
const SIZE_MAX = 4_100_000;

/** Something of a document that could not be used, and why. */
export interface Quarantined {
	/** Of this item, among those of its document. */
	readonly id: string;
	readonly reason: string;
	/** Unix seconds, for display only. */
	readonly at: number;
	readonly value: unknown;
}

/** What is in a quarantine as it is stored, oldest first. */
export function quarantinedIn(stored: unknown): ReadonlyArray<Quarantined> {
	return typeIs(stored, "table") ? ((stored as { items?: Array<Quarantined> }).items ?? []) : [];
}

/** Of records it is their data that matters: each open that is refused leaves another epoch. */
function isSameFind(known: unknown, value: unknown): boolean {
	return isRecord(known) && isRecord(value) ? isEqual(known.data, value.data) : isEqual(known, value);
}

/**
 * Keeps what belongs to a document and cannot be used, beside it, so that a person can look at it: nothing is thrown away
 * in silence. The last five are kept, or fewer where a key cannot hold them. Yields.
 */
export function quarantine(
	parts: { readonly cloud: CloudPorts; readonly scheduler: RequestScheduler },
	collection: string,
	key: string,
	reason: string,
	value: unknown,
): Result<void, StoreFailure> {
	const { cloud, scheduler } = parts;
	const found: Quarantined = { id: cloud.createId(), reason, at: cloud.clock.unixSeconds(), value };
	const ownKey = quarantineKey(key);
	return scheduler.submit({
		priority: "backup",
		store: collection,
		key: ownKey,
		cost: "update",
		send: () =>
			cloud.stores.update(collection, ownKey, (stored, userIds) => {
				const known = quarantinedIn(stored);
				// Found again, or a try of before was applied after all.
				if (known.some((item) => isSameFind(item.value, value))) return undefined;
				const kept = [...known, found];
				while (kept.size() > KEPT_MAX || (kept.size() > 1 && jsonSize(kept, SIZE_MAX) > SIZE_MAX)) kept.shift();
				return { value: { items: kept }, userIds };
			}),
	});
}
