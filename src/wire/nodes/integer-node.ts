import type { Check } from "../../schema/kind";
import type { ByteReader } from "../byte-reader";
import { ByteWriter, unzigzag, zigzag } from "../byte-writer";
import { isWhole, WHOLE_LIMIT } from "../numbers";
import { WireNode } from "../wire-node";

const ESCAPE = 0;

/** A whole number: how far it is above the least one that is allowed, if that is not negative, else with its sign. */
export class IntegerNode extends WireNode {
	private readonly base?: number;

	/** @param min the least number that the schema allows */
	constructor(
		private readonly check: Check,
		min = -math.huge,
	) {
		super();
		const base = math.ceil(min);
		if (base >= 0 && base < WHOLE_LIMIT) this.base = base;
	}

	override write(writer: ByteWriter, value: unknown): void {
		const base = this.base;
		if (!isWhole(value) || (base !== undefined && value < base)) this.writeEscaped(writer, value);
		else writer.varint((base === undefined ? zigzag(value) : value - base) + 1);
	}

	override read(reader: ByteReader): unknown {
		const header = reader.varint();
		if (header === ESCAPE) return this.readEscaped(reader);
		return this.base === undefined ? unzigzag(header - 1) : header - 1 + this.base;
	}

	override fits(value: unknown): boolean {
		return this.check(value);
	}

	override escape(writer: ByteWriter): void {
		writer.varint(ESCAPE);
	}
}
