import type { ByteReader } from "../byte-reader";
import type { ByteWriter } from "../byte-writer";
import { WireNode } from "../wire-node";
import { readInner } from "./keyed-form";

/** A node that nothing is around: what its first part says of the value around it is an error. */
export class WholeNode extends WireNode {
	constructor(private readonly inner: WireNode) {
		super();
	}

	override write(writer: ByteWriter, value: unknown): void {
		this.inner.write(writer, value);
	}

	override read(reader: ByteReader): unknown {
		return readInner(this.inner, reader);
	}

	override escape(writer: ByteWriter): void {
		this.inner.escape(writer);
	}

	override fits(value: unknown): boolean {
		return this.inner.fits(value);
	}

	override hash(value: unknown): number {
		return this.inner.hash(value);
	}

	override same(left: unknown, right: unknown): boolean {
		return this.inner.same(left, right);
	}

	override leastSize(value: unknown, most: number): number {
		return this.inner.leastSize(value, most);
	}
}
