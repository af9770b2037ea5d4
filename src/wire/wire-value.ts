import { t } from "@rbxts/t";

import type { Datatype } from "../schema/kinds/datatype-kind";
import { CFRAME, COLOR3, UDIM2, VECTOR2, VECTOR3 } from "../schema/kinds/datatypes";
import { MutableTable, sizeOf, Table } from "../shared/data/table";
import type { ByteReader } from "./byte-reader";
import type { ByteWriter } from "./byte-writer";
import { malformed } from "./malformed";
import { isWhole, readFloats, writeFloats } from "./numbers";
import { isKey, isList, sortedKeys } from "./table-shape";

/** What the first byte of a value without a schema says. The numbers are part of the form: new ones are added at the end. */
const enum Tag {
	Nil,
	False,
	True,
	Whole,
	Number,
	Text,
	Buffer,
	List,
	Dictionary,
	Vector2,
	Vector3,
	CFrame,
	Color3,
	UDim2,
	DateTime,
	EnumItem,
	Enclosing,
}

/**
 * What `readValue` gives for "not this value, but the one around it is what it should not be". An object without a byte
 * of its own says so in the place of its first field (see `ObjectNode`).
 */
export const ENCLOSING = table.freeze({ enclosing: true });

/** Writes any storable value, datatypes of the engine too. Ends in an error for what no document holds. */
export function writeValue(writer: ByteWriter, value: unknown): void {
	if (value === undefined) writer.u8(Tag.Nil);
	else if (typeIs(value, "boolean")) writer.u8(value ? Tag.True : Tag.False);
	else if (typeIs(value, "string")) {
		writer.u8(Tag.Text);
		writer.text(value);
	} else if (isWhole(value)) {
		writer.u8(Tag.Whole);
		writer.signed(value);
	} else if (typeIs(value, "number")) {
		writer.u8(Tag.Number);
		writer.f64(value);
	} else if (typeIs(value, "buffer")) {
		writer.u8(Tag.Buffer);
		writer.bytes(value);
	} else if (typeIs(value, "table")) writeTable(writer, value as Table);
	else writeDatatype(writer, value);
}

/** Says that it is the value around this one that follows. */
export function writeEnclosing(writer: ByteWriter): void {
	writer.u8(Tag.Enclosing);
}

/** Reads what `writeValue` wrote, frozen; `ENCLOSING` for that mark. */
export function readValue(reader: ByteReader): unknown {
	const tag = reader.u8() as Tag;
	switch (tag) {
		case Tag.Nil:
			return undefined;
		case Tag.False:
			return false;
		case Tag.True:
			return true;
		case Tag.Whole:
			return reader.signed();
		case Tag.Number:
			return reader.f64();
		case Tag.Text:
			return reader.text();
		case Tag.Buffer:
			return reader.bytes();
		case Tag.List:
		case Tag.Dictionary:
			return readTable(reader, tag === Tag.List);
		case Tag.Enclosing:
			return ENCLOSING;
		default:
			return readDatatype(reader, tag);
	}
}

function writeTable(writer: ByteWriter, value: Table): void {
	writer.enter();
	if (isList(value)) {
		const size = sizeOf(value);
		writer.u8(Tag.List);
		writer.varint(size);
		for (const index of $range(1, size)) writeValue(writer, value.get(index));
	} else {
		const keys = sortedKeys(value);
		writer.u8(Tag.Dictionary);
		writer.varint(keys.size());
		for (const key of keys) {
			writeValue(writer, key);
			writeValue(writer, value.get(key));
		}
	}
	writer.leave();
}

function readTable(reader: ByteReader, asList: boolean): Table {
	reader.enter();
	const made: MutableTable = new Map();
	const count = reader.count();
	for (const index of $range(1, count)) {
		const key = asList ? index : readValue(reader);
		if (!isKey(key)) return malformed("a key that is none");
		const value = readValue(reader);
		if (value === undefined || value === ENCLOSING) malformed("nothing where a value has to be");
		made.set(key, value);
	}
	reader.leave();
	return table.freeze(made);
}

function writeDatatype(writer: ByteWriter, value: unknown): void {
	if (typeIs(value, "DateTime")) {
		writer.u8(Tag.DateTime);
		writer.f64(value.UnixTimestampMillis);
	} else if (typeIs(value, "EnumItem")) {
		writer.u8(Tag.EnumItem);
		// Its text is the name, with or without what it is a name in.
		writer.text(tostring(value.EnumType).match("[^.]+$")[0] as string);
		writer.text(value.Name);
	} else {
		const tag = tagOf(value);
		if (tag === undefined) error(`a value of type ${typeOf(value)} cannot be sent`);
		writer.u8(tag);
		writeFloats(writer, datatypeOf(tag)!.toNumbers(value as never));
	}
}

function readDatatype(reader: ByteReader, tag: Tag): unknown {
	if (tag === Tag.DateTime) return DateTime.fromUnixTimestampMillis(reader.f64());
	if (tag === Tag.EnumItem) {
		const enumeration = (Enum as unknown as Record<string, unknown>)[reader.text()];
		const name = reader.text();
		const items = typeIs(enumeration, "Enum") ? enumeration.GetEnumItems() : [];
		return items.find((item) => item.Name === name) ?? malformed("no item of an enum");
	}
	const datatype = datatypeOf(tag);
	return datatype ? datatype.fromNumbers(readFloats(reader, datatype.size)) : malformed("a value of no known type");
}

function tagOf(value: unknown): Tag | undefined {
	if (t.Vector3(value)) return Tag.Vector3;
	if (t.Vector2(value)) return Tag.Vector2;
	if (t.CFrame(value)) return Tag.CFrame;
	if (t.Color3(value)) return Tag.Color3;
	return t.UDim2(value) ? Tag.UDim2 : undefined;
}

function datatypeOf(tag: Tag): Datatype<unknown> | undefined {
	if (tag === Tag.Vector2) return VECTOR2 as Datatype<unknown>;
	if (tag === Tag.Vector3) return VECTOR3 as Datatype<unknown>;
	if (tag === Tag.CFrame) return CFRAME as Datatype<unknown>;
	if (tag === Tag.Color3) return COLOR3 as Datatype<unknown>;
	return tag === Tag.UDim2 ? (UDIM2 as Datatype<unknown>) : undefined;
}
