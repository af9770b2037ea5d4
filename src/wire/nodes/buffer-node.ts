import type { ByteReader } from "../byte-reader";
import type { ByteWriter } from "../byte-writer";
import { WireNode } from "../wire-node";

const ESCAPE = 0;

/** Bytes, after their number and one. */
export class BufferNode extends WireNode {
	override write(writer: ByteWriter, value: unknown): void {
		if (!typeIs(value, "buffer")) return this.writeEscaped(writer, value);
		writer.varint(buffer.len(value) + 1);
		writer.append(value);
	}

	override read(reader: ByteReader): unknown {
		const header = reader.varint();
		return header === ESCAPE ? this.readEscaped(reader) : reader.take(header - 1);
	}

	override escape(writer: ByteWriter): void {
		writer.varint(ESCAPE);
	}

	override fits(value: unknown): boolean {
		return typeIs(value, "buffer");
	}

	override leastSize(value: unknown, most: number): number {
		return typeIs(value, "buffer") ? 1 + buffer.len(value) : super.leastSize(value, most);
	}
}
