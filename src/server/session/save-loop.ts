import { Emitter, Listenable } from "../../shared/emitter";
import { fail, Result, succeed } from "../../shared/result";
import { Wake } from "../../shared/wake";
import { isHopeless, nextBackoff } from "../cloud/backoff";
import { ClockPort, StoreFailure } from "../cloud/ports";
import type { HeldSnapshot } from "../commit/document";
import type { StoredMessage } from "../inbox/stored-message";
import type { GroupStep, SaveOutcome } from "./save-transform";

/** One write of a transaction, and the root that it brings. */
export interface StepOrder {
	readonly step: GroupStep;
	readonly snapshot: HeldSnapshot;
}

/** One write of a document as the loop asks for it. */
export interface SaveOrder {
	/** Clears the lock, too. */
	readonly release: boolean;
	/** Somebody outside of the game waits for it. */
	readonly urgent: boolean;
	readonly step?: StepOrder;
}

/** How a write went: which revision the store is known to hold, or what became of the session, or what failed. */
export interface SaveReport {
	readonly revision: number;
	readonly outcome: SaveOutcome;
	/** What lies in the document's inbox. */
	readonly inbox?: ReadonlyArray<StoredMessage>;
}

/** Why somebody who waited for a save does not get it. */
export type SaveFailure =
	| { readonly kind: "cloud"; readonly failure: StoreFailure }
	| { readonly kind: "lost" }
	/** It was for something that a transaction has taken back with itself. */
	| { readonly kind: "rolledBack" }
	/** The session has ended; what it had not saved goes on with the next one. */
	| { readonly kind: "handedOn" };

interface Waiting {
	readonly revision: number;
	readonly release: boolean;
	readonly urgent: boolean;
	readonly resolve: (result: Result<number, SaveFailure>) => void;
}

interface Step extends StepOrder {
	readonly resolve: (result: Result<"done" | "aborted", SaveFailure>) => void;
}

const ORDINARY_TRIES_MAX = 5;

/** What the loop needs of its session. */
export interface SaveLoopParts {
	readonly clock: ClockPort;
	/** Writes once; yields. */
	readonly write: (order: SaveOrder) => Result<SaveReport, StoreFailure>;
	readonly revision: () => number;
	/** A transaction is not decided: until then only its own steps are written, and signs of life. */
	readonly isHeld: () => boolean;
	/** Makes a write that waits for its turn as urgent as this. */
	readonly raise: (priority: "receipt" | "final") => void;
	/** Called once, when a write has found that the document is another session's. */
	readonly lost: () => void;
}

/**
 * The writes of one session, one at a time. Whoever asks while one is under way shares the one after it. An ordinary save
 * is given up after five tries, or when it was throttled for a minute and a half; a release never: it ends when it is
 * confirmed, when the session turns out to be lost, or when the document is opened here again and the new session takes
 * over what is unsaved. A transaction's step is not given up either, unless it can never succeed.
 */
export class SaveLoop {
	private waiting = new Array<Waiting>();
	private step?: Step;
	private running = false;
	private releasing = false;
	private touching = false;
	private handingOn = false;
	private ended = false;
	/** Why nothing is written any more, if not for a release. */
	private over?: SaveFailure;
	private readonly wake = new Wake();
	private readonly failedEmitter = new Emitter<[failure: StoreFailure]>();
	/** A try did not succeed; it may be tried again. */
	readonly failed: Listenable<[failure: StoreFailure]> = this.failedEmitter;

	constructor(private readonly parts: SaveLoopParts) {}

	/** Calls back, without yielding, when the store holds what is committed now. A promise of it would cost more than it. */
	save(resolve: Waiting["resolve"], urgent = false): void {
		this.enqueue({ release: false, urgent, resolve });
	}

	/** Resolves when it holds it and the document is free; nothing is written after it. */
	release(): Promise<Result<number, SaveFailure>> {
		this.releasing = true;
		this.hurry();
		return new Promise((resolve) =>
			this.enqueue({ release: true, urgent: true, resolve: resolve as Waiting["resolve"] }),
		);
	}

	/** Shows that the owner lives, by a write even if nothing has changed. Nobody waits for it. */
	touch(): void {
		// A write that is under way shows it as well.
		if (this.ended || this.running) return;
		this.touching = true;
		this.begin();
	}

