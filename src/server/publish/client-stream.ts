import type { Channel } from "../../mutators/channel";
import type { Rejection } from "../../mutators/rejection";
import { Acknowledgement, Rejected, writeAcknowledgement } from "../../protocol/acknowledgement";
import { SectionKind, writeHead } from "../../protocol/section-kind";
import { REVISION_BITS, WINDOW } from "../../protocol/sequence";
import { showFlags } from "../../protocol/server-section";
import type { ByteWriter } from "../../wire/byte-writer";
import type { View } from "../../wire/wire-schema";
import type { Session } from "../session/session";
import type { Audience, EncodedSnapshot, RevisionHash } from "./audience";
import type { ClientLine } from "./client-line";

/** What of a document is shown to a client. */
export interface Shown {
	readonly channel: Channel;
	readonly session: Session<object>;
	readonly view: View;
	/** The document is this player's. */
	readonly isOwn: boolean;
}

/** An honest client waits longer than that before it asks again; another one is not to have so much sent to it. */
const REPEAT_SECONDS = 0.5;

/** A part of a message that is written when it is known whether anything follows. */
export type WriteSection = (writer: ByteWriter, isLast: boolean) => void;

/** One document as it is shown to one client: what was sent of it, and what was done of what the client has asked for. */
export class ClientStream {
	/** Of what the client has asked for, in its order, all up to here is done with. */
	acked = 0;
	private rejected = new Array<Rejected>();
	private retryAfter?: number;
	private resend = false;
	private isAnswerDue = false;
	/** How far the client was told that it got. */
	private told = 0;
	private beginning?: "show" | "reset" = "show";
	private snapshot?: { readonly of: EncodedSnapshot; sent: number };
	private bodies = new Array<buffer>();
	private hash?: RevisionHash;
	private isRepeating = false;
	private repeatAfter = 0;
	/** What a client may have to be told again: it has no more than a window under way. */
	private refused: ReadonlyArray<Rejected> = [];

	readonly id: number;

	constructor(
		readonly line: ClientLine,
		readonly shown: Shown,
		readonly audience: Audience,
	) {
		this.id = line.takeId();
	}

	/** The next one is done. */
	accept(): void {
		this.acked += 1;
		this.isAnswerDue = true;
	}

	/** The next one is not done, and never will be. */
	reject(rejection: Rejection): void {
		this.acked += 1;
		const rejected = { sequence: this.acked, rejection };
		this.rejected.push(rejected);
		this.refused = [...this.refused.filter(({ sequence }) => sequence > this.acked - WINDOW), rejected];
		this.isAnswerDue = true;
	}

	/**
	 * The client is told again how far it got, and what was refused, for it has not heard. What it has not heard of either is
	 * what was changed: it will see that by the hash.
	 */
	answerAgain(now: number): void {
		if (now < this.repeatAfter) return;
		this.repeatAfter = now + REPEAT_SECONDS;
		this.isRepeating = true;
		this.isAnswerDue = true;
	}

	/** The client is to send again all after what is done with. */
	askAgain(): void {
		this.resend = true;
		this.isAnswerDue = true;
	}

	/** The same, not before so many seconds. */
	hold(seconds: number): void {
		this.retryAfter = seconds;
		this.isAnswerDue = true;
	}

	addChanges(body: buffer): void {
		// A snapshot that is still to be taken has them. Who does not listen yet would have them pile up.
		if (this.beginning === undefined) this.bodies.push(body);
	}

	addHash(hash: RevisionHash): void {
		this.hash = hash;
	}

	/** The client gets all of it anew. */
	reset(): void {
		if (this.beginning === undefined) this.beginning = "reset";
		this.snapshot = undefined;
		this.bodies = [];
		this.hash = undefined;
	}

