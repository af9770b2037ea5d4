import type { ChannelWire } from "../mutators/channel-wire";
import { checkIntent } from "../mutators/check-intent";
import type { Mutators } from "../mutators/define-mutators";
import type { Intent } from "../mutators/intent";
import type { IntentCodec } from "../mutators/intent-codec";
import type { Rejection } from "../mutators/rejection";
import { runIntent } from "../mutators/run-intent";
import { StatePriority } from "../mutators/state-priority";
import { writeIntentHead, writeResync } from "../protocol/client-section";
import { WINDOW } from "../protocol/sequence";
import type { ServerSection, ShowSection } from "../protocol/server-section";
import type { Path } from "../shared/data/path";
import { Emitter, Listenable } from "../shared/emitter";
import { ByteReader } from "../wire/byte-reader";
import { ByteWriter } from "../wire/byte-writer";
import { Guess, rejectGuess, touches } from "./guess";
import { IntentLog, Settled } from "./intent-log";
import { PendingMutation } from "./mutation";
import { guess, RunGuess } from "./predict";
import { PredictedView } from "./predicted-view";
import { Repair } from "./repair";
import { Replica, ReplicaStep } from "./replica";
import { RoundTrip } from "./round-trip";
import type { Transition } from "./transition";

/** How something is asked for. */
export interface AskOptions {
	readonly priority: StatePriority;
	readonly predict: boolean;
	readonly conflicts: Guess["conflicts"];
	readonly coalesces: boolean;
}

/** What a synchronizer works with. */
export interface SynchronizerParts {
	readonly wire: ChannelWire;
	readonly userId: number;
	readonly now: () => number;
	readonly roundTrip: RoundTrip;
	/** Something is to be sent at once. */
	readonly hurry: () => void;
}

const LOW_SECONDS = 0.2;
/** What is longer is not sent: a server reads no messages of any length. */
const INTENT_BYTES_MAX = 7000;
const NOTHING: Settled = { confirmed: [], rejected: [] };
const TOO_MANY: Rejection = { code: "tooMany", message: `${WINDOW} are on their way already.` };
const CLOSED: Rejection = { code: "closed", message: "The document is not shown any more." };
const NOT_READY: Rejection = { code: "notReady", message: "The document has not arrived yet." };
const READ_ONLY: Rejection = { code: "forbidden", message: "The document is only shown to this player." };
const TOO_LONG: Rejection = { code: "invalid", message: `More than ${INTENT_BYTES_MAX} bytes cannot be sent.` };

/**
 * A client's side of one document: reads what the server says of it, sends what this client asks for, and shows what both
 * make.
 */
export class Synchronizer {
	private readonly progressEmitter = new Emitter<[progress: number]>();
	private readonly log: IntentLog;
	private readonly mutators: Mutators;
	private readonly codec: IntentCodec;
	private readonly readyEmitter = new Emitter<[]>();
	private readonly run: RunGuess;
	private readonly packer = new ByteWriter();
	private replica?: Replica;
	private isReadOnly = false;
	private readonly view: PredictedView;
	private readonly repair: Repair;

	readonly changed: Listenable<[transition: Transition]>;
	/** All of it is there, and it can be asked for something. */
	readonly readied: Listenable<[]> = this.readyEmitter;
	/** While a snapshot comes: how much of it is there, from 0 to 1. */
	readonly progressed: Listenable<[progress: number]> = this.progressEmitter;

	constructor(private readonly parts: SynchronizerParts) {
		this.log = new IntentLog(parts.roundTrip);
		this.repair = new Repair(() => parts.now());
		this.codec = parts.wire.codec;
		this.mutators = parts.wire.channel.mutators;
		const context = { userId: parts.userId, isServer: false };
		this.run = (draft, intent) => runIntent(this.mutators, intent, draft, context);
		this.view = new PredictedView(this.run, this.log);
		this.changed = this.view.changed;
	}

	getView(): object | undefined {
		return this.view.get();
	}

	/** Undefined while nothing is confirmed. */
	getRevision(): number | undefined {
		return this.replica?.getRoot() !== undefined ? this.replica.getRevision() : undefined;
	}

	isReady(): boolean {
		return this.view.isConfirmed() && this.replica !== undefined;
	}

	/** What is not answered and touches a place; without one, all. */
	countPending(path: Path = []): number {
		return this.log
			.all()
			.filter((it) => path.isEmpty() || touches(it, path))
			.size();
	}

	/** Which of the places that clients may set a path leads to. */
	places(): IntentCodec["places"] {
		return this.codec.places;
	}

	/** Shows at once what an intent will probably do, and has it sent. */
	ask(intent: Intent, options: AskOptions): PendingMutation {
		const refusal = this.refusal() ?? checkIntent(this.mutators, this.codec.places, intent);
		if (refusal !== undefined) return PendingMutation.rejected(refusal);
		const bytes = this.bytesOf(intent);
		if (buffer.len(bytes) > INTENT_BYTES_MAX) return PendingMutation.rejected(TOO_LONG);
		// As the server will have it: the caller's tables are the caller's, and what is not sent is not guessed with.
		const settled = this.codec.settle(this.codec.read(ByteReader.ofClient(bytes), this.codec.idOf(intent)));
		if (!settled.ok) return PendingMutation.rejected(settled.error);
		const sent = settled.value;
		const older = options.coalesces ? this.log.findReplaceable(sent) : undefined;
		const made = options.predict ? guess(this.run, this.view.without(older), sent) : undefined;
		if (made?.ok === false) return PendingMutation.rejected(made.error);
		if (older !== undefined) this.log.drop(older);
		if (this.log.isFull()) return PendingMutation.rejected(TOO_MANY);
		const mutation = new PendingMutation(options.predict ? "predicted" : "waiting");
		this.log.add({
			intent: sent,
			bytes,
			conflicts: options.conflicts,
			mutations: [...(older?.mutations ?? []), mutation],
			shown: options.predict,
			isGuessed: options.predict,
			changes: made?.value.changes ?? [],
			dueAt: math.min(older?.dueAt ?? math.huge, this.dueAt(options.priority)),
			coalesces: options.coalesces,
			sends: 0,
		});
		if (made !== undefined) this.view.guess(made.value.root);
		if (options.priority === StatePriority.HIGH) this.parts.hurry();
		return mutation;
	}

