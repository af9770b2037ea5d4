import type { Universe } from "../../headless/universe/universe";

/** What was asked of the cloud within some time. */
export interface Requests {
	/** DataStore requests as the platform bills them: an UpdateAsync is a read, and a write if it has written. */
	readonly reads: number;
	readonly writes: number;
	/** MemoryStore request units. */
	readonly units: number;
	/** DataStore calls by the game server. */
	readonly calls: number;
}

/** Counts what is asked of a universe's cloud. */
export class RequestMeter {
	private writes = 0;
	private units = 0;

	constructor(private readonly universe: Universe) {
		universe.cloud.observe(() => {
			this.writes += 1;
		});
		this.everyMinute();
	}

	now(): Requests {
		const { requests } = this.universe.cloud;
		const count = (name: string) => requests[name] ?? 0;
		const calls = count("UpdateAsync") + count("GetAsync") + count("SetAsync") + count("RemoveAsync");
		const reads = count("UpdateAsync") + count("UpdateAsync (conflict)") + count("GetAsync");
		return { reads, writes: this.writes, units: this.units, calls };
	}

	since(before: Requests): Requests {
		const after = this.now();
		return {
			reads: after.reads - before.reads,
			writes: after.writes - before.writes,
			units: after.units - before.units,
			calls: after.calls - before.calls,
		};
	}

	/** The cloud says what was used within the last sixty seconds. */
	private everyMinute(): void {
		this.universe.scheduler.after(60, undefined, () => {
			this.units += this.universe.cloud.memory.units.used();
			this.everyMinute();
		});
	}
}
