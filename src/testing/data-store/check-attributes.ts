import { DEFAULT_SWITCHES } from "../cloud-options";
import { throwDataStoreError } from "./data-store-error";
import { jsonImage } from "./json-image";

const METADATA_KEY_MAX = 50;
const METADATA_VALUE_MAX = 250;
const METADATA_TOTAL_MAX = 300;

/** What travels with a value and is cleared by every write that does not pass it again. Deeply frozen. */
export interface Attributes {
	readonly userIds: ReadonlyArray<number>;
	readonly metadata: Readonly<Record<string, unknown>>;
}

/** What a write has that passes nothing. */
export const NO_ATTRIBUTES: Attributes = table.freeze({ userIds: table.freeze([]), metadata: table.freeze({}) });

function checkUserIds(userIds: unknown, countMax: number): ReadonlyArray<number> {
	if (!typeIs(userIds, "table")) throwDataStoreError(513, "Attribute userId format is invalid.");
	const ids = userIds as Record<number, unknown>;
	let count = 0;
	for (const [index, id] of pairs(ids)) {
		count += 1;
		const valid = typeIs(index, "number") && typeIs(id, "number") && id % 1 === 0;
		if (!valid) throwDataStoreError(513, "Attribute userId format is invalid.");
	}
	if (count !== (userIds as Array<unknown>).size()) throwDataStoreError(513, "Attribute userId format is invalid.");
	if (count > countMax) throwDataStoreError(512, `UserID size exceeds ${countMax} limit.`);
	return table.freeze(table.clone(ids)) as ReadonlyArray<number>;
}

function metadataSize(value: unknown): number {
	return typeIs(value, "string") ? value.size() : jsonImage(value).size;
}

function tooLarge(limit: number): never {
	return throwDataStoreError(511, `Metadata attribute size exceeds ${limit} limit.`);
}

function checkMetadata(metadata: unknown): Attributes["metadata"] {
	if (!typeIs(metadata, "table")) throwDataStoreError(513, "Attribute metadata format is invalid.");
	let total = 0;
	for (const [key, value] of pairs(metadata as object)) {
		if (!typeIs(key, "string")) throwDataStoreError(513, "Attribute metadata format is invalid.");
		const [keySize, valueSize] = [(key as string).size(), metadataSize(value)];
		total += keySize + valueSize;
		if (keySize > METADATA_KEY_MAX) tooLarge(METADATA_KEY_MAX);
		if (valueSize > METADATA_VALUE_MAX) tooLarge(METADATA_VALUE_MAX);
	}
	if (total > METADATA_TOTAL_MAX) tooLarge(METADATA_TOTAL_MAX);
	return jsonImage(metadata).value as Attributes["metadata"];
}

/**
 * User ids are an array of whole numbers, how many at most is not documented; metadata is a dictionary of limited size
 * (platform.md 2: codes 511 to 513).
 */
export function checkAttributes(
	userIds: unknown,
	metadata: unknown,
	userIdsMax = DEFAULT_SWITCHES.userIdsMax,
): Attributes {
	if (userIds === undefined && metadata === undefined) return NO_ATTRIBUTES;
	return table.freeze({
		userIds: checkUserIds(userIds ?? [], userIdsMax),
		metadata: checkMetadata(metadata ?? {}),
	});
}
