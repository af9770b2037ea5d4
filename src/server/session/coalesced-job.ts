interface Waiting<T> {
	readonly promise: Promise<T>;
	readonly resolve: (value: T) => void;
	readonly reject: (problem: unknown) => void;
}

function createWaiting<T>(): Waiting<T> {
	let resolve!: (value: T) => void;
	let reject!: (problem: unknown) => void;
	const promise = new Promise<T>((done, failed) => {
		resolve = done as (value: T) => void;
		reject = failed;
	});
	return { promise, resolve, reject };
}

/**
 * Lets one run of a job happen at a time: whoever asks while one is under way shares the single run after it, since the
 * one under way may have begun before what they want done.
 */
export class CoalescedJob<T> {
	private running = false;
	private next?: Waiting<T>;

	/** `job` may yield. If it throws, whoever asked for that run gets the error, and the next run goes on. */
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
			const [ok, value] = pcall(this.job);
			if (ok) current.resolve(value as T);
			else current.reject(value);
		}
		this.running = false;
	}
}
