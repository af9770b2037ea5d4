import { MutableTable, Table } from "../../shared/data/table";
import type { ByteReader } from "../byte-reader";
import type { ByteWriter } from "../byte-writer";
import { HashMemo } from "../hash-memo";
import { sortedKeys } from "../table-shape";
import { hashValue } from "../value-hash";
import { WireNode } from "../wire-node";
import { readEntries, readKey, writeKeyed } from "./keyed-form";

const ESCAPE = 0;
const KEYED = 1;
const SET = 2;

/** How many members there are, and the members in their order. What is marked otherwise than by `true` keeps its mark. */
export class SetNode extends WireNode {
	private readonly memo = new HashMemo();

	constructor(readonly item: WireNode) {
		super();
	}

	override write(writer: ByteWriter, value: unknown): void {
		if (!typeIs(value, "table")) return this.writeEscaped(writer, value);
		const source = value as Table;
		if (isSet(source)) {
			const members = sortedKeys(source);
			writer.varint(members.size() + SET);
			for (const member of members) this.item.write(writer, member);
		} else {
			writer.varint(KEYED);
			writeKeyed(writer, source, { key: this.item });
		}
	}

	override read(reader: ByteReader): unknown {
		const header = reader.varint();
		if (header === ESCAPE) return this.readEscaped(reader);
		if (header === KEYED) return readEntries(reader, reader.varint(), { key: this.item });
		const count = reader.admit(header - SET);
		const made: MutableTable = new Map();
		for (const _ of $range(1, count)) made.set(readKey(reader, this.item), true);
		return table.freeze(made);
	}

	override escape(writer: ByteWriter): void {
		writer.varint(ESCAPE);
	}

	override fits(value: unknown): boolean {
		if (!typeIs(value, "table") || !isSet(value as Table)) return false;
		for (const [member] of pairs(value as Table)) if (!this.item.fits(member)) return false;
		return true;
	}

	override hash(value: unknown): number {
		if (!typeIs(value, "table")) return hashValue(value);
		return this.memo.find(value) ?? this.memo.keep(value, hashValue(value));
	}

	override leastSize(value: unknown, most: number): number {
		if (!typeIs(value, "table")) return 1;
		let size = 1;
		for (const [member] of pairs(value as Table)) {
			if (size > most) break;
			size += this.item.leastSize(member, most);
		}
		return size;
	}
}

/** Whether all there is under the keys of a table is `true`. */
export function isSet(value: Table): boolean {
	for (const [, mark] of pairs(value)) if (mark !== true) return false;
	return true;
}
