import { isSameLeaf } from "../../shared/data/leaf";
import type { Table } from "../../shared/data/table";
import type { ByteReader } from "../byte-reader";
import type { ByteWriter } from "../byte-writer";
import { HashMemo } from "../hash-memo";
import { sortedKeys } from "../table-shape";
import { hashEntry, hashTable, hashValue } from "../value-hash";
import { WireNode } from "../wire-node";
import { haveSameEntries } from "./array-node";
import { readEntries, writeEntries } from "./keyed-form";

const ESCAPE = 0;

/** How many entries there are and one, and the entries in the order of their keys. */
export class MapNode extends WireNode {
	private readonly memo = new HashMemo();

	constructor(
		readonly key: WireNode,
		readonly entry: WireNode,
	) {
		super();
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

	override hash(value: unknown): number {
		if (!typeIs(value, "table")) return hashValue(value);
		const known = this.memo.find(value);
		if (known !== undefined) return known;
		let sum = 0;
		for (const [key, entry] of pairs(value as Table)) sum += hashEntry(key, this.entry.hash(entry));
		return this.memo.keep(value, hashTable(sum));
	}

	override same(left: unknown, right: unknown): boolean {
		if (left === right) return true;
		if (!typeIs(left, "table") || !typeIs(right, "table")) return isSameLeaf(left, right);
		return haveSameEntries(this.entry, left as Table, right as Table);
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
