import { LatencyRange } from "../cloud-options";
import { SeededRandom } from "../seeded-random";
import { ServerLink, Timeline } from "../timeline";
import { Outage } from "./outage";

/** What one server's way to a service is made of. */
export interface RequestPathOptions {
	readonly timeline: Timeline;
	readonly link: ServerLink;
	readonly random: SeededRandom;
	/** There and back; each way is drawn apart, half of it each. */
	readonly latencySeconds: LatencyRange;
	/** The outage that holds at this moment, if any. */
	readonly outage: () => Outage | undefined;
	/** Counts whatever is worth counting, by its name. */
	readonly count: (what: string) => void;
}

type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: unknown };

/** How one server's requests reach a service that may refuse them, and how the answers come back to its threads. */
export class RequestPath {
	constructor(private readonly options: RequestPathOptions) {}

	/**
	 * Suspends the calling thread; `effect` happens at the service after one half of the latency, what it returned or threw
	 * arrives after the other. What was sent takes effect also when the server dies before: the way is on the cloud's
	 * timeline, only the waiting is on the server's link. Failures are counted as `operation (status)`.
	 */
	send<T>(operation: string, effect: () => T): T {
		const { timeline, link } = this.options;
		const outcome = link.suspend<Outcome<T>>((wake) => {
			timeline.schedule(this.oneWay(), () => {
				const answer = this.attempt(operation, effect);
				if (!answer.ok) this.countFailure(operation, answer.problem);
				timeline.schedule(this.oneWay(), () => wake(answer));
			});
		});
		return outcome.ok ? outcome.value : error(outcome.problem, 0);
	}

	/** Lets the calling thread wait, as an engine function that polls does. */
	pause(seconds: number): void {
		this.options.link.suspend<void>((wake) => this.options.timeline.schedule(seconds, () => wake()));
	}

	count(what: string): void {
		this.options.count(what);
	}

	private attempt<T>(operation: string, effect: () => T): Outcome<T> {
		const outage = this.options.outage();
		const before = outage?.(operation, "before");
		if (before !== undefined) return { ok: false, problem: before };
		const [ok, result] = pcall(effect);
		if (!ok) return { ok: false, problem: result };
		const after = outage?.(operation, "after");
		return after !== undefined ? { ok: false, problem: after } : { ok: true, value: result as T };
	}

	/** Where it happens: nobody may be left who hears of it. */
	private countFailure(operation: string, problem: unknown): void {
		const [status] = tostring(problem).match("^[^:]+");
		this.options.count(`${operation} (${status ?? "error"})`);
	}

	private oneWay(): number {
		const [min, max] = this.options.latencySeconds;
		return (min + (max - min) * this.options.random.nextNumber()) / 2;
	}
}
