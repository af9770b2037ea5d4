import type { ByteReader } from "../byte-reader";
import type { ByteWriter } from "../byte-writer";
import { malformed } from "../malformed";
import { WireNode } from "../wire-node";

const FALSE = 0;
const TRUE = 1;
const ESCAPE = 2;

/** One byte. */
export class BooleanNode extends WireNode {
	override write(writer: ByteWriter, value: unknown): void {
		if (typeIs(value, "boolean")) writer.u8(value ? TRUE : FALSE);
		else this.writeEscaped(writer, value);
	}

	override read(reader: ByteReader): unknown {
		const byte = reader.u8();
		if (byte === ESCAPE) return this.readEscaped(reader);
		return byte <= TRUE ? byte === TRUE : malformed("no boolean");
	}

	override escape(writer: ByteWriter): void {
		writer.u8(ESCAPE);
	}

	override fits(value: unknown): boolean {
		return typeIs(value, "boolean");
	}
}
