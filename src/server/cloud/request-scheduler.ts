import { Result } from "../../shared/result";
import { BudgetView } from "./budget-view";
import { ExperiencePause } from "./experience-pause";
import { KeyBytes } from "./key-bytes";
import { Latency, LatencyTally } from "./latency-tally";
import { ClockPort, DataStorePort, StoreFailure } from "./ports";
import { budgetLeftBy, placesLeftBy } from "./request-reserves";
import { keyIdOf, RequestTicket } from "./request-ticket";
import { Priority, PRIORITY_RANKS, ScheduledRequest } from "./scheduled-request";
import { WaitingList } from "./waiting-list";

export type { Latency } from "./latency-tally";
export type { Priority, ScheduledRequest } from "./scheduled-request";

/** Requests under way at once when nothing else is said: below the 30 that the platform's own queue takes. */
export const DEFAULT_IN_FLIGHT_MAX = 20;
/** What waits for the budget, or for its key to have room, is looked at again this often. */
const LOOK_SECONDS = 0.5;
const FINAL_RANK = PRIORITY_RANKS.final;

/** What a scheduler is made from. */
export interface RequestSchedulerParts {
	readonly clock: ClockPort;
	readonly stores: Pick<DataStorePort, "updateBudget" | "readBudget">;
	/** Default {@link DEFAULT_IN_FLIGHT_MAX}. */
	readonly inFlightMax?: number;
}

/** What a scheduler has done since it was made. */
export interface SchedulerStats {
	readonly sent: number;
	/** Of those sent, which did not succeed. */
	readonly failed: number;
	/** Now. */
	readonly waiting: number;
	/** Now. */
	readonly inFlight: number;
	readonly latency: Readonly<Record<Priority, Latency>>;
}

/**
 * Lets DataStore requests go by their urgency, one at a time for each key, as far as the platform's budgets allow: all of
 * Holdfast's go through one of these. It never repeats a request.
 */
export class RequestScheduler {
	private readonly waiting = new WaitingList();
	private readonly busyKeys = new Set<string>();
	private readonly keyBytes = new KeyBytes();
	private readonly pause = new ExperiencePause();
	private readonly latency = new LatencyTally();
	private readonly budget: BudgetView;
	private readonly inFlightMax: number;
	private inFlight = 0;
	private submitted = 0;
	private sent = 0;
	private failed = 0;
	private dispatching = false;
	private looking = false;

	constructor(private readonly parts: RequestSchedulerParts) {
		this.budget = new BudgetView(parts.stores, parts.clock);
		this.inFlightMax = parts.inFlightMax ?? DEFAULT_IN_FLIGHT_MAX;
	}

	/**
	 * Yields until it was the request's turn and the answer is there; the request is made once, also when the thread that
	 * asked is cancelled meanwhile. What `send` throws is thrown here.
	 */
	submit<T>(request: ScheduledRequest<T>): Result<T, StoreFailure> {
		this.submitted += 1;
		const now = this.parts.clock.now();
		const ticket = new RequestTicket(request, this.submitted, now);
		if (this.waiting.size() === 0 && !this.dispatching && this.mayGo(ticket, now)) {
			this.start(ticket);
		} else {
			this.waiting.add(ticket);
			this.dispatch();
		}
		if (request.inPlace === true) {
			ticket.waitForTurn();
			this.perform(ticket);
		}
		return ticket.wait() as Result<T, StoreFailure>;
	}

	/** Makes what waits for a key as urgent as this: a final save does not wait behind its own autosave. */
	hurry(store: string, key: string, priority: Priority): void {
		this.waiting.raise(keyIdOf(store, key), PRIORITY_RANKS[priority]);
		this.dispatch();
	}

	stats(): SchedulerStats {
		const { sent, failed, inFlight } = this;
		return { sent, failed, waiting: this.waiting.size(), inFlight, latency: this.latency.summary() };
	}

	/** Starts whatever may go. A request that ends at once, or another one asked for meanwhile, is seen by the same loop. */
	private dispatch(): void {
		if (this.dispatching || this.waiting.size() === 0) return;
		this.dispatching = true;
		while (true) {
			const ticket = this.takeNext();
			if (ticket === undefined) break;
			this.start(ticket);
		}
		this.dispatching = false;
		this.lookLater();
	}

	private takeNext(): RequestTicket | undefined {
		if (this.inFlight >= this.inFlightMax) return undefined;
		const now = this.parts.clock.now();
		const exhausted = new Set<string>();
		return this.waiting.take((ticket) => {
			const { cost } = ticket.request;
			if (exhausted.has(cost) || !this.hasPlace(ticket, now)) return false;
			// Nothing less urgent takes what this one waits for.
			if (!this.isAffordable(ticket, now)) exhausted.add(cost);
			return !exhausted.has(cost);
		});
	}

	private mayGo(ticket: RequestTicket, now: number): boolean {
		return this.inFlight < this.inFlightMax && this.hasPlace(ticket, now) && this.isAffordable(ticket, now);
	}

	private hasPlace(ticket: RequestTicket, now: number): boolean {
		if (this.busyKeys.has(ticket.keyId)) return false;
		if (this.inFlightMax - this.inFlight <= placesLeftBy(ticket.rank, this.inFlightMax)) return false;
		return this.hasRoom(ticket, now);
	}

	private isAffordable({ request, rank, submittedAt }: RequestTicket, now: number): boolean {
		// What is final has a deadline, and its turn among the other servers' at any time.
		if (rank !== FINAL_RANK && !this.pause.isOver(request.cost, now)) return false;
		return this.budget.left(request.cost) > budgetLeftBy(rank, now - submittedAt);
	}

	/** Else in a thread of its own: whoever asked may be cancelled, and the place must not stay taken. */
	private start(ticket: RequestTicket): void {
		this.inFlight += 1;
		this.sent += 1;
		this.budget.spend(ticket.request.cost);
		this.busyKeys.add(ticket.keyId);
		if (ticket.request.inPlace === true) ticket.giveTurn();
		else task.spawn(() => this.perform(ticket));
	}

	private perform(ticket: RequestTicket): void {
		this.budget.sent();
		this.settle(ticket, ticket.send());
		ticket.answer();
		this.dispatch();
	}

	private settle(ticket: RequestTicket, result: Result<unknown, StoreFailure> | undefined): void {
		const { request, keyId } = ticket;
		const now = this.parts.clock.now();
		this.inFlight -= 1;
		this.busyKeys.delete(keyId);
		this.latency.add(request.priority, now - ticket.submittedAt);
		if (result?.ok !== true) this.failed += 1;
		else this.pause.end(request.cost, now);
		if (result?.ok === false && result.error.throttled === "experience") {
			this.pause.begin(request.cost, now, math.random());
		}
		const unsent = result !== undefined && !result.ok && result.error.unsent === true;
		if (request.bytes !== undefined && !unsent) this.keyBytes.add(keyId, request.bytes, now);
	}

	private hasRoom({ keyId, request, rank }: RequestTicket, now: number): boolean {
		if (request.bytes === undefined) return true;
		return this.keyBytes.hasRoom(keyId, request.bytes, rank === FINAL_RANK, now);
	}

	/** Nothing runs while nothing waits. */
	private lookLater(): void {
		if (this.looking || this.waiting.size() === 0) return;
		this.looking = true;
		task.delay(LOOK_SECONDS, () => {
			this.looking = false;
			this.dispatch();
		});
	}
}
