import type { Check } from "../../schema/kind";
import type { ByteReader } from "../byte-reader";
import { ByteWriter, unzigzag, zigzag } from "../byte-writer";
import { isWhole } from "../numbers";
import { WireNode } from "../wire-node";

const ESCAPE = 0;
const AS_F64 = 1;
const AS_F32 = 2;
const WHOLE = 3;

/** Any number: what is whole is short, and what is as exact in four bytes takes four. */
export class NumberNode extends WireNode {
	constructor(private readonly check: Check) {
		super();
	}

	override write(writer: ByteWriter, value: unknown): void {
		if (isWhole(value)) return writer.varint(zigzag(value) + WHOLE);
		if (!typeIs(value, "number")) return this.writeEscaped(writer, value);
		const start = writer.size();
		writer.varint(AS_F32);
		if (writer.f32(value)) return;
		writer.truncate(start);
		writer.varint(AS_F64);
		writer.f64(value);
	}

	override read(reader: ByteReader): unknown {
		const header = reader.varint();
		if (header >= WHOLE) return unzigzag(header - WHOLE);
		if (header === AS_F32) return reader.f32();
		return header === AS_F64 ? reader.f64() : this.readEscaped(reader);
	}

	override fits(value: unknown): boolean {
		return this.check(value);
	}

	override escape(writer: ByteWriter): void {
		writer.varint(ESCAPE);
	}
}
