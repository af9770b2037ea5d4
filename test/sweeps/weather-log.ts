import type { Faults } from "../../src/testing";
import type { Weather } from "./checkers/never-stuck";

/** Remembers, second by second, which services did not answer. */
export class WeatherLog implements Weather {
	private readonly stores = new Array<boolean>();
	private readonly memory = new Array<boolean>();

	constructor(private readonly faults: Faults) {}

	/** Called once a virtual second. */
	tick(): void {
		this.stores.push(this.faults.isDown("DataStoreService"));
		this.memory.push(this.faults.isDown("MemoryStoreService"));
	}

	storesDown(seconds: number): number {
		return this.count(this.stores, seconds);
	}

	memoryDown(seconds: number): number {
		return this.count(this.memory, seconds);
	}

	private count(log: ReadonlyArray<boolean>, seconds: number): number {
		let down = 0;
		for (let index = math.max(0, log.size() - math.ceil(seconds)); index < log.size(); index += 1) {
			if (log[index]) down += 1;
		}
		return down;
	}
}