	/** What the server says of this document. */
	receive(section: ServerSection): void {
		if (section.kind === "show") return this.begin(section);
		const { replica } = this;
		if (replica === undefined) return;
		if (section.kind === "chunk" || section.kind === "reset") this.repair.arrive();
		if (section.kind === "chunk") return this.takeChunk(replica, section.bytes);
		if (section.kind === "hash") return this.compare(replica, section);
		if (section.kind === "hide") return this.close();
		const settled = this.log.acknowledge(section.ack, this.parts.now());
		if (section.kind === "reset") {
			replica.begin(section);
			this.take({ kind: "waiting" }, settled);
			return this.progressEmitter.emit(0);
		}
		if (section.kind === "ack") return this.take({ kind: "nothing" }, settled);
		const [ok, step] = pcall(() => replica.apply(section.body));
		if (!ok) this.repair.lose();
		// What was answered is, whether or not what it has changed can be read.
		this.take(ok ? (step as ReplicaStep) : { kind: "nothing" }, settled);
		if (!ok) error(step, 0);
	}

	/** Writes what is to be sent now. `makeRoom` is told of each intent how many bytes follow. */
	write(writer: ByteWriter, makeRoom: (bytes: number) => void): void {
		const { replica } = this;
		if (replica === undefined) return;
		const request = this.repair.takeRequest();
		if (request !== undefined) {
			writeResync(writer, replica.stream, request === "all" ? undefined : replica.getRevision());
		}
		for (const { intent, bytes, sequence } of this.log.takeDue(this.parts.now())) {
			makeRoom(buffer.len(bytes));
			writeIntentHead(writer, replica.stream, sequence!, this.codec.idOf(intent));
			writer.append(bytes);
		}
	}

	/** The document is not shown any more, or the connection ends: nobody will answer. */
	close(): void {
		const left = this.end();
		this.view.withdraw(left, CLOSED);
		for (const it of left) rejectGuess(it, CLOSED);
	}

	/** What was confirmed cannot be gone on with. */
	lose(): void {
		this.repair.lose();
	}

	/** What was sent before it has come, unless it is lost: then the revisions differ. */
	private compare(replica: Replica, { revision, hash }: ServerSection & { readonly kind: "hash" }): void {
		const agreement = replica.compare(revision, hash);
		if (agreement === "older") this.repair.miss();
		else if (agreement === "different") this.repair.lose();
		// Nothing is missing after all.
		else if (agreement === "same" && this.repair.isNeeded()) this.take({ kind: "whole" }, NOTHING);
	}

	/** Gives what nobody will answer any more. */
	private end(): ReadonlyArray<Guess> {
		this.replica = undefined;
		this.repair.cancel();
		return this.log.clear();
	}

	private begin(section: ShowSection): void {
		const left = this.end();
		// What is in view stays until all of it is there.
		this.view.forget();
		this.isReadOnly = section.view === "public";
		this.replica = new Replica(section.stream, this.parts.wire.schemaOf(section.view), section);
		this.repair.begin();
		for (const it of left) rejectGuess(it, CLOSED);
		this.progressEmitter.emit(0);
	}

	private takeChunk(replica: Replica, bytes: buffer): void {
		const step = replica.addChunk(bytes);
		this.take(step, NOTHING);
		// Last, so that who hears that all is there finds it there.
		if (step.kind !== "nothing") this.progressEmitter.emit(replica.progress());
	}

	private take(step: ReplicaStep, settled: Settled): void {
		if (step.kind === "gap") this.repair.miss();
		else if (step.kind === "whole" && step.paths === undefined) this.repair.end();
		const root = this.replica?.getRoot();
		if (root !== undefined) this.repair.arrived();
		if (root !== undefined && !this.repair.isNeeded()) this.rebuild(root, step, settled);
		else this.view.settle(settled);
		for (const { mutations } of settled.confirmed) for (const mutation of mutations) mutation.confirm();
		for (const { guess: it, rejection } of settled.rejected) rejectGuess(it, rejection);
	}

	private rebuild(root: object, step: ReplicaStep, settled: Settled): void {
		const isFirst = !this.view.isConfirmed();
		this.view.confirm(root, step, settled);
		if (isFirst) this.readyEmitter.emit();
	}

	private bytesOf(intent: Intent): buffer {
		const { packer } = this;
		packer.clear();
		this.codec.write(packer, intent);
		return packer.toBuffer();
	}

	private refusal(): Rejection | undefined {
		if (!this.isReady()) return NOT_READY;
		return this.isReadOnly ? READ_ONLY : undefined;
	}

	private dueAt(priority: StatePriority): number {
		return priority === StatePriority.LOW ? this.parts.now() + LOW_SECONDS : this.parts.now();
	}
}
