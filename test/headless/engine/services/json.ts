import type { Native } from "../../host/native";
import { typeOfValue } from "../userdata";
import { base64Encode } from "./base64";

const DEPTH_MAX = 200;

function refuse(reason: string): never {
	return error(`Can't convert to JSON: ${reason}`, 0) as never;
}

function encodeTable(native: Native, value: Map<unknown, unknown>, depth: number): string {
	if (depth > DEPTH_MAX) refuse("tables cannot be cyclic");
	const items = value as unknown as Array<defined>;
	const parts = new Array<string>();
	// An array wins over string keys beside it, and an empty table is an array: as the engine has it.
	if (items.size() > 0 || value.isEmpty()) {
		for (const index of $range(0, items.size() - 1)) parts.push(encodeJson(native, items[index], depth + 1));
		return `[${parts.join(",")}]`;
	}
	for (const [key, item] of value) {
		if (!typeIs(key, "string") && !typeIs(key, "number")) refuse(`a key cannot be a ${typeOfValue(key)}`);
		parts.push(`${native.jsonEncode(tostring(key))}:${encodeJson(native, item, depth + 1)}`);
	}
	return `{${parts.join(",")}}`;
}

/** JSON as HttpService writes it (platform.md 7). */
export function encodeJson(native: Native, value: unknown, depth = 0): string {
	if (value === undefined) return "null";
	if (typeIs(value, "table")) return encodeTable(native, value as Map<unknown, unknown>, depth);
	if (typeIs(value, "string") && !typeIs(utf8.len(value)[0], "number")) refuse("a string is not valid UTF-8");
	if (typeIs(value, "number") && (value !== value || math.abs(value) === math.huge)) refuse("a number is not finite");
	if (typeIs(value, "string") || typeIs(value, "number") || typeIs(value, "boolean")) return native.jsonEncode(value);
	if (typeIs(value, "buffer")) {
		return `{"m":null,"t":"buffer","base64":${native.jsonEncode(buffer.tostring(base64Encode(value)))}}`;
	}
	return refuse(`${typeOfValue(value)} is not supported`);
}

/** What a JSON text stands for; an error if it is none. */
export function decodeJson(native: Native, text: unknown): unknown {
	const [ok, value] = pcall(native.jsonDecode, text as string);
	return ok ? value : error("Can't parse JSON", 0);
}
