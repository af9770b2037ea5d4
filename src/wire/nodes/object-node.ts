import { isSameLeaf } from "../../shared/data/leaf";
import { MutableTable, sizeOf, Table } from "../../shared/data/table";
import type { ByteReader } from "../byte-reader";
import type { ByteWriter } from "../byte-writer";
import { HashMemo } from "../hash-memo";
import { malformed } from "../malformed";
import { hashEntry, hashTable, hashValue } from "../value-hash";
import { WireNode } from "../wire-node";
import { ENCLOSING, writeEnclosing } from "../wire-value";
import { readInner } from "./keyed-form";

/** A visible field. */
export interface WireField {
	readonly name: string;
	readonly node: WireNode;
	readonly optional: boolean;
}

const ESCAPE = 1;

/**
 * The visible fields in their order, without names. If some may be absent, bits come first: whether this is no object, and
 * for each of these fields whether it is there. If none may, nothing comes first, and what is no object says so in the
 * form of its first field. A field that is missing although it must not be is written as nothing, by its own escape.
 */
export class ObjectNode extends WireNode {
	private readonly optional: ReadonlyArray<WireField>;
	private readonly hasBits: boolean;
	private readonly memo = new HashMemo();

	constructor(readonly fields: ReadonlyArray<WireField>) {
		super();
		this.optional = fields.filter((field) => field.optional);
		this.hasBits = fields.isEmpty() || !this.optional.isEmpty();
	}

	override write(writer: ByteWriter, value: unknown): void {
		if (!typeIs(value, "table")) return this.writeEscaped(writer, value);
		const source = value as Table;
		if (this.hasBits) this.writeBits(writer, source);
		for (const { name, node, optional } of this.fields) {
			const found = source.get(name);
			if (found !== undefined || !optional) node.write(writer, found);
		}
	}

	override read(reader: ByteReader): unknown {
		if (this.hasBits) return this.readByBits(reader);
		const fields = this.fields;
		const first = fields[0].node.read(reader);
		if (first === ENCLOSING) return this.readEscaped(reader);
		const made: MutableTable = new Map();
		made.set(fields[0].name, first);
		for (const index of $range(1, fields.size() - 1)) {
			made.set(fields[index].name, readInner(fields[index].node, reader));
		}
		return table.freeze(made);
	}

	override escape(writer: ByteWriter): void {
		if (this.hasBits) return writer.u8(ESCAPE);
		this.fields[0].node.escape(writer);
		writeEnclosing(writer);
	}

	override fits(value: unknown): boolean {
		if (!typeIs(value, "table") || sizeOf(value as Table) > 0) return false;
		for (const { name, node, optional } of this.fields) {
			const found = (value as Table).get(name);
			if (found === undefined ? !optional : !node.fits(found)) return false;
		}
		return true;
	}

	/** How many of its fields a table has. */
	countPresent(value: Table): number {
		let count = 0;
		for (const { name } of this.fields) if (value.get(name) !== undefined) count += 1;
		return count;
	}

	override hash(value: unknown): number {
		if (!typeIs(value, "table")) return hashValue(value);
		const known = this.memo.find(value);
		if (known !== undefined) return known;
		let sum = 0;
		for (const { name, node } of this.fields) {
			const found = (value as Table).get(name);
			if (found !== undefined) sum += hashEntry(name, node.hash(found));
		}
		return this.memo.keep(value, hashTable(sum));
	}

	override same(left: unknown, right: unknown): boolean {
		if (left === right) return true;
		if (!typeIs(left, "table") || !typeIs(right, "table")) return isSameLeaf(left, right);
		for (const { name, node } of this.fields) {
			if (!node.same((left as Table).get(name), (right as Table).get(name))) return false;
		}
		return true;
	}

	override leastSize(value: unknown, most: number): number {
		if (!typeIs(value, "table")) return 1;
		let size = this.hasBits ? 1 : 0;
		for (const { name, node, optional } of this.fields) {
			if (size > most) break;
			const found = (value as Table).get(name);
			if (found !== undefined || !optional) size += node.leastSize(found, most - size);
		}
		return size;
	}

	private readByBits(reader: ByteReader): unknown {
		const first = reader.u8();
		if (first === ESCAPE) return this.readEscaped(reader);
		if (first % 2 === ESCAPE) malformed("an object that is none and has fields");
		const more = reader.take(math.floor(this.optional.size() / 8));
		const made: MutableTable = new Map();
		let bit = 0;
		for (const { name, node, optional } of this.fields) {
			if (optional) {
				bit += 1;
				const byte = bit < 8 ? first : buffer.readu8(more, math.floor(bit / 8) - 1);
				if (bit32.extract(byte, bit % 8) === 0) continue;
			}
			made.set(name, readInner(node, reader));
		}
		return table.freeze(made);
	}

	private writeBits(writer: ByteWriter, source: Table): void {
		let bits = 0;
		let bit = 2;
		for (const { name } of this.optional) {
			if (bit === 256) {
				writer.u8(bits);
				[bits, bit] = [0, 1];
			}
			if (source.get(name) !== undefined) bits += bit;
			bit *= 2;
		}
		writer.u8(bits);
	}
}
