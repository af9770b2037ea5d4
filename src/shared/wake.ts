/** Lets one thread wait until some time has passed or somebody rings, whichever comes first. */
export class Wake {
	private release?: () => void;
	private rung = false;

	/** Yields. A ring before it counts, once. */
	wait(seconds: number): void {
		if (this.rung) {
			this.rung = false;
			return;
		}
		const thread = coroutine.running();
		let waiting = true;
		const go = () => {
			if (!waiting) return;
			waiting = false;
			this.release = undefined;
			task.spawn(thread);
		};
		const timer = task.delay(seconds, go);
		this.release = () => {
			task.cancel(timer);
			go();
		};
		coroutine.yield();
	}

	/** Ends the wait that is under way, or the next one at once. */
	ring(): void {
		if (this.release !== undefined) this.release();
		else this.rung = true;
	}

	/** Forgets a ring that nobody has waited for. */
	reset(): void {
		this.rung = false;
	}
}
