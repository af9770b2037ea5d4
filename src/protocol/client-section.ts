import type { ByteReader } from "../wire/byte-reader";
import type { ByteWriter } from "../wire/byte-writer";
import { SEQUENCE_BITS } from "./sequence";

/** What a section of a message to the server is: two bits. */
const INTENT = 0;
const RESYNC = 1;
const HELLO = 2;

const KINDS = 4;
const STREAMS = 8;
const STREAM_ESCAPE = 7;

/** What one section of a message to the server says; the arguments of an intent follow it. */
export type ClientSection =
	/** `sequence`: only its last six bits. `id`: of the mutator. */
	| { readonly kind: "intent"; readonly stream: number; readonly sequence: number; readonly id: number }
	/** The client has a gap after this revision; none: it has nothing it could go on with. */
	| { readonly kind: "resync"; readonly stream: number; readonly revision?: number }
	/** The client listens; who has begun anew says another number. */
	| { readonly kind: "hello"; readonly nonce: number };

/** Two bytes for the first seven streams and sixteen mutators. */
export function writeIntentHead(writer: ByteWriter, stream: number, sequence: number, id: number): void {
	writer.u8(INTENT + (sequence % SEQUENCE_BITS) * KINDS);
	writer.varint(math.min(stream, STREAM_ESCAPE) + id * STREAMS);
	if (stream >= STREAM_ESCAPE) writer.varint(stream - STREAM_ESCAPE);
}

export function writeResync(writer: ByteWriter, stream: number, revision?: number): void {
	writer.u8(RESYNC);
	writer.varint(stream);
	writer.varint(revision !== undefined ? revision + 1 : 0);
}

export function writeHello(writer: ByteWriter, nonce: number): void {
	writer.u8(HELLO);
	writer.u32(nonce);
}

/** Errors where the bytes are none. */
export function readClientSection(reader: ByteReader): ClientSection {
	const head = reader.u8();
	const kind = head % KINDS;
	const rest = math.floor(head / KINDS);
	if (kind === INTENT) {
		const target = reader.varint();
		const stream = target % STREAMS;
		const id = math.floor(target / STREAMS);
		return { kind: "intent", sequence: rest, id, stream: stream < STREAM_ESCAPE ? stream : stream + reader.varint() };
	}
	if (rest !== 0 || kind > HELLO) error("there is no such section");
	if (kind === HELLO) return { kind: "hello", nonce: reader.u32() };
	const stream = reader.varint();
	const revision = reader.varint();
	return { kind: "resync", stream, revision: revision > 0 ? revision - 1 : undefined };
}
