import { DocumentSlot } from "./document-slot";
import { Session } from "./session";

// A lock that nobody has looked at for this long counts as never watched.
const WATCH_SECONDS_MAX = 120;

/** Every document that this server has to do with, by collection and key. A document is open once. */
export class SlotTable {
	private readonly slots = new Map<string, DocumentSlot>();
	private waiting = new Array<() => void>();

	/** The slot of a document, made if there is none. */
	slotOf(collection: string, key: string): DocumentSlot {
		const id = this.idOf(collection, key);
		const slot = this.slots.get(id) ?? new DocumentSlot(collection, key);
		this.slots.set(id, slot);
		return slot;
	}

	find(collection: string, key: string): DocumentSlot | undefined {
		return this.slots.get(this.idOf(collection, key));
	}

	/** The session of a document that is open here, for whoever asks. */
	openSession(collection: string, key: string): Session<object> | undefined {
		const slot = this.find(collection, key);
		return slot?.momentary === false && slot.session?.getState() === "open" ? slot.session : undefined;
	}

	/** The sessions that are open or on their way out, in the order of their keys, which is the same in every run. */
	sessions(): Array<Session<object>> {
		const found = new Array<[id: string, session: Session<object>]>();
		for (const [id, slot] of this.slots) {
			if (slot.session !== undefined) found.push([id, slot.session]);
		}
		found.sort((a, b) => a[0] < b[0]);
		return found.map(([, session]) => session);
	}

	sessionsOf(userId: number): Array<Session<object>> {
		return this.sessions().filter((session) => this.find(session.collection, session.key)?.userId === userId);
	}

	/** A player has left: nobody waits any more for what they were waiting for. */
	noteLeaving(userId: number): void {
		for (const [, slot] of this.slots) {
			if (slot.opening?.userId !== userId) continue;
			slot.opening.playerLeft = true;
			slot.answered.ring();
		}
	}

	/** Something has ended: forgets what is of no interest any more. */
	tidy(now: number): void {
		for (const [id, slot] of [...this.slots]) {
			if (slot.isIdle(now, WATCH_SECONDS_MAX)) this.slots.delete(id);
		}
		if (!this.isBusy()) {
			const waiting = this.waiting;
			this.waiting = [];
			for (const resolve of waiting) resolve();
		}
	}

	/** Resolves when nothing is open, being opened or unsaved. */
	whenQuiet(now: number): Promise<void> {
		return new Promise((resolve) => {
			this.waiting.push(resolve);
			this.tidy(now);
		});
	}

	private isBusy(): boolean {
		for (const [, slot] of this.slots) {
			if (slot.session !== undefined || slot.opening !== undefined || slot.unsaved !== undefined) return true;
		}
		return false;
	}

	private idOf(collection: string, key: string): string {
		return `${collection}/${key}`;
	}
}
