import type { ByteReader } from "../byte-reader";
import { ByteWriter, unzigzag, zigzag } from "../byte-writer";
import { isWhole } from "../numbers";
import { WireNode } from "../wire-node";

const ESCAPE = 0;

/** A moment as whole milliseconds. */
export class DateTimeNode extends WireNode {
	override write(writer: ByteWriter, value: unknown): void {
		const millis = typeIs(value, "DateTime") ? value.UnixTimestampMillis : undefined;
		if (isWhole(millis)) writer.varint(zigzag(millis) + 1);
		else this.writeEscaped(writer, value);
	}

	override read(reader: ByteReader): unknown {
		const header = reader.varint();
		if (header === ESCAPE) return this.readEscaped(reader);
		return DateTime.fromUnixTimestampMillis(unzigzag(header - 1));
	}

	override escape(writer: ByteWriter): void {
		writer.varint(ESCAPE);
	}

	override fits(value: unknown): boolean {
		return typeIs(value, "DateTime");
	}
}
