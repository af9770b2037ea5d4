import { Result } from "../../shared/result";
import { ClockPort, DataStorePort, StoreFailure } from "./ports";

/** How urgent a request is, from the most urgent. */
export type Priority = "final" | "receipt" | "open" | "save" | "backup";

/** One request to the DataStores. */
export interface ScheduledRequest<T> {
	readonly priority: Priority;
	readonly store: string;
	readonly key: string;
	/** An update costs a read and a write of the platform's budget. */
	readonly cost: "update" | "read";
	/** Makes the request once; yields. */
	readonly send: () => Result<T, StoreFailure>;
}

export interface SchedulerStats {
	readonly sent: number;
	readonly failed: number;
	readonly waiting: number;
	readonly inFlight: number;
}

interface Entry {
	readonly request: ScheduledRequest<unknown>;
	readonly order: number;
	rank: number;
	readonly go: () => void;
}

export interface RequestSchedulerParts {
	readonly clock: ClockPort;
	readonly stores: Pick<DataStorePort, "updateBudget" | "readBudget">;
	readonly inFlightMax: number;
}

const RANKS: Readonly<Record<Priority, number>> = { final: 0, receipt: 1, open: 2, save: 3, backup: 4 };
// Of the platform's budget, what the less urgent leave to the more urgent.
const BUDGET_LEFT = [0, 0, 0, 5, 20];
// Of the requests under way, how many the less urgent leave to the more urgent.
const PLACES_LEFT = [0, 0, 1, 4, 6];
const LOOK_SECONDS = 0.5;

/**
 * Lets requests go in the order of their urgency, one at a time for each key, as far as the platform's budgets allow.
 * What is asked for one key goes in the order in which it was asked for: whoever waits in front of something urgent is as
 * urgent.
 */
export class RequestScheduler {
	private waiting = new Array<Entry>();
	private readonly busy = new Set<string>();
	private inFlight = 0;
	private order = 0;
	private sent = 0;
	private failed = 0;
	private looking = false;

	constructor(private readonly parts: RequestSchedulerParts) {}

	/** Yields until it was its turn and the answer is there. */
	submit<T>(request: ScheduledRequest<T>): Result<T, StoreFailure> {
		const thread = coroutine.running();
		let answer: { readonly ok: boolean; readonly value: unknown } | undefined;
		let suspended = false;
		const go = () => {
			const [ok, value] = pcall(request.send);
			this.finish(request, ok && (value as Result<T, StoreFailure>).ok);
			answer = { ok, value };
			if (suspended && coroutine.status(thread) === "suspended") task.spawn(thread);
		};
		this.order += 1;
		const rank = RANKS[request.priority];
		this.waiting.push({ request, order: this.order, rank, go });
		this.lift(request.store, request.key, rank);
		this.dispatch();
		if (answer === undefined) {
			suspended = true;
			coroutine.yield();
		}
		const { ok, value } = answer!;
		return ok ? (value as Result<T, StoreFailure>) : error(value, 0);
	}

	/** Makes what waits for a key as urgent as this. */
	hurry(store: string, key: string, priority: Priority): void {
		this.lift(store, key, RANKS[priority]);
		this.dispatch();
	}

	stats(): SchedulerStats {
		return { sent: this.sent, failed: this.failed, waiting: this.waiting.size(), inFlight: this.inFlight };
	}

	private lift(store: string, key: string, rank: number): void {
		for (const entry of this.waiting) {
			const { request } = entry;
			if (request.store === store && request.key === key) entry.rank = math.min(entry.rank, rank);
		}
	}

	private dispatch(): void {
		while (true) {
			const chosen = this.choose();
			if (chosen === undefined) break;
			this.waiting = this.waiting.filter((entry) => entry !== chosen);
			this.busy.add(this.idOf(chosen.request));
			this.inFlight += 1;
			this.sent += 1;
			// A thread of its own: whoever asked may be cancelled, and the place must not stay taken.
			task.spawn(chosen.go);
		}
		this.lookLater();
	}

	private choose(): Entry | undefined {
		const blocked = new Set<string>();
		const sorted = [...this.waiting].sort((a, b) => a.rank < b.rank || (a.rank === b.rank && a.order < b.order));
		for (const entry of sorted) {
			const id = this.idOf(entry.request);
			if (this.busy.has(id) || blocked.has(id)) continue;
			blocked.add(id);
			if (this.inFlight >= this.parts.inFlightMax - PLACES_LEFT[entry.rank]) return undefined;
			const { stores } = this.parts;
			const budget = entry.request.cost === "update" ? stores.updateBudget() : stores.readBudget();
			if (budget <= BUDGET_LEFT[entry.rank]) return undefined;
			return entry;
		}
		return undefined;
	}

	/** What waits for the budget is looked at again; nothing runs while nothing waits. */
	private lookLater(): void {
		if (this.looking || this.waiting.isEmpty()) return;
		this.looking = true;
		task.delay(LOOK_SECONDS, () => {
			this.looking = false;
			this.dispatch();
		});
	}

	private finish(request: ScheduledRequest<unknown>, ok: boolean): void {
		this.inFlight -= 1;
		if (!ok) this.failed += 1;
		this.busy.delete(this.idOf(request));
		this.dispatch();
	}

	private idOf({ store, key }: ScheduledRequest<unknown>): string {
		return `${store}/${key}`;
	}
}
