interface Expiry<T> {
	readonly due: number;
	readonly subject: T;
}

// Below this a queue is not worth moving together.
const COMPACT_FROM = 64;

/** What is to be looked at again once its time has come. All wait equally long, so the first in is the first out. */
export class ExpiryQueue<T extends defined> {
	private waiting = new Array<Expiry<T>>();
	private first = 0;

	/** `due` is never before that of the last one added. */
	add(due: number, subject: T): void {
		this.waiting.push({ due, subject });
	}

	/** The next whose time has come, taken out. */
	take(now: number): T | undefined {
		if (this.first >= this.waiting.size() || this.waiting[this.first].due > now) return undefined;
		const { subject } = this.waiting[this.first];
		this.first += 1;
		if (this.first >= COMPACT_FROM && this.first * 2 >= this.waiting.size()) this.compact();
		return subject;
	}

	private compact(): void {
		const rest = new Array<Expiry<T>>();
		for (let index = this.first; index < this.waiting.size(); index += 1) rest.push(this.waiting[index]);
		this.waiting = rest;
		this.first = 0;
	}
}
