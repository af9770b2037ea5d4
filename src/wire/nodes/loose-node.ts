import type { Check } from "../../schema/kind";
import type { ByteReader } from "../byte-reader";
import type { ByteWriter } from "../byte-writer";
import { HashMemo } from "../hash-memo";
import { hashValue } from "../value-hash";
import { WireNode } from "../wire-node";
import { readValue, writeValue } from "../wire-value";

/** A value of which the schema does not say what it is made of: tagged all the way down. */
export class LooseNode extends WireNode {
	private readonly memo = new HashMemo();

	constructor(private readonly check: Check) {
		super();
	}

	override write(writer: ByteWriter, value: unknown): void {
		writeValue(writer, value);
	}

	override read(reader: ByteReader): unknown {
		return readValue(reader);
	}

	override fits(value: unknown): boolean {
		return this.check(value);
	}

	override escape(): void {
		// Its form is that of any value as it is.
	}

	override hash(value: unknown): number {
		if (!typeIs(value, "table")) return hashValue(value);
		return this.memo.find(value) ?? this.memo.keep(value, hashValue(value));
	}
}
