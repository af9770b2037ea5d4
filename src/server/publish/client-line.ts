import type { Intent } from "../../mutators/intent";
import type { IntentCodec } from "../../mutators/intent-codec";
import type { Rejection } from "../../mutators/rejection";
import { ClientSection, readClientSection } from "../../protocol/client-section";
import { SectionKind, writeHead } from "../../protocol/section-kind";
import { nearest } from "../../protocol/sequence";
import { OrderedSet } from "../../shared/ordered-set";
import { reportAlone } from "../../shared/report-alone";
import type { ByteReader } from "../../wire/byte-reader";
import { ByteWriter } from "../../wire/byte-writer";
import { ClientStream } from "./client-stream";
import { ClosedStreams } from "./closed-streams";
import type { IntentDesk, IntentOutcome } from "./intent-desk";
import type { PublishConfig } from "./publish-config";
import { TokenBucket } from "./token-bucket";
import { UnreadMessages } from "./unread-messages";
import { VIOLATION_POINTS, ViolationKind, ViolationScore } from "./violation";

/** What a line works with. */
export interface ClientLineParts {
	readonly player: Player;
	readonly config: PublishConfig;
	readonly now: () => number;
	readonly desk: IntentDesk;
	readonly codecOf: (stream: ClientStream) => IntentCodec;
	readonly send: (message: buffer) => void;
	readonly violated: (kind: ViolationKind, score: number) => void;
}

/** A section that was read. Of an intent, also what it is and what it is for. */
interface Asked {
	readonly section: ClientSection;
	readonly stream?: ClientStream;
	readonly intent?: Intent;
}

/** An intent that waits for its document. */
interface Stuck {
	readonly stream: ClientStream;
	readonly intent: Intent;
	readonly deadline: number;
}

const REPAIR_COST = 5;
const STUCK_SECONDS = 10;
/** What a client has under way in one document, at most, and the same again. */
const DOCUMENT_ROOM = 16384;
const CLOSED: Rejection = { code: "closed", message: "The document is not shown any more." };
const FAILED: Rejection = { code: "failed", message: "It could not be done." };
const HELD: Rejection = { code: "failed", message: "The document could not be changed." };

/**
 * Everything between the server and one client: what the client has sent and nobody has read, and what it is to be sent.
 * The work for one client in a frame is bounded, whatever it sends.
 */
export class ClientLine {
	private readonly streams = new OrderedSet<ClientStream>();
	private readonly byId = new Map<number, ClientStream>();
	private readonly closed = new ClosedStreams();
	private readonly tokens: TokenBucket;
	/** Apart from what it asks for: who is in a hurry would never get what it has missed. */
	private readonly repairs: TokenBucket;
	private readonly score: ViolationScore;
	private readonly writer = new ByteWriter();
	private readonly unread = new UnreadMessages();
	private hasFlooded = false;
	/** Each is the next intent of a document that is held. */
	private stuck: ReadonlyArray<Stuck> = [];
	private nextId = 0;
	/** What the client has greeted with: before it listens, the engine may drop what is sent. */
	private nonce?: number;
	private isRenewalDue = false;
	private hasLeft = false;
	/** Documents that the client does not know yet to be shown no more. */
	private readonly hidden = new Array<number>();

	readonly player: Player;

	constructor(private readonly parts: ClientLineParts) {
		const { config, now } = parts;
		this.player = parts.player;
		this.tokens = new TokenBucket(config.tokensPerSecond, config.tokensMax, now());
		this.repairs = new TokenBucket(config.tokensPerSecond / REPAIR_COST, config.tokensMax / REPAIR_COST, now());
		this.score = new ViolationScore(config.forgivenPerSecond);
	}

	/** The id of a stream that begins. */
	takeId(): number {
		this.nextId += 1;
		return this.nextId - 1;
	}

	add(stream: ClientStream): void {
		this.streams.add(stream);
		this.byId.set(stream.id, stream);
	}

	remove(stream: ClientStream): void {
		this.close(stream);
		if (stream.isBegun()) this.hidden.push(stream.id);
	}

