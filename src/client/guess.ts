import type { Intent } from "../mutators/intent";
import type { ClientConflictStrategy } from "../mutators/mutator";
import type { Rejection } from "../mutators/rejection";
import type { Changes } from "../shared/data/patch";
import type { Path } from "../shared/data/path";
import type { PendingMutation } from "./mutation";
import { overlaps } from "./value-at";

/** An intent that the server has not answered, and what is shown of it. */
export interface Guess {
	readonly intent: Intent;
	/** The same as it is sent, but for the head. */
	readonly bytes: buffer;
	readonly conflicts: ClientConflictStrategy;
	/** Several where one took the place of others. */
	readonly mutations: Array<PendingMutation>;
	/** False: nobody here knows what it will do. */
	readonly isGuessed: boolean;
	/** Whether the view has it. */
	shown: boolean;
	/** What it changed when it was run first. */
	readonly changes: Changes;
	/** When it is sent at the latest. */
	readonly dueAt: number;
	/** May give way to a newer one of the same kind. */
	readonly coalesces: boolean;
	/** Since it was sent first. */
	sequence?: number;
	sentAt?: number;
	/** How often it was sent. */
	sends: number;
}

/** Tells all who have asked for it that it is not done. */
export function rejectGuess({ mutations }: Guess, rejection: Rejection): void {
	for (const mutation of mutations) mutation.reject(rejection);
}

/** Whether it has changed something that is at a place, or what the place is in. */
export function touches(guess: Guess, path: Path): boolean {
	return guess.changes.some((change) => overlaps(change.path, path));
}
