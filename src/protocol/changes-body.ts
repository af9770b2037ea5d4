import type { ByteReader } from "../wire/byte-reader";
import type { ByteWriter } from "../wire/byte-writer";
import { REVISION_BITS } from "./sequence";

/** From which revision changes lead to which, and how many they are. */
export interface ChangesHead {
	/** On the wire only its last sixteen bits. */
	readonly from: number;
	readonly to: number;
	readonly count: number;
}

const NIBBLE = 16;
const ESCAPE = 15;

/** Three bytes for few changes over few revisions. */
export function writeChangesHead(writer: ByteWriter, { from, to, count }: ChangesHead): void {
	const revisions = to - from;
	writer.u8(math.min(revisions, ESCAPE) * NIBBLE + math.min(count, ESCAPE));
	if (revisions >= ESCAPE) writer.varint(revisions - ESCAPE);
	if (count >= ESCAPE) writer.varint(count - ESCAPE);
	writer.u16(from % REVISION_BITS);
}

/** `to` is told from the bits of `from`: whoever knows the whole of it adds the difference. */
export function readChangesHead(reader: ByteReader): ChangesHead {
	const first = reader.u8();
	let revisions = math.floor(first / NIBBLE);
	let count = first % NIBBLE;
	if (revisions === ESCAPE) revisions += reader.varint();
	if (count === ESCAPE) count += reader.varint();
	const from = reader.u16();
	return { from, to: from + revisions, count };
}
