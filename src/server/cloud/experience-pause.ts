import { RequestCost } from "./budget-view";

const FIRST_SECONDS = 1;
// The platform counts what was asked for in the last minute: room comes back bit by bit.
const SECONDS_MAX = 8;

interface Pause {
	readonly until: number;
	readonly seconds: number;
}

/**
 * What the platform answers when all servers of the experience together ask for more than it allows. No budget that a
 * server can read shows it, so requests of that kind rest, longer each time that it is answered again.
 */
export class ExperiencePause {
	private readonly pauses: Partial<Record<RequestCost, Pause>> = {};

	isOver(cost: RequestCost, now: number): boolean {
		const pause = this.pauses[cost];
		return pause === undefined || now >= pause.until;
	}

	/** A request was answered with it. `jitter` gives 0 to 1, so that servers do not come back together. */
	begin(cost: RequestCost, now: number, jitter: number): void {
		// Others that were under way have the same to say.
		if (!this.isOver(cost, now)) return;
		const before = this.pauses[cost]?.seconds;
		const seconds = before === undefined ? FIRST_SECONDS : math.min(before * 2, SECONDS_MAX);
		this.pauses[cost] = { until: now + seconds * (0.5 + jitter / 2), seconds };
	}

	/** A request of that kind went through. */
	end(cost: RequestCost, now: number): void {
		// One that was sent before the pause says nothing about it.
		if (this.isOver(cost, now)) this.pauses[cost] = undefined;
	}
}