	/** Resolves when a write of a transaction is there, or never will be. */
	perform(order: StepOrder): Promise<Result<"done" | "aborted", SaveFailure>> {
		return new Promise((resolve) => {
			if (this.over !== undefined) return resolve(fail(this.over));
			this.step = { ...order, resolve };
			if (this.running) this.parts.raise("receipt");
			this.hurry();
			this.begin();
		});
	}

	/** The transaction is decided: goes on with what has waited for it. */
	resume(): void {
		if (!this.waiting.isEmpty()) this.begin();
	}

	/** Ends it as a session that is lost: nothing is written any more. */
	abandon(): void {
		this.handingOn = false;
		this.parts.lost();
		this.finish({ kind: "lost" });
	}

	/** What was committed after this revision is gone. */
	rollBack(revision: number): void {
		const gone = this.waiting.filter((one) => one.revision > revision && !one.release);
		this.waiting = this.waiting.filter((one) => one.revision <= revision || one.release);
		for (const one of gone) one.resolve(fail({ kind: "rolledBack" }));
	}

	/** Tries again at once what waits to be tried again. */
	hurry(): void {
		if (this.running) this.wake.ring();
	}

	/** Ends the loop after the try that is under way, if that does not end it anyway. Yields; true if it was cut short. */
	handOn(): boolean {
		if (this.ended) return false;
		this.handingOn = true;
		this.hurry();
		while (this.running) task.wait();
		return this.handingOn;
	}

	private enqueue(one: Omit<Waiting, "revision">): void {
		if (this.over !== undefined) return one.resolve(fail(this.over));
		this.waiting.push({ ...one, revision: this.parts.revision() });
		// What is urgent does not wait behind an ordinary save of its own document.
		if (this.running && one.urgent) this.parts.raise(one.release ? "final" : "receipt");
		this.begin();
	}

	private begin(): void {
		if (this.running || this.ended) return;
		this.running = true;
		this.wake.reset();
		task.spawn(() => {
			this.run();
			this.running = false;
		});
	}

	private run(): void {
		let tries = 0;
		let failingSince = 0;
		while (this.hasWork() && !this.handingOn && this.over === undefined) {
			const { step } = this;
			const release = this.releasing && !this.parts.isHeld();
			this.touching = false;
			const urgent = step !== undefined || this.waiting.some((one) => one.urgent);
			const result = this.parts.write({ release, urgent, step });
			if (result.ok) {
				tries = 0;
				if (this.settle(result.value, release, step)) return;
				continue;
			}
			const now = this.parts.clock.now();
			if (tries === 0) failingSince = now;
			tries += 1;
			this.failedEmitter.emit(result.error);
			const failure: SaveFailure = { kind: "cloud", failure: result.error };
			const hopeless = !this.releasing && isHopeless(result.error, tries, ORDINARY_TRIES_MAX, now - failingSince);
			if (hopeless) this.giveUp(failure);
			if (hopeless && !result.error.retryable) this.endStep(fail(failure));
			if (hopeless && this.step === undefined) tries = 0;
			else this.wake.wait(nextBackoff(tries, () => math.random()));
		}
		if (this.handingOn) this.finish({ kind: "handedOn" });
	}

	private hasWork(): boolean {
		if (this.touching || this.step !== undefined) return true;
		return !this.waiting.isEmpty() && !this.parts.isHeld();
	}

	private endStep(result: Result<"done" | "aborted", SaveFailure>): void {
		const { step } = this;
		this.step = undefined;
		step?.resolve(result);
	}

	/** True if that was the last write. */
	private settle(report: SaveReport, release: boolean, step: Step | undefined): boolean {
		if (report.outcome === "lost") {
			this.abandon();
			return true;
		}
		if (step !== undefined && step === this.step) {
			this.endStep(succeed(report.outcome === "aborted" ? "aborted" : "done"));
		}
		const waiting = this.waiting;
		this.waiting = [];
		for (const one of waiting) {
			if (one.revision > report.revision || (one.release && !release)) this.waiting.push(one);
			else one.resolve(succeed(report.revision));
		}
		if (!release) return false;
		this.handingOn = false;
		this.ended = true;
		return true;
	}

	private giveUp(failure: SaveFailure): void {
		const waiting = this.waiting;
		this.waiting = [];
		for (const one of waiting) one.resolve(fail(failure));
	}

	private finish(failure: SaveFailure): void {
		this.ended = true;
		this.over = failure;
		this.endStep(fail(failure));
		this.giveUp(failure);
	}
}
