import { LatencyRange } from "../cloud-options";
import { CloudRequest, Fault } from "../faults/fault";
import { Faults } from "../faults/faults";
import { SeededRandom } from "../seeded-random";
import { ServerLink, Timeline } from "../timeline";

/** What one server's way to a service is made of. */
export interface RequestPathOptions {
	readonly service: CloudRequest["service"];
	/** Which server this is. */
	readonly server: number;
	readonly timeline: Timeline;
	readonly link: ServerLink;
	readonly random: SeededRandom;
	/** There and back, unless a request says otherwise; each way is drawn apart, half of it each. */
	readonly latencySeconds: LatencyRange;
	readonly faults: Faults;
	/** The service's words for a request that failed, was throttled, or found the queue full. */
	readonly textOf: (kind: FailureKind, operation: string) => string;
	/** Counts whatever is worth counting, by its name. */
	readonly count: (what: string) => void;
	/** Lets the service lose something that it holds. */
	readonly evict?: () => void;
}

export type FailureKind = "failed" | "throttled" | "queueFull";

/** One request as it is sent. */
export interface PathRequest {
	readonly operation: string;
	readonly target?: string;
	/** True unless it leaves everything as it is. */
	readonly writes?: boolean;
	readonly latencySeconds?: LatencyRange;
	/** It is a compare-and-set: its effect gives nil when somebody else has written. */
	readonly compares?: boolean;
	/** Makes the whole request once more, from its start, with nobody waiting for it. */
	readonly restart?: () => void;
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
	send<T>(request: PathRequest, effect: () => T): T {
		const { timeline, link, faults, service, server } = this.options;
		const { operation, target = "" } = request;
		const fault = faults.decide(
			{ service, operation, target, server },
			{
				writes: request.writes === true,
				compares: request.compares === true,
				restarts: request.restart !== undefined,
			},
		);
		const detour = fault?.kind === "slow" ? fault.seconds : 0;
		const outcome = link.suspend<Outcome<T>>((wake) => {
			timeline.schedule(this.oneWay(request) + detour, () => {
				const answer = this.arrive(request, effect, fault);
				if (!answer.ok) this.countFailure(operation, answer.problem);
				timeline.schedule(this.oneWay(request), () => wake(answer));
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

	private arrive<T>(request: PathRequest, effect: () => T, fault: Fault | undefined): Outcome<T> {
		const { timeline, evict } = this.options;
		switch (fault?.kind) {
			case "failed":
				return this.failure("failed", request, fault.text);
			case "outage":
				return this.failure("failed", request);
			case "throttled":
			case "queueFull":
				return this.failure(fault.kind, request);
			case "unanswered": {
				const outcome = this.attempt(effect);
				return outcome.ok ? this.failure("failed", request, fault.text) : outcome;
			}
			case "late":
				timeline.schedule(fault.seconds, () => this.attempt(effect));
				return this.failure("failed", request);
			case "lateTransform":
				timeline.schedule(fault.seconds, request.restart!);
				return this.failure("failed", request);
			case "conflict":
				return { ok: true, value: undefined as T };
			case "evicted":
				evict?.();
		}
		return this.attempt(effect);
	}

	private failure(kind: FailureKind, request: PathRequest, text?: string): Outcome<never> {
		return { ok: false, problem: text ?? this.options.textOf(kind, request.operation) };
	}

	private attempt<T>(effect: () => T): Outcome<T> {
		const [ok, result] = pcall(effect);
		return ok ? { ok: true, value: result as T } : { ok: false, problem: result };
	}

	/** Where it happens: nobody may be left who hears of it. */
	private countFailure(operation: string, problem: unknown): void {
		const [status] = tostring(problem).match("^[^:]+");
		this.options.count(`${operation} (${status ?? "error"})`);
	}

	private oneWay(request: PathRequest): number {
		const [min, max] = request.latencySeconds ?? this.options.latencySeconds;
		return (min + (max - min) * this.options.random.nextNumber()) / 2;
	}
}
