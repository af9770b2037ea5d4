import { MutableTable, sizeOf, Table } from "../../shared/data/table";
import type { ByteReader } from "../byte-reader";
import type { ByteWriter } from "../byte-writer";
import { isList } from "../table-shape";
import { EntriesNode } from "./entries-node";
import { readEntries, readPresent, writeKeyed } from "./keyed-form";

const ESCAPE = 0;
const KEYED = 1;
const LIST = 2;
/** For how many items there is room at once: a list may say of itself that it is long, and each that is inside again. */
const PREPARED_MAX = 64;

/** How many items there are, and the items. A table that is no list travels with its keys. */
export class ArrayNode extends EntriesNode {
	override write(writer: ByteWriter, value: unknown): void {
		if (!typeIs(value, "table")) return this.writeEscaped(writer, value);
		const source = value as Table;
		if (isList(source)) {
			const size = sizeOf(source);
			writer.varint(size + LIST);
			for (const index of $range(1, size)) this.entry.write(writer, source.get(index));
		} else {
			writer.varint(KEYED);
			writeKeyed(writer, source, { entry: this.entry });
		}
	}

	override read(reader: ByteReader): unknown {
		const header = reader.varint();
		if (header === ESCAPE) return this.readEscaped(reader);
		if (header === KEYED) return readEntries(reader, reader.varint(), { entry: this.entry });
		const size = reader.admit(header - LIST);
		const made = table.create<defined>(math.min(size, PREPARED_MAX)) as unknown as MutableTable;
		for (const index of $range(1, size)) made.set(index, readPresent(this.entry, reader));
		return table.freeze(made);
	}

	override escape(writer: ByteWriter): void {
		writer.varint(ESCAPE);
	}

	override fits(value: unknown): boolean {
		if (!typeIs(value, "table") || !isList(value as Table)) return false;
		for (const [, item] of pairs(value as Table)) if (!this.entry.fits(item)) return false;
		return true;
	}

	override leastSize(value: unknown, most: number): number {
		if (!typeIs(value, "table")) return 1;
		let size = 1 + sizeOf(value as Table);
		if (size > most) return size;
		size = 1;
		for (const [, item] of pairs(value as Table)) {
			if (size > most) break;
			size += this.entry.leastSize(item, most - size);
		}
		return size;
	}
}
