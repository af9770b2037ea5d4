import type { Table } from "../../shared/data/table";
import type { ByteReader } from "../byte-reader";
import type { ByteWriter } from "../byte-writer";
import { sortedKeys } from "../table-shape";
import type { WireNode } from "../wire-node";
import { EntriesNode } from "./entries-node";
import { readEntries, writeEntries } from "./keyed-form";

const ESCAPE = 0;

/** How many entries there are and one, and the entries in the order of their keys. */
export class MapNode extends EntriesNode {
	constructor(
		readonly key: WireNode,
		entry: WireNode,
	) {
		super(entry);
	}

	override write(writer: ByteWriter, value: unknown): void {
		if (!typeIs(value, "table")) return this.writeEscaped(writer, value);
		const keys = sortedKeys(value as Table);
		writer.varint(keys.size() + 1);
		writeEntries(writer, value as Table, keys, this);
	}

	override read(reader: ByteReader): unknown {
		const header = reader.varint();
		if (header === ESCAPE) return this.readEscaped(reader);
		return readEntries(reader, header - 1, this);
	}

	override escape(writer: ByteWriter): void {
		writer.varint(ESCAPE);
	}

	override fits(value: unknown): boolean {
		if (!typeIs(value, "table")) return false;
		for (const [key, entry] of pairs(value as Table)) {
			if (!this.key.fits(key) || !this.entry.fits(entry)) return false;
		}
		return true;
	}

	override leastSize(value: unknown, most: number): number {
		if (!typeIs(value, "table")) return 1;
		let size = 1;
		for (const [key, entry] of pairs(value as Table)) {
			if (size > most) break;
			size += this.key.leastSize(key, most) + this.entry.leastSize(entry, most - size);
		}
		return size;
	}
}
