interface Waiting<T> {
	readonly promise: Promise<T>;
	readonly resolve: (value: T) => void;
}

function createWaiting<T>(): Waiting<T> {
	let resolve!: (value: T) => void;
	const promise = new Promise<T>((done) => {
		resolve = done as (value: T) => void;
	});
	return { promise, resolve };
}

/**
 * Lets one run of a job happen at a time: whoever asks while one is under way shares the single run after it, since the
 * one under way may have begun before what they want done.
 */
export class CoalescedJob<T> {
	private running = false;
	private next?: Waiting<T>;

	/** `job` yields and does not throw. */
	constructor(private readonly job: () => T) {}

	request(): Promise<T> {
		const waiting = this.next ?? createWaiting<T>();
		this.next = waiting;
		if (!this.running) {
			this.running = true;
			task.spawn(() => this.drain());
		}
		return waiting.promise;
	}

	private drain(): void {
		while (this.next !== undefined) {
			const current = this.next;
			this.next = undefined;
			current.resolve(this.job());
		}
		this.running = false;
	}
}
