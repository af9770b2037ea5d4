import type { Datatype } from "../../schema/kinds/datatype-kind";
import type { ByteReader } from "../byte-reader";
import type { ByteWriter } from "../byte-writer";
import { malformed } from "../malformed";
import { readFloats, writeFloats } from "../numbers";
import { WireNode } from "../wire-node";

const ESCAPE = 0;
const NUMBERS = 1;

/** A datatype of the engine as its numbers. */
export class DatatypeNode extends WireNode {
	constructor(private readonly datatype: Datatype<unknown>) {
		super();
	}

	override write(writer: ByteWriter, value: unknown): void {
		const datatype = this.datatype;
		if (!datatype.is(value)) return this.writeEscaped(writer, value);
		writer.u8(NUMBERS);
		writeFloats(writer, datatype.toNumbers(value));
	}

	override read(reader: ByteReader): unknown {
		const header = reader.u8();
		if (header === ESCAPE) return this.readEscaped(reader);
		if (header !== NUMBERS) malformed("no datatype");
		return this.datatype.fromNumbers(readFloats(reader, this.datatype.size));
	}

	override escape(writer: ByteWriter): void {
		writer.u8(ESCAPE);
	}

	override fits(value: unknown): boolean {
		return this.datatype.is(value);
	}
}
