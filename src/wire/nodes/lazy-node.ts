import type { ByteReader } from "../byte-reader";
import type { ByteWriter } from "../byte-writer";
import { WireNode } from "../wire-node";

/** Another node, made when it is first needed: it may contain this one. */
export class LazyNode extends WireNode {
	private found?: WireNode;

	constructor(private readonly find: () => WireNode) {
		super();
	}

	override write(writer: ByteWriter, value: unknown): void {
		writer.enter();
		this.inner().write(writer, value);
		writer.leave();
	}

	override read(reader: ByteReader): unknown {
		reader.enter();
		const value = this.inner().read(reader);
		reader.leave();
		return value;
	}

	override escape(writer: ByteWriter): void {
		this.inner().escape(writer);
	}

	override fits(value: unknown): boolean {
		return this.inner().fits(value);
	}

	override hash(value: unknown): number {
		return this.inner().hash(value);
	}

	override same(left: unknown, right: unknown): boolean {
		return this.inner().same(left, right);
	}

	override leastSize(value: unknown, most: number): number {
		return this.inner().leastSize(value, most);
	}

	private inner(): WireNode {
		this.found ??= this.find();
		return this.found;
	}
}
