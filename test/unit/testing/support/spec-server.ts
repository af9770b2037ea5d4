import { SimulatedDataStore, SimulatedDataStoreService, SimulatedOrderedDataStore } from "../../../../src/testing";
import { Call, SpecCloud } from "./spec-cloud";

/** Every budget there is, by the name under which a server can ask for it: that of OrderedList is shown by an older one. */
export const BUDGETS = [
	"StandardRead",
	"StandardWrite",
	"StandardList",
	"StandardRemove",
	"OrderedRead",
	"OrderedWrite",
	"GetSortedAsync",
	"OrderedRemove",
	"RemoveVersionAsync",
];

/** One server of a cloud, with its players, its stores and the warnings that it was shown. */
export class SpecServer {
	players = 0;
	/** False: it has died, and runs nothing any more. */
	alive = true;
	readonly warnings = new Array<string>();
	readonly service: SimulatedDataStoreService;
	readonly store: SimulatedDataStore;
	readonly ordered: SimulatedOrderedDataStore;

	constructor(private readonly spec: SpecCloud) {
		const services = spec.cloud.connect(spec.timeline.createLink(), {
			players: () => this.players,
			warn: (text) => this.warnings.push(text),
			deliver: (run) => {
				if (this.alive) task.spawn(run);
				return this.alive;
			},
		});
		this.service = services.DataStoreService;
		this.store = this.service.GetDataStore("Store");
		this.ordered = this.service.GetOrderedDataStore("Ordered");
	}

	/** What it could ask now of one type. */
	budget(requestType: string): number {
		return this.service.GetRequestBudgetForRequestType(requestType);
	}

	budgets(): Array<number> {
		return BUDGETS.map((requestType) => this.budget(requestType));
	}

	/** What a call costs, as `StandardRead 1, StandardWrite 1`. */
	costOf(body: () => unknown): string {
		const before = this.budgets();
		this.spec.ask(body);
		const costs = new Array<string>();
		this.budgets().forEach((left, index) => {
			if (left !== before[index]) costs.push(`${BUDGETS[index]} ${before[index] - left}`);
		});
		return costs.join(", ");
	}

	/** Starts as many calls as its budget has room for; returns how many. Whatever comes after them has to wait. */
	spend(requestType: string, body: (index: number) => unknown): number {
		const count = this.budget(requestType);
		for (let index = 1; index <= count; index += 1) this.spec.begin(() => body(index));
		return count;
	}

	/** Starts calls one after the other. */
	begin<T>(count: number, body: (index: number) => T): Array<Call<T>> {
		const calls = new Array<Call<T>>();
		for (let index = 1; index <= count; index += 1) calls.push(this.spec.begin(() => body(index)));
		return calls;
	}
}

/** What calls have failed with so far, each text once. */
export function problemsOf(calls: ReadonlyArray<Call<unknown>>): string {
	const seen = new Set<string>();
	for (const call of calls) {
		if (call.problem !== undefined) seen.add(tostring(call.problem));
	}
	return [...seen].join("|");
}
