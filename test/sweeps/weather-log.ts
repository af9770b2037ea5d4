import type { Faults } from "../../src/testing";
import type { Weather } from "./checkers/never-stuck";

/** Remembers, second by second, which services did not answer. */
export class WeatherLog implements Weather {
	private readonly stores = new Array<boolean>();
	private readonly memory = new Array<boolean>();
	/** By key of a DataStore, else by server: requests that took long. */
	private readonly slow = new Map<string, Array<{ readonly at: number; readonly seconds: number }>>();

	constructor(
		private readonly faults: Faults,
		private readonly now: () => number,
	) {
		faults.met = ({ target, service, server }, fault) => {
			if (fault.kind !== "slow") return;
			// What an open asks of the memory is about other keys than its own.
			const whose = service === "DataStoreService" ? (target.split("/")[2] ?? "") : `server ${server}`;
			this.slow.set(whose, [...(this.slow.get(whose) ?? []), { at: now(), seconds: fault.seconds }]);
		};
	}

	/** Called once a virtual second. */
	tick(): void {
		this.stores.push(this.faults.isDown("DataStoreService"));
		this.memory.push(this.faults.isDown("MemoryStoreService"));
	}

	storesDown(seconds: number): number {
		return this.count(this.stores, seconds);
	}

	slowAt(whose: string, seconds: number): number {
		let total = 0;
		for (const request of this.slow.get(whose) ?? []) {
			if (request.at + request.seconds > this.now() - seconds) total += request.seconds;
		}
		return total;
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
