import { unzigzag, VARINT_MAX } from "./byte-writer";
import { malformed } from "./malformed";
import { readText } from "./wire-text";

const VARINT_BYTES_MAX = 8;

/** As many as the writer's own: what is deeper nobody has written. */
const DEPTH_MAX = 160;

/**
 * Reads what a `ByteWriter` wrote. What is not there or has no meaning ends in an error (see `malformed`), and nothing is
 * made that is larger than what is left of the message justifies: lengths come from whoever sent it.
 */
export class ByteReader {
	private at: number;
	private readonly stop: number;
	private depth = 0;
	/** False: what is not of its schema's form is an error. */
	isTrusted = true;

	/** @param from the first byte to read; @param to the byte after the last one */
	constructor(
		private readonly source: buffer,
		from = 0,
		to = buffer.len(source),
	) {
		this.stop = math.clamp(to, 0, buffer.len(source));
		this.at = math.clamp(from, 0, this.stop);
	}

	/** For what a client has sent: nothing may be in it that its schema does not name. */
	static ofClient(source: buffer): ByteReader {
		const reader = new ByteReader(source);
		reader.isTrusted = false;
		return reader;
	}

	/** A whole number from 0 to 255. */
	u8(): number {
		return buffer.readu8(this.source, this.pass(1));
	}

	/** A whole number from 0 to 65,535. */
	u16(): number {
		return buffer.readu16(this.source, this.pass(2));
	}

	/** A whole number from 0 to 2^32 - 1. */
	u32(): number {
		return buffer.readu32(this.source, this.pass(4));
	}

	/** A number of four bytes. */
	f32(): number {
		return buffer.readf32(this.source, this.pass(4));
	}

	/** Any number. */
	f64(): number {
		return buffer.readf64(this.source, this.pass(8));
	}

	/** A whole number from 0 to 2^53. */
	varint(): number {
		let value = 0;
		let factor = 1;
		for (const count of $range(1, VARINT_BYTES_MAX)) {
			const byte = this.u8();
			value += (byte % 128) * factor;
			if (byte < 128) {
				// Each number has one form.
				if ((byte === 0 && count > 1) || value > VARINT_MAX) break;
				return value;
			}
			factor *= 128;
		}
		return malformed("a number that is too long");
	}

	/** A whole number of either sign. */
	signed(): number {
		return unzigzag(this.varint());
	}

	/** Text of any bytes. */
	text(): string {
		return readText(this);
	}

	/** So many bytes as a text. */
	raw(size: number): string {
		return buffer.readstring(this.source, this.pass(size), size);
	}

	/** A buffer with its length. */
	bytes(): buffer {
		return this.take(this.varint());
	}

	/** A copy of the next so many bytes. */
	take(size: number): buffer {
		const at = this.pass(size);
		const copy = buffer.create(size);
		buffer.copy(copy, 0, this.source, at, size);
		return copy;
	}

	/** A number of things that take at least one byte each. */
	count(): number {
		return this.admit(this.varint());
	}

	/** The same number, if there can be so many things in what is left. */
	admit(count: number): number {
		return count <= this.left() ? count : malformed("more is announced than there is");
	}

	/** How many bytes are left. */
	left(): number {
		return this.stop - this.at;
	}

	atEnd(): boolean {
		return this.at === this.stop;
	}

	/** To be called around what can be inside itself. */
	enter(): void {
		this.depth += 1;
		if (this.depth > DEPTH_MAX) malformed("too many values inside one another");
	}

	leave(): void {
		this.depth -= 1;
	}

	/** Goes on by so many bytes, and says where they begin. */
	private pass(size: number): number {
		const at = this.at;
		if (!(size >= 0 && size <= this.stop - at)) malformed("it ends too early");
		this.at = at + size;
		return at;
	}
}