	/** The player has left: nothing more is read or sent, in the midst of either as well. */
	end(): void {
		this.hasLeft = true;
		this.forgetUnread();
	}

	all(): ReadonlyArray<ClientStream> {
		return this.streams.values();
	}

	/** Takes what the client has sent, as far as there is room for it; it is read later. True: there is something to read. */
	receive(count: number, message: unknown): boolean {
		const { config } = this.parts;
		if (this.isIgnored()) return false;
		if (count !== 1 || !typeIs(message, "string") || message === "") return this.violate("malformed");
		if (message.size() > config.messageBytesMax) return this.violate("oversized");
		// An honest client has as much under way in each document.
		const room = math.max(config.unreadBytesMax, this.byId.size() * DOCUMENT_ROOM);
		if (this.unread.add(message, this.parts.now(), room)) return true;
		// Once a frame: after a server has stood still, all that an honest client has said again comes at once (114659).
		const isFirst = !this.hasFlooded;
		this.hasFlooded = true;
		return isFirst && this.violate("flooding");
	}

	/** Reads, and does what is asked for, as much as is done in a frame. True: there is more. */
	work(): boolean {
		this.hasFlooded = false;
		if (this.isIgnored()) this.forgetUnread();
		for (const { stream, intent, deadline } of this.stuck) this.tryAgain(stream, intent, deadline);
		for (const _ of $range(1, this.parts.config.intentsPerFrame)) {
			if (this.isIgnored()) this.forgetUnread();
			const reader = this.unread.next();
			if (reader === undefined) return !this.stuck.isEmpty();
			const [ok, asked] = pcall(() => this.readSection(reader));
			if (ok) {
				this.act(asked as Asked);
				continue;
			}
			this.unread.skip();
			this.violate("malformed");
		}
		return !this.stuck.isEmpty() || !this.unread.isEmpty();
	}

	/** Sends what there is to send, in one message. True: there is more, for the next frame. */
	flush(): boolean {
		if (this.nonce === undefined || this.hasLeft) return false;
		if (this.isRenewalDue && !this.renew()) return true;
		const { writer, parts } = this;
		writer.clear();
		for (const id of this.hidden) writeHead(writer, SectionKind.HIDE, id);
		this.hidden.clear();
		const telling = new Array<ClientStream>();
		for (const stream of this.streams.values()) if (stream.hasNews()) telling.push(stream);
		const plain = telling.size() === 1 && writer.size() === 0 ? telling[0].takePlain(writer) : undefined;
		if (plain !== undefined) {
			parts.send(plain);
			return false;
		}
		let isMore = false;
		telling.forEach((stream, index) => {
			if (stream.write(writer, parts.config.chunkBytes, index === telling.size() - 1)) isMore = true;
		});
		if (writer.size() > 0) parts.send(writer.toBuffer());
		return isMore;
	}

	private readSection(reader: ByteReader): Asked {
		const section = readClientSection(reader);
		if (section.kind !== "hello" && this.nonce === undefined) error("nothing was shown to it yet");
		if (section.kind !== "intent") return { section };
		const stream = this.byId.get(section.stream);
		const codec = stream !== undefined ? this.parts.codecOf(stream) : this.closed.codecOf(section.stream);
		if (codec === undefined) error("there is no such stream");
		return { section, stream, intent: codec.read(reader, section.id) };
	}

	private act({ section, stream, intent }: Asked): void {
		if (section.kind === "hello") this.greet(section.nonce);
		else if (section.kind === "resync") this.resync(section);
		else if (stream !== undefined) this.order(stream, section.sequence, intent!);
	}

	private greet(nonce: number): void {
		if (this.nonce !== undefined && this.nonce !== nonce) this.isRenewalDue = true;
		this.nonce = nonce;
	}

