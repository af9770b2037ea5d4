import { EventQueue } from "./event-queue";

/** Virtual time: jumps from one event to the next. Everything that happens in a universe is an event here. */
export class Scheduler {
	/** Seconds since this universe began. */
	now = 0;
	/** Events run so far. */
	executed = 0;
	private order = 0;
	private readonly queue = new EventQueue();

	/** Runs `action` at virtual time `time` (or now, if that is past), unless its owner is dead by then. */
	at(time: number, owner: { readonly alive: boolean } | undefined, action: () => void): void {
		this.order += 1;
		this.queue.push({ time: math.max(time, this.now), order: this.order, owner, action });
	}

	after(seconds: number, owner: { readonly alive: boolean } | undefined, action: () => void): void {
		this.at(this.now + seconds, owner, action);
	}

	/** The time of the next event, or undefined when nothing is left to happen. */
	nextTime(): number | undefined {
		return this.queue.peek()?.time;
	}

	/** Runs the next event. */
	step(): void {
		const event = this.queue.pop();
		if (event === undefined) return;
		this.now = event.time;
		if (event.owner !== undefined && !event.owner.alive) return;
		this.executed += 1;
		event.action();
	}

	/** Runs every event up to and including `time`; the clock ends there. */
	runUntil(time: number): void {
		let upcoming = this.nextTime();
		while (upcoming !== undefined && upcoming <= time) {
			this.step();
			upcoming = this.nextTime();
		}
		this.now = math.max(this.now, time);
	}
}
