import type { Intent } from "../mutators/intent";
import type { Rejection } from "../mutators/rejection";
import type { Acknowledgement } from "../protocol/acknowledgement";
import { nearest, WINDOW } from "../protocol/sequence";
import type { Guess } from "./guess";
import { RoundTrip } from "./round-trip";
import { overlaps } from "./value-at";

/** What an acknowledgement has settled. */
export interface Settled {
	readonly confirmed: ReadonlyArray<Guess>;
	readonly rejected: ReadonlyArray<{ readonly guess: Guess; readonly rejection: Rejection }>;
}

/** Under way at once. */
const BYTES_MAX = 8_000;
const BACKOFF_MAX = 5;
const RESEND_SECONDS_MAX = 30;

/**
 * What a client has asked for and not heard of, in its order: first what was sent, then what was not. The server answers
 * in the same order, and whatever it does not answer is sent again.
 */
export class IntentLog {
	private entries = new Array<Guess>();
	private acked = 0;
	private sent = 0;
	/** Nothing is sent before: the server has said so. */
	private heldUntil = 0;
	private resendAsked = false;
	private resentAt = -math.huge;
	/** Tries to have the oldest answered, since something was answered. */
	private tries = 0;

	constructor(private readonly roundTrip: RoundTrip) {}

	all(): ReadonlyArray<Guess> {
		return this.entries;
	}

	isFull(): boolean {
		return this.entries.size() >= WINDOW;
	}

	add(guess: Guess): void {
		this.entries.push(guess);
	}

	/**
	 * One that was not sent and that a newer one can take the place of. Between both there are at most values for other places:
	 * whatever reads what was set has to find it set.
	 */
	findReplaceable(intent: Intent): Guess | undefined {
		for (const index of $range(this.entries.size() - 1, this.sent, -1)) {
			const guess = this.entries[index];
			if (guess.coalesces && isSameAim(guess.intent, intent)) return guess;
			if (guess.intent.kind !== "set" || intent.kind !== "set" || overlaps(guess.intent.path, intent.path)) break;
		}
		return undefined;
	}

	/** Takes out one that was not sent. */
	drop(guess: Guess): void {
		this.entries = this.entries.filter((other) => other !== guess);
	}

	/** Everything that is left, which nobody will answer any more. */
	clear(): ReadonlyArray<Guess> {
		const left = this.entries;
		this.entries = [];
		this.sent = 0;
		this.acked = 0;
		this.heldUntil = 0;
		this.tries = 0;
		return left;
	}

	/** What is to be sent now, in order; what was sent before is among it if it was not answered in time. */
	takeDue(now: number): ReadonlyArray<Guess> {
		if (now < this.heldUntil) return [];
		const due = this.isResendDue(now) ? this.resend(now) : [];
		const last = this.lastDue(now);
		for (const index of $range(this.sent, last - 1)) {
			const guess = this.entries[index];
			guess.sequence = this.acked + index + 1;
			guess.sentAt = now;
			guess.sends = 1;
			due.push(guess);
		}
		this.sent = math.max(this.sent, last);
		return due;
	}

	/** What is done with is no more here. */
	acknowledge({ acked, rejected, retryAfter, resend }: Acknowledgement, now: number): Settled {
		// All of a whole window may be answered at once, and what was answered before never is less.
		const upTo = nearest(acked, this.acked + 1);
		const refusals = new Map<number, Rejection>();
		for (const { sequence, rejection } of rejected) refusals.set(nearest(sequence, this.acked + 1), rejection);
		const settled = { confirmed: new Array<Guess>(), rejected: new Array<Settled["rejected"][number]>() };
		while (this.acked < upTo && this.sent > 0) {
			const guess = this.entries.shift()!;
			this.sent -= 1;
			this.acked += 1;
			this.tries = 0;
			// Which of several tries was answered is not known.
			if (guess.sends === 1) this.roundTrip.add(now - guess.sentAt!);
			const rejection = refusals.get(this.acked);
			if (rejection !== undefined) settled.rejected.push({ guess, rejection });
			else settled.confirmed.push(guess);
		}
		if (retryAfter !== undefined) this.heldUntil = now + retryAfter;
		if (retryAfter !== undefined || resend === true) this.resendAsked = true;
		return settled;
	}

	/** How many of all may be under way now: the server keeps only so much that it has not read. */
	private lastDue(now: number): number {
		let last = this.entries.size();
		while (last > this.sent && this.entries[last - 1].dueAt > now) last -= 1;
		let bytes = 0;
		for (const index of $range(0, last - 1)) {
			bytes += buffer.len(this.entries[index].bytes);
			if (bytes > BYTES_MAX && index > 0) return math.max(index, this.sent);
		}
		return last;
	}

	private isResendDue(now: number): boolean {
		if (this.sent === 0) {
			this.resendAsked = false;
			return false;
		}
		// What is asked for again comes several times if several came too early.
		if (this.resendAsked) return now - this.resentAt >= this.roundTrip.seconds();
		const patience = math.min(this.roundTrip.patience() * 2 ** math.min(this.tries, BACKOFF_MAX), RESEND_SECONDS_MAX);
		return now - math.max(this.entries[0].sentAt!, this.resentAt) >= patience;
	}

	private resend(now: number): Array<Guess> {
		this.resendAsked = false;
		this.resentAt = now;
		this.tries += 1;
		const again = new Array<Guess>();
		for (const index of $range(0, this.sent - 1)) {
			const guess = this.entries[index];
			guess.sends += 1;
			again.push(guess);
		}
		return again;
	}
}

function isSameAim(left: Intent, right: Intent): boolean {
	if (left.kind === "call") return right.kind === "call" && left.name === right.name;
	return right.kind === "set" && left.path.size() === right.path.size() && overlaps(left.path, right.path);
}
