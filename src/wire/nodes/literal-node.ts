import type { LiteralValue } from "../../schema/kinds/literal-kind";
import type { ByteReader } from "../byte-reader";
import type { ByteWriter } from "../byte-writer";
import { malformed } from "../malformed";
import { WireNode } from "../wire-node";

const ESCAPE = 0;

/** One of a few values: its place among them, from 1. */
export class LiteralNode extends WireNode {
	private readonly values: ReadonlyArray<LiteralValue>;
	private readonly places = new Map<unknown, number>();

	constructor(values: ReadonlyArray<LiteralValue>) {
		super();
		// By their text, so that the order in which the values are written down says nothing.
		this.values = [...values].sort((left, right) => sortText(left) < sortText(right));
		this.values.forEach((value, index) => this.places.set(value, index + 1));
	}

	override write(writer: ByteWriter, value: unknown): void {
		const place = this.places.get(value);
		if (place === undefined) this.writeEscaped(writer, value);
		else writer.varint(place);
	}

	override read(reader: ByteReader): unknown {
		const place = reader.varint();
		if (place === ESCAPE) return this.readEscaped(reader);
		if (place > this.values.size()) malformed("no literal");
		return this.values[place - 1];
	}

	override escape(writer: ByteWriter): void {
		writer.varint(ESCAPE);
	}

	override fits(value: unknown): boolean {
		return this.places.has(value);
	}
}

function sortText(value: LiteralValue): string {
	return `${typeOf(value)} ${value}`;
}