	/** Puts what is to be sent now behind the other parts of a message. True: there is more to send later. */
	collect(sections: Array<WriteSection>, chunkBytes: number): boolean {
		if (this.beginning !== undefined) this.collectBeginning(sections);
		const isWhole = this.collectChunk(sections, chunkBytes);
		if (this.isRepeating) this.repeat();
		const { bodies, id } = this;
		const last = bodies.size() - 1;
		for (const index of $range(0, last)) {
			const body = bodies[index];
			// With the last: what is answered is in one of them, and is not to go out of view before it comes.
			const ack = index === last ? this.takeAnswer() : { acked: this.told, rejected: [] };
			sections.push((writer, isLast) => writeChanges(writer, { id, ack, body, isLast }));
		}
		this.bodies = [];
		// Before the answer, which would have the client show what it has without what it had guessed.
		if (isWhole) this.collectHash(sections);
		if (this.isAnswerDue) {
			const ack = this.takeAnswer();
			sections.push((writer) => {
				writeHead(writer, SectionKind.ACK, id);
				writeAcknowledgement(writer, ack);
			});
		}
		return !isWhole;
	}

	private repeat(): void {
		this.isRepeating = false;
		this.rejected = [...this.refused];
		this.hash = this.audience.hash();
	}

	private collectHash(sections: Array<WriteSection>): void {
		const { hash, id } = this;
		if (hash === undefined) return;
		this.hash = undefined;
		sections.push((writer) => {
			writeHead(writer, SectionKind.HASH, id);
			writer.u16(hash.revision % REVISION_BITS);
			writer.u32(hash.hash);
		});
	}

	private collectBeginning(sections: Array<WriteSection>): void {
		const of = this.audience.takeSnapshot();
		const size = buffer.len(of.bytes);
		const { id, beginning } = this;
		const { channel, session, view, isOwn } = this.shown;
		this.beginning = undefined;
		this.snapshot = { of, sent: 0 };
		const ack = beginning === "reset" ? this.takeAnswer() : undefined;
		sections.push((writer) => {
			writeHead(writer, ack !== undefined ? SectionKind.RESET : SectionKind.SHOW, id);
			if (ack !== undefined) {
				writeAcknowledgement(writer, ack);
			} else {
				writer.text(channel.name);
				writer.text(session.key);
				writer.u8(showFlags(view, isOwn));
			}
			writer.varint(of.revision);
			writer.varint(size);
		});
	}

	/** One part of the snapshot; true when all of it was sent. */
	private collectChunk(sections: Array<WriteSection>, chunkBytes: number): boolean {
		const { snapshot, id } = this;
		if (snapshot === undefined) return true;
		const { bytes } = snapshot.of;
		const count = math.min(chunkBytes, buffer.len(bytes) - snapshot.sent);
		const chunk = buffer.create(count);
		buffer.copy(chunk, 0, bytes, snapshot.sent, count);
		snapshot.sent += count;
		sections.push((writer) => {
			writeHead(writer, SectionKind.CHUNK, id);
			writer.bytes(chunk);
		});
		if (snapshot.sent < buffer.len(bytes)) return false;
		this.snapshot = undefined;
		return true;
	}

	private takeAnswer(): Acknowledgement {
		const { acked, rejected, retryAfter, resend } = this;
		this.rejected = [];
		this.retryAfter = undefined;
		this.resend = false;
		this.isAnswerDue = false;
		this.told = acked;
		return { acked, rejected, retryAfter, resend };
	}
}

interface ChangesSection {
	readonly id: number;
	readonly ack: Acknowledgement;
	readonly body: buffer;
	readonly isLast: boolean;
}

/** What is last in its message needs no length. */
function writeChanges(writer: ByteWriter, { id, ack, body, isLast }: ChangesSection): void {
	writeHead(writer, isLast ? SectionKind.LAST_CHANGES : SectionKind.CHANGES, id);
	writeAcknowledgement(writer, ack);
	if (!isLast) writer.varint(buffer.len(body));
	writer.append(body);
}
