import type { Key, MutableTable, Table } from "../../shared/data/table";
import type { ByteReader } from "../byte-reader";
import type { ByteWriter } from "../byte-writer";
import { malformed } from "../malformed";
import { isKey, sortedKeys } from "../table-shape";
import type { WireNode } from "../wire-node";
import { ENCLOSING, readValue, writeValue } from "../wire-value";

/** What keys and values of a table are written by; without one they are tagged. */
export interface EntryNodes {
	readonly key?: WireNode;
	readonly entry?: WireNode;
}

/** Writes the entries of a table under these keys; how many there are is written already. */
export function writeEntries(writer: ByteWriter, source: Table, keys: ReadonlyArray<Key>, nodes: EntryNodes): void {
	const { key, entry } = nodes;
	for (const name of keys) {
		if (key) key.write(writer, name);
		else writeValue(writer, name);
		if (entry) entry.write(writer, source.get(name));
		else writeValue(writer, source.get(name));
	}
}

/** Writes the entries of any table in the order of the keys, and how many there are. */
export function writeKeyed(writer: ByteWriter, source: Table, nodes: EntryNodes): void {
	const keys = sortedKeys(source);
	writer.varint(keys.size());
	writeEntries(writer, source, keys, nodes);
}

/** Reads so many entries into a frozen table. */
export function readEntries(reader: ByteReader, count: number, nodes: EntryNodes): Table {
	reader.admit(count * 2);
	const made: MutableTable = new Map();
	for (const _ of $range(1, count)) {
		const name = readKey(reader, nodes.key);
		made.set(name, readPresent(nodes.entry, reader));
	}
	return table.freeze(made);
}

/** Reads a key; what cannot be one in a document is an error. */
export function readKey(reader: ByteReader, key: WireNode | undefined): Key {
	const name = readInner(key, reader);
	return isKey(name) ? name : malformed("a key that is none");
}

/** Reads a value that has no business to say anything of the one around it. */
export function readInner(node: WireNode | undefined, reader: ByteReader): unknown {
	const value = node ? node.read(reader) : readValue(reader);
	return value === ENCLOSING ? malformed("a mark in a place where it has no meaning") : value;
}

/** Reads a value that has to be there: the item of a list, or an entry. */
export function readPresent(node: WireNode | undefined, reader: ByteReader): defined {
	const value = readInner(node, reader);
	return value === undefined ? malformed("nothing where a value has to be") : (value as defined);
}
