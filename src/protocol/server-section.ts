import { ByteReader } from "../wire/byte-reader";
import type { View } from "../wire/wire-schema";
import { Acknowledgement, readAcknowledgement } from "./acknowledgement";
import { readHead, SectionKind } from "./section-kind";

/** What one section of a message to a client says. */
export type ServerSection =
	| { readonly kind: "changes"; readonly stream: number; readonly ack: Acknowledgement; readonly body: ByteReader }
	| { readonly kind: "ack"; readonly stream: number; readonly ack: Acknowledgement }
	| ShowSection
	| { readonly kind: "chunk"; readonly stream: number; readonly bytes: buffer }
	| { readonly kind: "hide"; readonly stream: number }
	| { readonly kind: "hash"; readonly stream: number; readonly revision: number; readonly hash: number }
	| ({ readonly kind: "reset"; readonly stream: number; readonly ack: Acknowledgement } & SnapshotHead);

/** Of which revision a snapshot is, and how many bytes of it follow in chunks. */
export interface SnapshotHead {
	readonly revision: number;
	readonly size: number;
}

/** A document begins to be shown. */
export interface ShowSection extends SnapshotHead {
	readonly kind: "show";
	readonly stream: number;
	readonly channel: string;
	readonly key: string;
	readonly view: View;
	/** True: the document is this player's. */
	readonly isOwn: boolean;
}

const OWN = 1;
const PUBLIC = 2;

export function showFlags(view: View, isOwn: boolean): number {
	return (isOwn ? OWN : 0) + (view === "public" ? PUBLIC : 0);
}

/** The sections of a message, one after the other. Errors where the bytes are none. */
export function readServerMessage(message: buffer, take: (section: ServerSection) => void): void {
	const reader = new ByteReader(message);
	while (!reader.atEnd()) take(readSection(reader));
}

function readSection(reader: ByteReader): ServerSection {
	const [kind, stream] = readHead(reader);
	if (kind === SectionKind.CHANGES || kind === SectionKind.LAST_CHANGES) {
		const ack = readAcknowledgement(reader);
		const length = kind === SectionKind.CHANGES ? reader.varint() : reader.left();
		return { kind: "changes", stream, ack, body: new ByteReader(reader.take(length)) };
	}
	if (kind === SectionKind.ACK) return { kind: "ack", stream, ack: readAcknowledgement(reader) };
	if (kind === SectionKind.SHOW) return readShow(reader, stream);
	if (kind === SectionKind.CHUNK) return { kind: "chunk", stream, bytes: reader.bytes() };
	if (kind === SectionKind.HIDE) return { kind: "hide", stream };
	if (kind === SectionKind.HASH) return { kind: "hash", stream, revision: reader.u16(), hash: reader.u32() };
	const ack = readAcknowledgement(reader);
	return { kind: "reset", stream, ack, revision: reader.varint(), size: reader.varint() };
}

function readShow(reader: ByteReader, stream: number): ShowSection {
	const channel = reader.text();
	const key = reader.text();
	const flags = reader.u8();
	const view = (flags & PUBLIC) !== 0 ? "public" : "owner";
	const isOwn = (flags & OWN) !== 0;
	return { kind: "show", stream, channel, key, view, isOwn, revision: reader.varint(), size: reader.varint() };
}
