import * as threads from "../threads";

const NUMBER_BYTES = 9;
const BOOLEAN_BYTES = 2;
const NIL_BYTES = 1;
const STRING_HEADER_BYTES = 2;
const TABLE_HEADER_BYTES = 2;
const KEY_HEADER_BYTES = 1;
const BUFFER_HEADER_BYTES = 3;
// Instances and datatypes: three numbers of four bytes and a tag, whichever it is.
const OTHER_BYTES = 13;

/** Bytes of one event beside its arguments, by the side that sends it. */
export const EVENT_HEADER_BYTES = { toClient: 9, toServer: 14 };

function tableSize(value: Map<unknown, unknown>): number {
	const isArray = (value as unknown as Array<unknown>).size() > 0;
	let bytes = TABLE_HEADER_BYTES;
	for (const [key, item] of value) {
		if (!isArray) bytes += typeIs(key, "string") ? KEY_HEADER_BYTES + key.size() : NUMBER_BYTES;
		bytes += valueSize(item);
	}
	return bytes;
}

function valueSize(value: unknown): number {
	if (value === undefined) return NIL_BYTES;
	if (typeIs(value, "number")) return NUMBER_BYTES;
	if (typeIs(value, "boolean")) return BOOLEAN_BYTES;
	if (typeIs(value, "string")) return STRING_HEADER_BYTES + value.size();
	if (typeIs(value, "buffer")) return BUFFER_HEADER_BYTES + buffer.len(value);
	return typeIs(value, "table") ? tableSize(value as Map<unknown, unknown>) : OTHER_BYTES;
}

/** What the arguments of an event weigh, by a model of the engine's encoding: for comparing, not for billing. */
export function payloadSize(values: threads.Packed): number {
	let bytes = 0;
	for (let index = 1; index <= values.n; index += 1) bytes += valueSize(values[index]);
	return bytes;
}
