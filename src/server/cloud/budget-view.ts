import { ClockPort, DataStorePort } from "./ports";

/** What a request takes of the platform's budgets. */
export type RequestCost = "update" | "read";

/** Below this the platform is asked each time: then each request counts. */
const LOW = 40;
/** The game's own requests are only seen when the platform is asked. */
const FRESH_SECONDS = 0.25;

/**
 * The budgets as the platform said last, less what was sent since: to ask for each request would cost more than the
 * request itself does here.
 */
export class BudgetView {
	private update = 0;
	private read = 0;
	private askedAt = -math.huge;
	/** May go, and have not been sent: the platform has not counted them. */
	private unsent = 0;

	constructor(
		private readonly stores: Pick<DataStorePort, "updateBudget" | "readBudget">,
		private readonly clock: ClockPort,
	) {}

	/** How many requests of a kind may be sent. */
	left(cost: RequestCost): number {
		const now = this.clock.now();
		if (this[cost] < LOW || now - this.askedAt >= FRESH_SECONDS) {
			this.askedAt = now;
			this.update = this.stores.updateBudget() - this.unsent;
			this.read = this.stores.readBudget() - this.unsent;
		}
		return this[cost];
	}

	/** One may go. An update is a read as well. */
	spend(cost: RequestCost): void {
		this.unsent += 1;
		this.read -= 1;
		this.update = cost === "update" ? this.update - 1 : math.min(this.update, this.read);
	}

	/**
	 * It goes now. A thread that has asked for several others to go, and waits for its own turn, sends later than they do: by
	 * then the platform must not have been asked without it (seeds 83075, 83268).
	 */
	sent(): void {
		this.unsent -= 1;
	}
}
