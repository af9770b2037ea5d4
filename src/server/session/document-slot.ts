import { Wake } from "../../shared/wake";
import { RecordLock, sameLock } from "../store/record";
import { UnsavedRoot } from "./acquire-transform";
import { Session } from "./session";

/** A lock of another server, and since when it has looked the same. */
export interface LockWatch {
	readonly lock: RecordLock;
	readonly since: number;
	/** When it was looked at last. */
	seenAt: number;
}

/** An open that is under way. */
export interface PendingOpen {
	readonly userId?: number;
	/** Its player has left since: who comes back asks anew. */
	playerLeft: boolean;
	/** See {@link DocumentSlot.momentary}. */
	readonly momentary?: boolean;
}

/**
 * What this server knows of one document, from one session to the next: so that a player who comes back finds what could
 * not be saved, and who waits for a foreign lock need not begin to wait again.
 */
export class DocumentSlot {
	session?: Session<object>;
	/** The open that is under way. */
	opening?: PendingOpen;
	/** Its session is only for a transaction that another document has asked for: for all others it is not open. */
	momentary = false;
	/** The player whose document it is. */
	userId?: number;
	/** What the last session here could not save. */
	unsaved?: UnsavedRoot;
	watch?: LockWatch;
	/** Wakes an open that waits for its turn: the owner has answered. */
	readonly answered = new Wake();

	constructor(
		readonly collection: string,
		readonly key: string,
	) {}

	/** It is open, or being opened, for a moment: whoever wants it waits for that. */
	isMomentary(): boolean {
		if (this.opening !== undefined) return this.opening.momentary === true;
		return this.momentary && this.session?.getState() === "open";
	}

	/** Notes what a foreign lock looks like; the time counts from when it last looked different. */
	see(lock: RecordLock, now: number): LockWatch {
		const known = this.watch;
		const watch = known !== undefined && sameLock(known.lock, lock) ? known : { lock, since: now, seenAt: now };
		watch.seenAt = now;
		this.watch = watch;
		return watch;
	}

	/** Nobody is interested in it any more; what was watched long ago says nothing now. */
	isIdle(now: number, watchSecondsMax: number): boolean {
		if (this.session !== undefined || this.opening !== undefined || this.unsaved !== undefined) return false;
		return this.watch === undefined || now - this.watch.seenAt > watchSecondsMax;
	}
}
