import { isArray, sizeOf, Table } from "../shared/data/table";

const TEXT_SHOWN_MAX = 40;

/** What a value is, for messages: never longer than a line, whatever the value is. */
export function describeValue(value: unknown): string {
	if (value === undefined) return "nothing";
	if (typeIs(value, "string")) {
		const [length] = utf8.len(value);
		if (!typeIs(length, "number")) return `${value.size()} bytes that are not UTF-8`;
		if (length <= TEXT_SHOWN_MAX) return `"${value}"`;
		return `"${value.sub(1, utf8.offset(value, TEXT_SHOWN_MAX + 1)! - 1)}…" (${length} characters)`;
	}
	if (typeIs(value, "number") || typeIs(value, "boolean") || typeIs(value, "EnumItem")) return tostring(value);
	if (!typeIs(value, "table")) return typeOf(value);
	const source = value as Table;
	if (next(source)[0] === undefined) return "an empty table";
	return isArray(source) ? `a list of ${sizeOf(source)}` : "a table";
}
