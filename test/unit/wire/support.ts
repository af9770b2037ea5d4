import { Schema } from "../../../src/schema";
import { ByteReader } from "../../../src/wire/byte-reader";
import { ByteWriter } from "../../../src/wire/byte-writer";
import { MALFORMED } from "../../../src/wire/malformed";
import { wireNodeOf, WireSchema } from "../../../src/wire/wire-schema";

/** The bytes of what is written. */
export function bytesOf(write: (writer: ByteWriter) => void): buffer {
	const writer = new ByteWriter();
	write(writer);
	return writer.toBuffer();
}

/** How many bytes are written. */
export function sizeOfBytes(write: (writer: ByteWriter) => void): number {
	return buffer.len(bytesOf(write));
}

/** A value on the other side, after all that was sent is read. */
export function sent(schema: Schema<unknown>, value: unknown): unknown {
	const node = wireNodeOf(schema.node);
	const reader = new ByteReader(bytesOf((writer) => node.write(writer, value)));
	const read = node.read(reader);
	if (!reader.atEnd()) error(`${reader.left()} bytes were not read`);
	return read;
}

/** What the other side makes of a root that is sent to it. */
export function seen(wire: WireSchema, root: object): object {
	const reader = new ByteReader(bytesOf((writer) => wire.writeRoot(writer, root)));
	const read = wire.readRoot(reader);
	if (!reader.atEnd()) error(`${reader.left()} bytes were not read`);
	return read;
}

/** The changes between two roots, as the other side gets them. */
export interface SentChanges {
	readonly count: number;
	readonly bytes: buffer;
}

export function changesOf(wire: WireSchema, before: object, after: object): SentChanges {
	let count = 0;
	const bytes = bytesOf((writer) => (count = wire.writeChanges(writer, before, after)));
	return { count, bytes };
}

/** That something ends in the error of a message that is none. */
export function expectMalformed(read: () => unknown): void {
	const [ok, problem] = pcall(read);
	if (ok) error("it read what is no message", 2);
	if (tostring(problem).find(MALFORMED, 1, true)[0] === undefined) error(tostring(problem), 2);
}
