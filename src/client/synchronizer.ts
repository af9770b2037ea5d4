import { checkIntent } from "../mutators/check-intent";
import type { Mutators } from "../mutators/define-mutators";
import type { Intent } from "../mutators/intent";
import { IntentCodec } from "../mutators/intent-codec";
import type { Rejection } from "../mutators/rejection";
import { runIntent } from "../mutators/run-intent";
import { StatePriority } from "../mutators/state-priority";
import { writeIntentHead, writeResync } from "../protocol/client-section";
import { WINDOW } from "../protocol/sequence";
import type { ServerSection, ShowSection } from "../protocol/server-section";
import { isEqual } from "../shared/data/equal";
import type { Path } from "../shared/data/path";
import { Emitter, Listenable } from "../shared/emitter";
import { ByteWriter } from "../wire/byte-writer";
import { View, WireSchema } from "../wire/wire-schema";
import { Guess, touches } from "./guess";
import { IntentLog, Settled } from "./intent-log";
import { PendingMutation } from "./mutation";
import { guess, predict, RunGuess, share } from "./predict";
import { Replica, ReplicaStep } from "./replica";
import { RoundTrip } from "./round-trip";
import type { ChangeType, Transition } from "./transition";
import { valueAt } from "./value-at";

/** How something is asked for. */
export interface AskOptions {
	readonly priority: StatePriority;
	readonly predict: boolean;
	readonly conflicts: Guess["conflicts"];
	readonly coalesces: boolean;
}

/** What a synchronizer works with. */
export interface SynchronizerParts {
	readonly mutators: Mutators;
	readonly userId: number;
	readonly now: () => number;
	readonly roundTrip: RoundTrip;
	/** Something is to be sent at once. */
	readonly hurry: () => void;
}

/** What is confirmed is not known, so what is in view stays until the server has sent it. */
interface Missing {
	/** When the server is asked, next. */
	readonly askAt: number;
	/** All of it; else only what came after the last revision that is known. */
	readonly isAll: boolean;
}

const LOW_SECONDS = 0.2;
const RESYNC_SECONDS = 1;
/** What is longer is not sent: a server reads no messages of any length. */
const INTENT_BYTES_MAX = 7000;
/** Parts of a snapshot come with every frame. */
const CHUNK_SECONDS_MAX = 5;
const NOTHING: Settled = { confirmed: [], rejected: [] };
const TOO_MANY: Rejection = { code: "tooMany", message: `${WINDOW} are on their way already.` };
const CLOSED: Rejection = { code: "closed", message: "The document is not shown any more." };
const NOT_READY: Rejection = { code: "notReady", message: "The document has not arrived yet." };
const READ_ONLY: Rejection = { code: "forbidden", message: "The document is only shown to this player." };
const TOO_LONG: Rejection = { code: "invalid", message: `More than ${INTENT_BYTES_MAX} bytes cannot be sent.` };
const CONFLICT: Rejection = { code: "conflict", message: "The server has changed the same." };

/**
 * A client's side of one document: what the server has confirmed, what this client has asked for since, and the view of
 * both. It never takes a change back: the view is made anew of what is confirmed, and of what is not answered yet.
 */
export class Synchronizer {
	private readonly changedEmitter = new Emitter<[transition: Transition]>();
	private readonly progressEmitter = new Emitter<[progress: number]>();
	private readonly log: IntentLog;
	private readonly codec: IntentCodec;
	private readonly schemas = new Map<View, WireSchema>();
	private readonly run: RunGuess;
	private readonly packer = new ByteWriter();
	private replica?: Replica;
	private isReadOnly = false;
	private view?: object;
	/** What the view was made of. */
	private confirmed?: object;
	private readonly untold = new Array<Transition>();
	private telling = false;
	private missing?: Missing;
	/** When something of a snapshot came last, while it comes. */
	private arrivesAt?: number;

	readonly changed: Listenable<[transition: Transition]> = this.changedEmitter;
	/** While a snapshot comes: how much of it is there, from 0 to 1. */
	readonly progressed: Listenable<[progress: number]> = this.progressEmitter;

	constructor(private readonly parts: SynchronizerParts) {
		this.log = new IntentLog(parts.roundTrip);
		this.codec = new IntentCodec(parts.mutators);
		const context = { userId: parts.userId, isServer: false };
		this.run = (draft, intent) => runIntent(parts.mutators, intent, draft, context);
	}

	getView(): object | undefined {
		return this.view;
	}

