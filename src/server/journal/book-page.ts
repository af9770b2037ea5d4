import { JournalEntry } from "./journal-entry";

/** One document's place in one page. */
export interface Slot {
	readonly docId: string;
	readonly page: BookPage;
	entry: JournalEntry;
	/** Characters that the entry takes in the page. */
	length: number;
	/** Whether a write that held it was confirmed: the store has this entry, or an earlier one of this place. */
	stored: boolean;
	/** Whether a try to write the page held it, so that the store may have it. */
	tried: boolean;
	/** False once it was taken out of the page. */
	live: boolean;
}

/** What a write said of a document. */
export interface Said {
	readonly slot: Slot;
	readonly to: number;
}

/** One page of a journal as its server knows it: what is in it now, and what each try to write it said. */
export class BookPage {
	/** Whether it says something else than at the last try, or that try failed. */
	dirty = false;
	/** Characters of all entries. */
	used = 0;
	private seq = 0;
	/** In the order they came, so that the same history gives the same page. */
	private readonly slots = new Array<Slot>();
	/** Tries whose end is not known, by their sequence number. */
	private readonly tries = new Map<number, ReadonlyArray<Said>>();

	constructor(
		/** Its number, from 1. */
		readonly page: number,
	) {}

	isEmpty(): boolean {
		return this.slots.isEmpty();
	}

	has(docId: string): boolean {
		return this.slots.some((slot) => slot.docId === docId);
	}

	add(docId: string, entry: JournalEntry, length: number): Slot {
		const slot: Slot = { docId, page: this, entry, length, stored: false, tried: false, live: true };
		this.slots.push(slot);
		this.used += length;
		this.dirty = true;
		return slot;
	}

	/** Puts a newer entry in an old one's place; false if there is no room for it. */
	replace(slot: Slot, entry: JournalEntry, length: number, room: number): boolean {
		const used = this.used - slot.length + length;
		if (used > room) return false;
		this.used = used;
		slot.entry = entry;
		slot.length = length;
		this.dirty = true;
		return true;
	}

	remove(slot: Slot): void {
		if (!slot.live) return;
		slot.live = false;
		this.slots.remove(this.slots.indexOf(slot));
		this.used -= slot.length;
		// The store's memory is short: what is of no more use is written out of it.
		if (slot.tried) this.dirty = true;
	}

	/** One more try to write what is in the page now. */
	startWrite(): { readonly seq: number; readonly entries: ReadonlyArray<JournalEntry> } {
		this.seq++;
		this.dirty = false;
		for (const slot of this.slots) slot.tried = true;
		this.tries.set(
			this.seq,
			this.slots.map((slot) => ({ slot, to: slot.entry.to })),
		);
		return { seq: this.seq, entries: this.slots.map((slot) => slot.entry) };
	}

	/**
	 * What is known to be in the store now that this try has ended well: of the places that are still there, as only those
	 * are in every later try too.
	 */
	confirm(seq: number): ReadonlyArray<Said> {
		const said = this.tries.get(seq);
		if (said === undefined) return [];
		// Earlier ones cannot land any more, and would say nothing new.
		for (const [other] of this.tries) if (other <= seq) this.tries.delete(other);
		const live = said.filter(({ slot }) => slot.live);
		for (const { slot } of live) slot.stored = true;
		return live;
	}

	failed(seq: number): void {
		this.tries.delete(seq);
		// A later try says all that this one said; if it fails too, it asks for another.
		if (seq === this.seq) this.dirty = true;
	}
}
