import { Timeline } from "../timeline";
import { LimitSwitches } from "./limit-switches";
import { Rate, RequestType, SERVER_RATES } from "./request-type";

const MINUTE_SECONDS = 60;

interface Budget {
	rate: Rate;
	left: number;
	/** When `left` was right. */
	asOf: number;
}

/** What one server may still ask of the DataStores: a store of requests that fills up evenly (platform.md 2). */
export class ServerBudgets {
	private readonly budgets = new Map<RequestType, Budget>();

	constructor(
		private readonly timeline: Timeline,
		private readonly players: () => number,
		private readonly switches: LimitSwitches,
	) {
		for (const [requestType, rate] of pairs(SERVER_RATES)) {
			this.budgets.set(requestType, { rate, left: switches.startBurst, asOf: timeline.now() });
		}
	}

	/** Requests that could be made at once. */
	left(requestType: RequestType): number {
		return math.max(0, math.floor(this.refill(requestType).left));
	}

	affords(charges: ReadonlyArray<RequestType>, cost: number): boolean {
		return charges.every((requestType) => this.refill(requestType).left >= cost);
	}

	/** Takes it, also where it is not there: what is sent cannot be called back. */
	charge(charges: ReadonlyArray<RequestType>, cost: number): void {
		for (const requestType of charges) this.refill(requestType).left -= cost;
	}

	/** Seconds until it could be afforded, if nothing else is asked for. */
	secondsUntil(charges: ReadonlyArray<RequestType>, cost: number): number {
		let seconds = 0;
		for (const requestType of charges) {
			const budget = this.refill(requestType);
			const missing = cost - budget.left;
			if (missing > 0) seconds = math.max(seconds, missing / this.perSecond(budget));
		}
		return seconds;
	}

	setRate(requestType: RequestType, rate: Rate): void {
		this.refill(requestType).rate = rate;
	}

	private refill(requestType: RequestType): Budget {
		const budget = this.budgets.get(requestType)!;
		const now = this.timeline.now();
		const perSecond = this.perSecond(budget);
		const most = math.max(perSecond * MINUTE_SECONDS * this.switches.savedMinutesMax, this.switches.startBurst);
		if (budget.left < most) budget.left = math.min(most, budget.left + (now - budget.asOf) * perSecond);
		budget.asOf = now;
		return budget;
	}

	private perSecond({ rate }: Budget): number {
		return (rate.base + rate.perPlayer * this.players()) / MINUTE_SECONDS;
	}
}
