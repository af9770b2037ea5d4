import { Result } from "../../shared/result";
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
	private readonly latency = new LatencyTally();
	private readonly inFlightMax: number;
	private inFlight = 0;
	private submitted = 0;
	private sent = 0;
	private failed = 0;
	private dispatching = false;
	private looking = false;

	constructor(private readonly parts: RequestSchedulerParts) {
		this.inFlightMax = parts.inFlightMax ?? DEFAULT_IN_FLIGHT_MAX;
	}

	/**
	 * Yields until it was the request's turn and the answer is there; the request is made once, also when the thread that
	 * asked is cancelled meanwhile. What `send` throws is thrown here.
	 */
	submit<T>(request: ScheduledRequest<T>): Result<T, StoreFailure> {
		this.submitted += 1;
		const ticket = new RequestTicket(request, this.submitted, this.parts.clock.now());
		this.waiting.add(ticket);
		this.dispatch();
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
		if (this.dispatching) return;
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
		if (this.waiting.size() === 0 || this.inFlight >= this.inFlightMax) return undefined;
		const { clock, stores } = this.parts;
		const now = clock.now();
		const left = { update: stores.updateBudget(), read: stores.readBudget() };
		return this.waiting.take((ticket) => {
			const { rank, request } = ticket;
			if (this.busyKeys.has(ticket.keyId)) return false;
			if (this.inFlightMax - this.inFlight <= placesLeftBy(rank, this.inFlightMax)) return false;
			if (!this.hasRoom(ticket, now)) return false;
			const affordable = left[request.cost] > budgetLeftBy(rank, now - ticket.submittedAt);
			// Nothing less urgent takes what this one waits for.
			if (!affordable) left[request.cost] = 0;
			return affordable;
		});
	}

	/** In a thread of its own: whoever asked may be cancelled, and the place must not stay taken. */
	private start(ticket: RequestTicket): void {
		this.inFlight += 1;
		this.sent += 1;
		this.busyKeys.add(ticket.keyId);
		task.spawn(() => {
			this.settle(ticket, ticket.send());
			ticket.answer();
			this.dispatch();
		});
	}

	private settle(ticket: RequestTicket, result: Result<unknown, StoreFailure> | undefined): void {
		const { request, keyId } = ticket;
		const now = this.parts.clock.now();
		this.inFlight -= 1;
		this.busyKeys.delete(keyId);
		this.latency.add(request.priority, now - ticket.submittedAt);
		if (result?.ok !== true) this.failed += 1;
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
