import { writeText } from "./wire-text";

const SIZE_FIRST = 64;

/** The largest number that `varint` writes: from there on whole numbers are not told apart. */
export const VARINT_MAX = 2 ** 53;

/** Bytes that grow as they are written. One writer serves for many messages: `clear` keeps its memory. */
export class ByteWriter {
	private data = buffer.create(SIZE_FIRST);
	private at = 0;
	private depth = 0;

	/** A whole number from 0 to 255. */
	u8(value: number): void {
		const at = this.reserve(1);
		buffer.writeu8(this.data, at, value);
	}

	/** A whole number from 0 to 65,535. */
	u16(value: number): void {
		const at = this.reserve(2);
		buffer.writeu16(this.data, at, value);
	}

	/** A whole number from 0 to 2^32 - 1. */
	u32(value: number): void {
		const at = this.reserve(4);
		buffer.writeu32(this.data, at, value);
	}

	/** Four bytes; false if the number had to be rounded for that. */
	f32(value: number): boolean {
		const at = this.reserve(4);
		buffer.writef32(this.data, at, value);
		const written = buffer.readf32(this.data, at);
		return written === value || value !== value;
	}

	/** Any number, as it is. */
	f64(value: number): void {
		const at = this.reserve(8);
		buffer.writef64(this.data, at, value);
	}

	/** A whole number from 0 to 2^53, seven bits a byte: less than 128 takes one byte, less than 16,384 two. */
	varint(value: number): void {
		// An endless number would be written without end.
		if (!(value >= 0 && value <= VARINT_MAX)) error(`no varint: ${value}`);
		let rest = value;
		while (rest >= 128) {
			this.u8((rest % 128) + 128);
			rest = math.floor(rest / 128);
		}
		this.u8(rest);
	}

	/** A whole number from -2^52 to 2^52; small ones of either sign are short. */
	signed(value: number): void {
		this.varint(zigzag(value));
	}

	/** Text of any bytes, with its length. */
	text(value: string): void {
		writeText(this, value);
	}

	/** The bytes of a text, without its length. */
	raw(value: string): void {
		const size = value.size();
		const at = this.reserve(size);
		buffer.writestring(this.data, at, value);
	}

	/** A buffer, with its length. */
	bytes(value: buffer): void {
		this.varint(buffer.len(value));
		this.append(value);
	}

	/** The bytes of a buffer, without its length. */
	append(other: buffer): void {
		const size = buffer.len(other);
		const at = this.reserve(size);
		buffer.copy(this.data, at, other, 0, size);
	}

	/** How many bytes are written. */
	size(): number {
		return this.at;
	}

	/** Forgets all but the first bytes. */
	truncate(size: number): void {
		this.at = math.min(this.at, size);
	}

	/** Takes out what is from one place to another, and moves what follows. */
	remove(from: number, to: number): void {
		buffer.copy(this.data, from, this.data, to, this.at - to);
		this.at -= to - from;
	}

	clear(): void {
		this.at = 0;
		this.depth = 0;
	}

	/** A copy of what is written. */
	toBuffer(): buffer {
		const copy = buffer.create(this.at);
		buffer.copy(copy, 0, this.data, 0, this.at);
		return copy;
	}

	/** To be called around what can be inside itself: a value that has no end is an error. */
	enter(): void {
		this.depth += 1;
		if (this.depth > WRITE_DEPTH_MAX) {
			this.depth = 0;
			error("a value inside itself cannot be sent");
		}
	}

	leave(): void {
		this.depth -= 1;
	}

	/** Makes room, and says where it is: in what is `data` afterwards. */
	private reserve(size: number): number {
		const at = this.at;
		const needed = at + size;
		const capacity = buffer.len(this.data);
		if (needed > capacity) {
			const grown = buffer.create(math.max(needed, capacity * 2));
			buffer.copy(grown, 0, this.data, 0, at);
			this.data = grown;
		}
		this.at = needed;
		return at;
	}
}

// Tables and recursive schemas both count, and neither is more than 64 deep in a document.
const WRITE_DEPTH_MAX = 160;

/** A whole number of either sign as one that has none: 0, -1, 1, -2, … become 0, 1, 2, 3, … */
export function zigzag(value: number): number {
	return value >= 0 ? value * 2 : -value * 2 - 1;
}

/** The number that `zigzag` was given. */
export function unzigzag(value: number): number {
	return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