	/** Undefined while nothing is confirmed. */
	getRevision(): number | undefined {
		return this.replica?.getRoot() !== undefined ? this.replica.getRevision() : undefined;
	}

	isReady(): boolean {
		return this.confirmed !== undefined && this.replica !== undefined;
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
		const refusal = this.refusal() ?? checkIntent(this.parts.mutators, this.codec.places, intent);
		if (refusal !== undefined) return PendingMutation.rejected(refusal);
		const bytes = this.bytesOf(intent);
		if (buffer.len(bytes) > INTENT_BYTES_MAX) return PendingMutation.rejected(TOO_LONG);
		const older = options.coalesces ? this.log.findReplaceable(intent) : undefined;
		const made = options.predict ? guess(this.run, this.viewWithout(older), intent) : undefined;
		if (made?.ok === false) return PendingMutation.rejected(made.error);
		if (older !== undefined) this.log.drop(older);
		if (this.log.isFull()) return PendingMutation.rejected(TOO_MANY);
		const mutation = new PendingMutation(options.predict ? "predicted" : "waiting");
		this.log.add({
			intent,
			bytes,
			conflicts: options.conflicts,
			mutations: [...(older?.mutations ?? []), mutation],
			shown: options.predict,
			changes: made?.value.changes ?? [],
			dueAt: math.min(older?.dueAt ?? math.huge, this.dueAt(options.priority)),
			coalesces: options.coalesces,
			sends: 0,
		});
		if (made !== undefined) this.show(share(this.view!, made.value.root), () => "predicted");
		if (options.priority === StatePriority.HIGH) this.parts.hurry();
		return mutation;
	}

	/** What the server says of this document. */
	receive(section: ServerSection): void {
		if (section.kind === "show") return this.begin(section);
		const { replica } = this;
		if (replica === undefined) return;
		if (section.kind === "chunk" || section.kind === "reset") this.arrive();
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
		if (!ok) this.lose();
		// What was answered is, whether or not what it has changed can be read.
		this.take(ok ? (step as ReplicaStep) : { kind: "nothing" }, settled);
		if (!ok) error(step, 0);
	}

	/** Writes what is to be sent now. `makeRoom` is told of each intent how many bytes follow. */
	write(writer: ByteWriter, makeRoom: (bytes: number) => void): void {
		const { replica } = this;
		if (replica === undefined) return;
		const now = this.parts.now();
		// A part of it is lost.
		if (this.arrivesAt !== undefined && now - this.arrivesAt > CHUNK_SECONDS_MAX) this.lose();
		const { missing } = this;
		if (missing !== undefined && now >= missing.askAt) {
			this.missing = { ...missing, askAt: now + RESYNC_SECONDS };
			writeResync(writer, replica.stream, missing.isAll ? undefined : replica.getRevision());
		}
		for (const { intent, bytes, sequence } of this.log.takeDue(now)) {
			makeRoom(buffer.len(bytes));
			writeIntentHead(writer, replica.stream, sequence!, this.codec.idOf(intent));
			writer.append(bytes);
		}
	}

	/** The document is not shown any more, or the connection ends: nobody will answer. */
	close(): void {
		const base = this.isBaseKnown() ? this.confirmed : undefined;
		const left = this.end();
		if (left.isEmpty() || base === undefined) return;
		// What was guessed has come to nothing here.
		const rejected = left.map((it) => ({ guess: it, rejection: CLOSED }));
		this.show(share(this.view!, base), (path) => causeOf({ confirmed: [], rejected }, path));
	}

	/** What was confirmed cannot be gone on with. */
	lose(): void {
		if (this.missing?.isAll !== true) this.missing = { askAt: this.parts.now(), isAll: true };
	}

	/** What was sent before it has come, unless it is lost: then the revisions differ. */
	private compare(replica: Replica, { revision, hash }: ServerSection & { readonly kind: "hash" }): void {
		const agreement = replica.compare(revision, hash);
		if (agreement === "older") this.miss();
		else if (agreement === "different") this.lose();
	}

	private miss(): void {
		this.missing ??= { askAt: this.parts.now(), isAll: false };
	}

	/** While what was asked for comes it is not asked for again: the server would begin anew, and it would never be there. */
	private arrive(): void {
		const now = this.parts.now();
		this.arrivesAt = now;
		if (this.missing !== undefined) this.missing = { ...this.missing, askAt: now + CHUNK_SECONDS_MAX };
	}

