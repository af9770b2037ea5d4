/** What a section of a message to a client is. Three bits: there is room for no more. */
export const SectionKind = table.freeze({
	/** Changes with their length, so that more can follow. */
	CHANGES: 0,
	/** Changes that are the rest of the message. */
	LAST_CHANGES: 1,
	/** What was done of the client's own, where nothing changed. */
	ACK: 2,
	/** A document begins to be shown. */
	SHOW: 3,
	/** A part of a snapshot. */
	CHUNK: 4,
	/** A document is shown no more. */
	HIDE: 5,
	/** The hash of all that is visible, at a revision. */
	HASH: 6,
	/** Parts of a new snapshot of a document follow: the client's is of no use. */
	RESET: 7,
} as const);

const KIND_BITS = 8;
const STREAM_ESCAPE = 31;

/** The first byte of a section says its kind and, for the first 31, its stream. */
export function writeHead(
	writer: { u8(n: number): void; varint(n: number): void },
	kind: number,
	stream: number,
): void {
	writer.u8(kind + math.min(stream, STREAM_ESCAPE) * KIND_BITS);
	if (stream >= STREAM_ESCAPE) writer.varint(stream - STREAM_ESCAPE);
}

export function readHead(reader: { u8(): number; varint(): number }): [kind: number, stream: number] {
	const head = reader.u8();
	const stream = head >> 3;
	return [head & 7, stream === STREAM_ESCAPE ? STREAM_ESCAPE + reader.varint() : stream];
}
