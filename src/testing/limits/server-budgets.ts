import { Timeline } from "../timeline";
import { LimitSwitches } from "./limit-switches";
import { Rate, RequestType, SERVER_RATES } from "./request-type";

const MINUTE_SECONDS = 60;
// Unix time in a double is right to a quarter of a microsecond: so much of a request may be missing for that alone.
const ROUNDING = 1e-3;

interface Budget {
	rate: Rate;
	left: number;
	/** When `left` was right. */
	asOf: number;
	/** What came in a second then. */
	perSecond: number;
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
			const perSecond = this.perSecond(rate);
			this.budgets.set(requestType, { rate, left: switches.startBurst, asOf: timeline.now(), perSecond });
		}
	}

	/** Requests that could be made at once. */
	left(requestType: RequestType): number {
		return math.max(0, math.floor(this.refill(requestType).left + ROUNDING));
	}

	affords(charges: ReadonlyArray<RequestType>, cost: number): boolean {
		return charges.every((requestType) => this.refill(requestType).left >= cost - ROUNDING);
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
			if (missing > 0) seconds = math.max(seconds, missing / budget.perSecond);
		}
		return seconds;
	}

	setRate(requestType: RequestType, rate: Rate): void {
		const budget = this.refill(requestType);
		budget.rate = rate;
		budget.perSecond = this.perSecond(rate);
	}

	private refill(requestType: RequestType): Budget {
		const budget = this.budgets.get(requestType)!;
		const now = this.timeline.now();
		const perSecond = this.perSecond(budget.rate);
		// What the burst gave beyond this stays until it is used, and never comes again.
		const most = perSecond * MINUTE_SECONDS * this.switches.savedMinutesMax;
		// When players came or went is not known: the fewer count for the time since.
		const income = (now - budget.asOf) * math.min(perSecond, budget.perSecond);
		if (budget.left < most) budget.left = math.min(most, budget.left + income);
		budget.asOf = now;
		budget.perSecond = perSecond;
		return budget;
	}

	private perSecond({ base, perPlayer }: Rate): number {
		return (base + perPlayer * this.players()) / MINUTE_SECONDS;
	}
}
