import type { Channel } from "../../mutators/channel";
import type { Rejection } from "../../mutators/rejection";
import { Acknowledgement, Rejected, writeAcknowledgement } from "../../protocol/acknowledgement";
import { SectionKind, writeHead } from "../../protocol/section-kind";
import { REVISION_BITS, SEQUENCE_BITS, WINDOW } from "../../protocol/sequence";
import { showFlags } from "../../protocol/server-section";
import type { ByteWriter } from "../../wire/byte-writer";
import type { View } from "../../wire/wire-schema";
import type { Session } from "../session/session";
import type { Audience, EncodedChanges, EncodedSnapshot } from "./audience";
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

/** One document as it is shown to one client: what was sent of it, and what was done of what the client has asked for. */
export class ClientStream {
	/** Of what the client has asked for, in its order, all up to here is done with. */
	acked = 0;
	private rejected = new Array<Rejected>();
	private retryAfter?: number;
	/** What was taken of the client's rate for the next one, and when it was there. */
	private paid = 0;
	private paidAt = 0;
	/** Since when the client is to wait, and until when it was told to. */
	private heldAt = 0;
	private toldUntil = 0;
	private resend = false;
	private isAnswerDue = false;
	/** How far the client was told that it got. */
	private told = 0;
	private beginning?: "show" | "reset" = "show";
	private snapshot?: { readonly of: EncodedSnapshot; sent: number };
	/** Another snapshot has to follow this one. */
	private isOutgrown = false;
	private bodies = new Array<buffer>();
	private isHashDue = false;
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
		this.paid = 0;
		this.isAnswerDue = true;
	}

	/** The next one is not done, and never will be. */
	reject(rejection: Rejection): void {
		this.acked += 1;
		this.paid = 0;
		const rejected = { sequence: this.acked, rejection };
		this.rejected.push(rejected);
		this.refused = [...this.refusedOfLate(), rejected];
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

	/** What of a cost was not taken yet, when the next one comes not for the first time. */
	dueOf(cost: number): number {
		return math.max(0, cost - this.paid);
	}

	/** More was taken for the next one, and is there at a time. */
	pay(tokens: number, at: number): void {
		this.paid += tokens;
		this.paidAt = at;
	}

	isPaid(now: number): boolean {
		return now >= this.paidAt;
	}

	/** The client is to send it again when it is paid. False: it was told so before this came, and does not wait. */
	hold(now: number, receivedAt: number): boolean {
		if (now >= this.toldUntil) this.heldAt = now;
		const waits = receivedAt <= this.heldAt;
		this.retryAfter = this.paidAt - now;
		this.isAnswerDue = true;
		return waits;
	}

	addChanges(body: buffer): void {
		// A snapshot that is still to be taken has them. Who does not listen yet would have them pile up.
		if (this.beginning === undefined && !this.isOutgrown) this.bodies.push(body);
	}

	/** The client has asked for these: once a frame, however often it says so. */
	catchUp(steps: ReadonlyArray<EncodedChanges>): void {
		if (this.bodies.isEmpty()) for (const { body } of steps) this.addChanges(body);
	}

	/**
	 * More has changed than fits into a message, so a snapshot has to bring it. One that is under way is sent to its end first:
	 * a document that changes so all the time would never be seen.
	 */
	outgrow(): void {
		this.bodies = [];
		if (this.snapshot !== undefined) this.isOutgrown = true;
		else this.reset();
	}

	/** The client is to compare what it has, when all that was sent before has come. */
	compare(): void {
		this.isHashDue = true;
	}

	/** Whether the client may know of it. */
	isBegun(): boolean {
		return this.beginning !== "show";
	}

	/** The client gets all of it anew. */
	reset(): void {
		if (this.beginning === undefined) this.beginning = "reset";
		this.isOutgrown = false;
		this.snapshot = undefined;
		this.bodies = [];
		this.isHashDue = false;
	}

	/** Whether there is anything to send. */
	hasNews(): boolean {
		if (this.isAnswerDue || !this.bodies.isEmpty()) return true;
		return this.isHashDue || this.snapshot !== undefined || this.beginning !== undefined;
	}

	/**
	 * The whole message, where this is all that there is to say, and it is one step of changes and how far the client got:
	 * most messages are that, and many clients are sent the same.
	 */
	takePlain(writer: ByteWriter): buffer | undefined {
		if (!this.isPlain()) return undefined;
		const { audience, acked, id, bodies } = this;
		const name = id * SEQUENCE_BITS + (acked % SEQUENCE_BITS);
		const known = audience.findShared(bodies[0], name);
		if (known !== undefined) {
			bodies.clear();
			this.noteTold();
			return known;
		}
		const [body] = bodies;
		writer.clear();
		this.writeBodies(writer, true);
		return audience.share(body, name, writer.toBuffer());
	}

	/** Writes what is to be sent now; `isLast`: no other document follows. True: there is more to send later. */
	write(writer: ByteWriter, chunkBytes: number, isLast: boolean): boolean {
		// First, so that what was refused goes with whatever says how far the client got.
		if (this.isRepeating && !this.isOutgrown) this.repeat();
		if (this.beginning !== undefined) this.writeBeginning(writer);
		const isWhole = this.writeChunk(writer, chunkBytes);
		// What is answered may be in the next snapshot alone, and is not to go out of view before it comes.
		if (this.isOutgrown) {
			if (isWhole) this.reset();
			return true;
		}
		const tellsHash = isWhole && this.isHashDue;
		this.writeBodies(writer, isLast && !tellsHash);
		// Before the answer, which would have the client show what it has without what it had guessed.
		if (tellsHash) this.writeHash(writer);
		if (this.isAnswerDue) {
			writeHead(writer, SectionKind.ACK, this.id);
			writeAcknowledgement(writer, this.takeAnswer());
		}
		return !isWhole;
	}

	private isPlain(): boolean {
		if (this.bodies.size() !== 1 || !this.rejected.isEmpty() || this.resend || this.isRepeating) return false;
		if (this.retryAfter !== undefined || this.isHashDue) return false;
		return this.beginning === undefined && this.snapshot === undefined;
	}

	/** What is further back than a window would be taken for what is still to come (sweep of clients, 40313, 41371). */
	private refusedOfLate(): Array<Rejected> {
		return this.refused.filter(({ sequence }) => sequence > this.acked - WINDOW);
	}

	private repeat(): void {
		this.isRepeating = false;
		this.rejected = this.refusedOfLate();
		this.compare();
	}

	private writeBodies(writer: ByteWriter, isLast: boolean): void {
		const { bodies, id } = this;
		const last = bodies.size() - 1;
		bodies.forEach((body, index) => {
			// What is last in its message needs no length.
			const isRest = isLast && index === last;
			writeHead(writer, isRest ? SectionKind.LAST_CHANGES : SectionKind.CHANGES, id);
			// With the last: what is answered is in one of them, and is not to go out of view before it comes.
			writeAcknowledgement(writer, index === last ? this.takeAnswer() : { acked: this.told, rejected: [] });
			if (!isRest) writer.varint(buffer.len(body));
			writer.append(body);
		});
		this.bodies.clear();
	}

	/** Of now: while it waited for a snapshot, changes may have gone out before it. */
	private writeHash(writer: ByteWriter): void {
		const { revision, hash } = this.audience.hash();
		this.isHashDue = false;
		writeHead(writer, SectionKind.HASH, this.id);
		writer.u16(revision % REVISION_BITS);
		writer.u32(hash);
	}

	private writeBeginning(writer: ByteWriter): void {
		const of = this.audience.takeSnapshot();
		const { channel, session, view, isOwn } = this.shown;
		if (this.beginning === "reset") {
			writeHead(writer, SectionKind.RESET, this.id);
			writeAcknowledgement(writer, this.takeAnswer());
		} else {
			writeHead(writer, SectionKind.SHOW, this.id);
			writer.text(channel.name);
			writer.text(session.key);
			writer.u8(showFlags(view, isOwn));
		}
		this.beginning = undefined;
		this.snapshot = { of, sent: 0 };
		writer.varint(of.revision);
		writer.varint(buffer.len(of.bytes));
	}

	/** One part of the snapshot; true when all of it was sent. */
	private writeChunk(writer: ByteWriter, chunkBytes: number): boolean {
		const { snapshot } = this;
		if (snapshot === undefined) return true;
		const { bytes } = snapshot.of;
		const count = math.min(chunkBytes, buffer.len(bytes) - snapshot.sent);
		const chunk = buffer.create(count);
		buffer.copy(chunk, 0, bytes, snapshot.sent, count);
		snapshot.sent += count;
		writeHead(writer, SectionKind.CHUNK, this.id);
		writer.bytes(chunk);
		if (snapshot.sent < buffer.len(bytes)) return false;
		this.snapshot = undefined;
		return true;
	}

	private takeAnswer(): Acknowledgement {
		const { acked, rejected, retryAfter, resend } = this;
		if (retryAfter !== undefined) this.toldUntil = this.paidAt;
		this.rejected = [];
		this.retryAfter = undefined;
		this.resend = false;
		this.noteTold();
		return { acked, rejected, retryAfter, resend };
	}

	private noteTold(): void {
		this.isAnswerDue = false;
		this.told = this.acked;
	}
}