	/** What waits is rejected, and what is in view stays. Gives what has waited. */
	private end(): ReadonlyArray<Guess> {
		this.replica = undefined;
		this.confirmed = undefined;
		this.missing = undefined;
		this.arrivesAt = undefined;
		const left = this.log.clear();
		for (const { mutations } of left) for (const mutation of mutations) mutation.reject(CLOSED);
		return left;
	}

	private begin(section: ShowSection): void {
		this.end();
		const { node } = this.parts.mutators.schema;
		const schema = this.schemas.get(section.view) ?? new WireSchema(node, section.view);
		this.schemas.set(section.view, schema);
		this.isReadOnly = section.view === "public";
		this.replica = new Replica(section.stream, schema, section);
		this.arrivesAt = this.parts.now();
		this.progressEmitter.emit(0);
	}

	private takeChunk(replica: Replica, bytes: buffer): void {
		const step = replica.addChunk(bytes);
		this.take(step, NOTHING);
		// Last, so that who hears that all is there finds it there.
		if (step.kind !== "nothing") this.progressEmitter.emit(replica.progress());
	}

	private take(step: ReplicaStep, settled: Settled): void {
		if (step.kind === "gap") this.miss();
		else if (step.kind === "whole" && (step.paths === undefined || this.missing?.isAll !== true))
			this.missing = undefined;
		const root = this.replica?.getRoot();
		if (root !== undefined) this.arrivesAt = undefined;
		if (root !== undefined && this.missing === undefined) this.rebuild(root, step, settled);
		for (const { mutations } of settled.confirmed) for (const mutation of mutations) mutation.confirm();
		for (const { guess: it, rejection } of settled.rejected) {
			for (const mutation of it.mutations) mutation.reject(rejection);
		}
	}

	private rebuild(root: object, step: ReplicaStep, settled: Settled): void {
		const before = this.confirmed;
		this.confirmed = root;
		if (step.kind !== "whole" && settled.confirmed.isEmpty() && settled.rejected.isEmpty()) return;
		if (this.view === undefined) return this.show(root, () => "remote");
		if (before !== undefined && step.kind === "whole" && step.paths !== undefined)
			this.giveWay(before, root, step.paths, settled);
		this.show(this.predictAll(), (path) => causeOf(settled, path));
	}

	/** False: what is in view has more in it than what is confirmed, and nobody can say how much. */
	private isBaseKnown(): boolean {
		return this.missing === undefined && this.replica?.getRoot() !== undefined;
	}

	/** What a newer one that takes the place of an older one finds: where it says the same, that is still a change. */
	private viewWithout(older: Guess | undefined): object {
		if (older === undefined || !this.isBaseKnown()) return this.view!;
		const others = this.log.all().filter((it) => it !== older);
		return predict(this.run, this.confirmed!, others, this.view!);
	}

	private predictAll(): object {
		return predict(this.run, this.confirmed!, this.log.all(), this.view!);
	}

	/** Guesses by which the server wins are taken back where it has changed what they have touched. */
	private giveWay(before: object, root: object, paths: ReadonlyArray<Path>, settled: Settled): void {
		const losing = this.log.all().filter((it) => it.shown && it.conflicts === "server_wins");
		if (losing.isEmpty()) return;
		// What only this client has done is no conflict: it is in view already.
		const expected = predict(this.run, before, settled.confirmed, before);
		const conflicts = paths.filter((path) => !isEqual(valueAt(root, path), valueAt(expected, path)));
		for (const it of losing) {
			if (!conflicts.some((path) => touches(it, path))) continue;
			it.shown = false;
			if (it.sequence !== undefined) continue;
			this.log.drop(it);
			for (const mutation of it.mutations) mutation.reject(CONFLICT);
		}
	}

	/** A listener may ask for something: the others hear of that after what they are being told. */
	private show(view: object, typeAt: (path: Path) => ChangeType): void {
		const previous = this.view;
		if (view === previous) return;
		this.view = view;
		this.untold.push({ previous, current: view, typeAt });
		if (this.telling) return;
		this.telling = true;
		while (!this.untold.isEmpty()) this.changedEmitter.emit(this.untold.shift()!);
		this.telling = false;
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

function causeOf({ confirmed, rejected }: Settled, path: Path): ChangeType {
	if (rejected.some(({ guess: it }) => touches(it, path))) return "rejected";
	return confirmed.isEmpty() ? "remote" : "confirmed";
}
