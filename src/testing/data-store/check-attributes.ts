import { throwDataStoreError } from "./data-store-error";

const METADATA_KEY_MAX = 50;
const METADATA_VALUE_MAX = 250;
const METADATA_TOTAL_MAX = 300;

/** What travels with a value and is cleared by every write that does not pass it again. */
export interface Attributes {
	readonly userIds: ReadonlyArray<number>;
	readonly metadata: Readonly<Record<string, unknown>>;
}

/** User ids are an array of whole numbers; metadata is limited in size (platform.md 2: codes 511, 513). */
export function checkAttributes(userIds: unknown, metadata: unknown): Attributes {
	const ids = (userIds ?? []) as Array<number>;
	if (!typeIs(ids, "table") || !ids.every((id) => typeIs(id, "number") && id % 1 === 0)) {
		throwDataStoreError(513, "Attribute userId format is invalid.");
	}
	const attributes = (metadata ?? {}) as Record<string, unknown>;
	if (!typeIs(attributes, "table")) throwDataStoreError(513, "Attribute metadata format is invalid.");
	let total = 0;
	for (const [key, value] of pairs(attributes)) {
		const [keySize, valueSize] = [tostring(key).size(), tostring(value).size()];
		total += keySize + valueSize;
		if (keySize > METADATA_KEY_MAX || valueSize > METADATA_VALUE_MAX || total > METADATA_TOTAL_MAX) {
			throwDataStoreError(511, `Metadata attribute size exceeds ${METADATA_TOTAL_MAX} limit.`);
		}
	}
	return { userIds: [...ids], metadata: { ...attributes } };
}