	/** A client that greets again has begun anew, and knows nothing: all begins anew. False: it has to wait for its tokens. */
	private renew(): boolean {
		if (this.repairs.spend(1, this.parts.now()) > 0) return false;
		this.isRenewalDue = false;
		for (const stream of this.streams.values()) {
			const { shown, audience } = stream;
			const again = new ClientStream(this, shown, audience);
			audience.streams.delete(stream);
			audience.streams.add(again);
			this.close(stream);
			this.add(again);
		}
		return true;
	}

	private resync({ stream: id, revision }: ClientSection & { readonly kind: "resync" }): void {
		const stream = this.byId.get(id);
		if (stream === undefined || this.repairs.spend(1, this.parts.now()) > 0) return;
		const steps = revision !== undefined ? stream.audience.since(revision) : undefined;
		if (steps === undefined) stream.reset();
		else stream.catchUp(steps);
		// Where it has them all it hears so, and goes on.
		stream.compare();
	}

	/** Each is done once, in its order: what was done is answered again, what is too early is asked for again. */
	private order(stream: ClientStream, bits: number, intent: Intent): void {
		// What follows what waits has to come again; the client is told to when it is done.
		if (this.isStuck(stream)) return;
		const sequence = nearest(bits, stream.acked + 1);
		if (sequence <= stream.acked) return stream.answerAgain(this.parts.now());
		if (sequence > stream.acked + 1) return stream.askAgain();
		const now = this.parts.now();
		const due = stream.dueOf(this.parts.desk.costOf(stream.shown, intent));
		// Promised, not only asked for: what is cheap in other documents would be before what is dear in this one for ever.
		if (due > 0) stream.pay(due, now + this.tokens.promise(due, now));
		if (stream.isPaid(now)) this.perform(stream, intent, now + STUCK_SECONDS);
		else if (!stream.hold(now, this.unread.whenReceived())) this.violate("tooFast");
	}

	/** The document was held: another try, and then the client is to say what came behind it again. */
	private tryAgain(stream: ClientStream, intent: Intent, deadline: number): void {
		// The player may have left while another one was done.
		if (!this.isStuck(stream)) return;
		this.stuck = this.stuck.filter((one) => one.stream !== stream);
		this.perform(stream, intent, deadline);
		if (!this.isStuck(stream)) stream.askAgain();
	}

	/** Until the deadline it may have to wait, and everything of its document behind it. */
	private perform(stream: ClientStream, intent: Intent, deadline: number): void {
		const { desk, codecOf, player, now } = this.parts;
		let outcome: IntentOutcome = { rejection: CLOSED };
		if (this.isOpen(stream)) {
			const [ok, done] = pcall(() => desk.perform(stream.shown, codecOf(stream), intent, player.UserId));
			outcome = ok ? (done as IntentOutcome) : { rejection: FAILED };
			// The engine tells of it; but the client is answered, and the other clients have their turn.
			if (!ok) reportAlone(done);
		}
		if (outcome === "later") {
			if (now() < deadline) {
				this.stuck = [...this.stuck, { stream, intent, deadline }];
				return;
			}
			outcome = { rejection: HELD };
		}
		if (outcome === "done") return stream.accept();
		if (outcome.violation !== undefined) this.violate(outcome.violation);
		stream.reject(outcome.rejection);
	}

	private isStuck(stream: ClientStream): boolean {
		return this.stuck.some((one) => one.stream === stream);
	}

	private close(stream: ClientStream): void {
		this.streams.delete(stream);
		this.byId.delete(stream.id);
		this.closed.add(stream.id, this.parts.codecOf(stream));
	}

	/** What has gone too far is not read any more, neither what comes nor what is there. */
	private isIgnored(): boolean {
		const { config, now } = this.parts;
		return this.score.at(now()) >= config.violationsMax;
	}

	private forgetUnread(): void {
		this.unread.clear();
		this.stuck = [];
	}

	private isOpen(stream: ClientStream): boolean {
		return this.streams.has(stream);
	}

	private violate(kind: ViolationKind): false {
		this.parts.violated(kind, this.score.add(VIOLATION_POINTS[kind], this.parts.now()));
		return false;
	}
}
