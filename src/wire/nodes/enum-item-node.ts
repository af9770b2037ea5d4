import type { ByteReader } from "../byte-reader";
import type { ByteWriter } from "../byte-writer";
import { malformed } from "../malformed";
import { WireNode } from "../wire-node";

const ESCAPE = 0;

/**
 * An item of an engine's enum by its number. A place in a list of the items would be shorter, but server and client need
 * not be of one version, and a new item in one of them would move all that follow.
 */
export class EnumItemNode extends WireNode {
	private readonly byValue = new Map<number, EnumItem>();

	constructor(private readonly items: ReadonlyMap<string, EnumItem>) {
		super();
		for (const [, item] of pairs(items)) this.byValue.set(item.Value, item);
	}

	override write(writer: ByteWriter, value: unknown): void {
		if (this.fits(value) && (value as EnumItem).Value >= 0) writer.varint((value as EnumItem).Value + 1);
		else this.writeEscaped(writer, value);
	}

	override read(reader: ByteReader): unknown {
		const header = reader.varint();
		if (header === ESCAPE) return this.readEscaped(reader);
		return this.byValue.get(header - 1) ?? malformed("no item of the enum");
	}

	override escape(writer: ByteWriter): void {
		writer.varint(ESCAPE);
	}

	override fits(value: unknown): boolean {
		return typeIs(value, "EnumItem") && this.items.get(value.Name) === value;
	}
}
