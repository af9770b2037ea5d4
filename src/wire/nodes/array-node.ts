import { isSameLeaf } from "../../shared/data/leaf";
import { MutableTable, sizeOf, Table } from "../../shared/data/table";
import type { ByteReader } from "../byte-reader";
import type { ByteWriter } from "../byte-writer";
import { HashMemo } from "../hash-memo";
import { isList } from "../table-shape";
import { hashEntry, hashTable, hashValue } from "../value-hash";
import { WireNode } from "../wire-node";
import { readEntries, readPresent, writeKeyed } from "./keyed-form";

const ESCAPE = 0;
const KEYED = 1;
const LIST = 2;

/** How many items there are, and the items. A table that is no list travels with its keys. */
export class ArrayNode extends WireNode {
	private readonly memo = new HashMemo();

	constructor(readonly item: WireNode) {
		super();
	}

	override write(writer: ByteWriter, value: unknown): void {
		if (!typeIs(value, "table")) return this.writeEscaped(writer, value);
		const source = value as Table;
		if (isList(source)) {
			const size = sizeOf(source);
			writer.varint(size + LIST);
			for (const index of $range(1, size)) this.item.write(writer, source.get(index));
		} else {
			writer.varint(KEYED);
			writeKeyed(writer, source, { entry: this.item });
		}
	}

	override read(reader: ByteReader): unknown {
		const header = reader.varint();
		if (header === ESCAPE) return this.readEscaped(reader);
		if (header === KEYED) return readEntries(reader, reader.varint(), { entry: this.item });
		const size = reader.admit(header - LIST);
		const made = table.create<defined>(size) as unknown as MutableTable;
		for (const index of $range(1, size)) made.set(index, readPresent(this.item, reader));
		return table.freeze(made);
	}

	override escape(writer: ByteWriter): void {
		writer.varint(ESCAPE);
	}

	override fits(value: unknown): boolean {
		if (!typeIs(value, "table") || !isList(value as Table)) return false;
		for (const [, item] of pairs(value as Table)) if (!this.item.fits(item)) return false;
		return true;
	}

	override hash(value: unknown): number {
		if (!typeIs(value, "table")) return hashValue(value);
		const known = this.memo.find(value);
		if (known !== undefined) return known;
		let sum = 0;
		for (const [key, item] of pairs(value as Table)) sum += hashEntry(key, this.item.hash(item));
		return this.memo.keep(value, hashTable(sum));
	}

	override same(left: unknown, right: unknown): boolean {
		if (left === right) return true;
		if (!typeIs(left, "table") || !typeIs(right, "table")) return isSameLeaf(left, right);
		return haveSameEntries(this.item, left as Table, right as Table);
	}

	override leastSize(value: unknown, most: number): number {
		if (!typeIs(value, "table")) return 1;
		let size = 1 + sizeOf(value as Table);
		if (size > most) return size;
		size = 1;
		for (const [, item] of pairs(value as Table)) {
			if (size > most) break;
			size += this.item.leastSize(item, most - size);
		}
		return size;
	}
}

/** Whether two tables have the same keys, and visibly the same under each. */
export function haveSameEntries(entry: WireNode, left: Table, right: Table): boolean {
	for (const [key, value] of pairs(left)) {
		const other = right.get(key);
		if (other === undefined || !entry.same(value, other)) return false;
	}
	for (const [key] of pairs(right)) if (left.get(key) === undefined) return false;
	return true;
}
