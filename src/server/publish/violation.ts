/**
 * What a client did that the game's own client does not do.
 *
 * - `malformed` – a message that is none.
 * - `oversized` – a message that is too long; it was not read.
 * - `flooding` – more messages than there is room for; they were dropped. Told once a frame.
 * - `tooFast` – more than its rate allows, while it was told to wait. (Who waits then may ask for as much as it likes.)
 * - `invalid` – arguments that their schemas do not allow.
 * - `forbidden` – a change of a document that is only shown to it. (What `allow` refuses is none: a client cannot know.)
 */
export type ViolationKind = "malformed" | "oversized" | "flooding" | "tooFast" | "invalid" | "forbidden";

/** One violation, and what they have come to. */
export interface Violation {
	readonly player: Player;
	readonly kind: ViolationKind;
	/** All of late; it goes down with time. */
	readonly score: number;
	/** True: the score has reached its limit, and nothing more of this client is read until it has gone down. */
	readonly isOverLimit: boolean;
}

/** What the game's own client never does weighs more than what it may come to by chance. */
export const VIOLATION_POINTS: Readonly<Record<ViolationKind, number>> = table.freeze({
	malformed: 10,
	oversized: 10,
	flooding: 5,
	tooFast: 0.2,
	invalid: 5,
	forbidden: 2,
});

/** The violations of one client, of late. */
export class ViolationScore {
	private score = 0;
	private asOf = 0;

	constructor(private readonly forgivenPerSecond: number) {}

	add(points: number, now: number): number {
		this.score = this.at(now) + points;
		this.asOf = now;
		return this.score;
	}

	at(now: number): number {
		return math.max(0, this.score - (now - this.asOf) * this.forgivenPerSecond);
	}
}
