import type { Check } from "../../schema/kind";
import type { ByteReader } from "../byte-reader";
import type { ByteWriter } from "../byte-writer";
import { WireNode } from "../wire-node";
import { NO_TEXT, readTextAfter } from "../wire-text";

/** Text, packed where that is possible. */
export class TextNode extends WireNode {
	constructor(private readonly check: Check) {
		super();
	}

	override write(writer: ByteWriter, value: unknown): void {
		if (typeIs(value, "string")) writer.text(value);
		else this.writeEscaped(writer, value);
	}

	override read(reader: ByteReader): unknown {
		const header = reader.varint();
		return header === NO_TEXT ? this.readEscaped(reader) : readTextAfter(reader, header);
	}

	override fits(value: unknown): boolean {
		return this.check(value);
	}

	override escape(writer: ByteWriter): void {
		writer.varint(NO_TEXT);
	}

	override leastSize(value: unknown, most: number): number {
		return typeIs(value, "string") ? 1 + (value.size() * 3) / 4 : super.leastSize(value, most);
	}
}
