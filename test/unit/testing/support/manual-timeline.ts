import { ServerLink, Timeline } from "../../../../src/testing";

interface Planned {
	readonly time: number;
	readonly order: number;
	readonly callback: () => void;
}

/** Time that moves when a spec says so: quick and exact, in Studio too. */
export class ManualTimeline implements Timeline {
	private time = 1_000_000;
	private order = 0;
	private planned = new Array<Planned>();

	now(): number {
		return this.time;
	}

	schedule(seconds: number, callback: () => void): void {
		this.order += 1;
		this.planned.push({ time: this.time + seconds, order: this.order, callback });
		this.planned.sort((a, b) => a.time < b.time || (a.time === b.time && a.order < b.order));
	}

	/** Everything that is planned within these seconds happens, and what follows from it. */
	advance(seconds: number): void {
		const deadline = this.time + seconds;
		while (!this.planned.isEmpty() && this.planned[0].time <= deadline) {
			const first = this.planned.shift()!;
			this.time = first.time;
			first.callback();
		}
		this.time = deadline;
	}

	/** A server whose threads wait on this timeline. */
	createLink(): ServerLink {
		const timeline = this as ManualTimeline;
		return {
			suspend<T>(begin: (wake: (value: T) => void) => void): T {
				const thread = coroutine.running();
				begin((value) => timeline.schedule(0, () => task.spawn(thread, value)));
				const [value] = coroutine.yield() as unknown as LuaTuple<[T]>;
				return value;
			},
		};
	}
}
