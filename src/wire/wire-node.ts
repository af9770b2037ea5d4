import { isEqual } from "../shared/data/equal";
import type { ByteReader } from "./byte-reader";
import type { ByteWriter } from "./byte-writer";
import { malformed } from "./malformed";
import { hashValue } from "./value-hash";
import { ENCLOSING, readValue, writeValue } from "./wire-value";

/**
 * How the values of one place of a schema travel, as far as one view shows them. Every form takes at least one byte. Data
 * may be older than its schema, so whatever is there can be written: what does not fit follows an escape, tagged.
 */
export abstract class WireNode {
	abstract write(writer: ByteWriter, value: unknown): void;

	/** The value, frozen; `ENCLOSING` if it was its first part that said so. */
	abstract read(reader: ByteReader): unknown;

	/** The start of a form that is followed by any value. */
	abstract escape(writer: ByteWriter): void;

	/** Whether a value is of the kind, by what is visible of it. */
	abstract fits(value: unknown): boolean;

	/** 32 bits over what is visible: equal for equal values, whatever else is in them. */
	hash(value: unknown): number {
		return hashValue(value);
	}

	/** Whether two values have the same form. */
	same(left: unknown, right: unknown): boolean {
		return isEqual(left, right);
	}

	/** A number of bytes that the form takes at least, found without looking further once it is more than `most`. */
	leastSize(value: unknown, _most: number): number {
		// What is inside of a table is not looked at, so it counts as endless.
		return typeIs(value, "table") ? math.huge : 1;
	}

	protected writeEscaped(writer: ByteWriter, value: unknown): void {
		this.escape(writer);
		writeValue(writer, value);
	}

	/**
	 * A server's data may be older than its schema, so it sends what does not fit as it is. A client has no such data: only
	 * numbers and nothing may come by this way, for some numbers have no shorter form. A table would bring along whatever its
	 * sender likes.
	 */
	protected readEscaped(reader: ByteReader): unknown {
		const value = readValue(reader);
		if (reader.isTrusted || value === undefined || typeIs(value, "number") || value === ENCLOSING) return value;
		return malformed("a value that is not of its schema's form");
	}
}
