import { isArray, Key, Table } from "../../shared/data/table";

// What JSON does not write as it is.
const SPECIAL = '[%c"\\]';

/**
 * The one text of a value, whatever order its keys come in: JSON with sorted keys. The engine's own order is not stable.
 * Numbers have 15 digits: what a double keeps through any writer of JSON that deserves the name.
 */
export function canonicalText(value: unknown): string {
	const pieces = new Array<string>();
	write(value, pieces);
	return pieces.join("");
}

function write(value: unknown, pieces: Array<string>): void {
	if (typeIs(value, "table")) {
		const content = value as Table;
		if (isArray(content)) writeList(content as unknown as ReadonlyArray<unknown>, pieces);
		else writeMap(content, pieces);
	} else if (typeIs(value, "string")) {
		pieces.push(quoted(value));
	} else if (typeIs(value, "number")) {
		// Minus zero is stored as zero by some writers.
		pieces.push("%.15g".format(value === 0 ? 0 : value));
	} else if (typeIs(value, "buffer")) {
		pieces.push(`buffer${quoted(buffer.tostring(value))}`);
	} else {
		pieces.push(tostring(value));
	}
}

function writeList(list: ReadonlyArray<unknown>, pieces: Array<string>): void {
	pieces.push("[");
	for (let index = 0; index < list.size(); index += 1) {
		if (index > 0) pieces.push(",");
		write(list[index], pieces);
	}
	pieces.push("]");
}

function writeMap(map: Table, pieces: Array<string>): void {
	const keys = new Array<{ readonly key: Key; readonly text: string }>();
	// A number as a key is stored as text.
	for (const [key] of pairs(map)) keys.push({ key, text: tostring(key) });
	keys.sort((a, b) => a.text < b.text);
	pieces.push("{");
	keys.forEach(({ key, text }, index) => {
		pieces.push(`${index > 0 ? "," : ""}${quoted(text)}:`);
		write(map.get(key), pieces);
	});
	pieces.push("}");
}

function quoted(text: string): string {
	if (text.find(SPECIAL)[0] === undefined) return `"${text}"`;
	const [escaped] = text.gsub(SPECIAL, (character: string) => "\\u%04x".format(character.byte()[0]));
	return `"${escaped}"`;
}
