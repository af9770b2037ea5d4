import { SeededRandom } from "../seeded-random";
import { Timeline } from "../timeline";
import { CloudRequest, Fault } from "./fault";
import { FaultPlan } from "./fault-plan";
import { ServiceFaultSource, Susceptibility } from "./service-faults";

function canHappen(fault: Fault, susceptibility: Susceptibility): boolean {
	if (fault.kind === "conflict") return susceptibility.compares;
	return fault.kind !== "lateTransform" || susceptibility.restarts;
}

/** What goes wrong in a cloud: by a plan and the seed, or as a test says. */
export class Faults {
	/** How often each fault has met a request, as `DataStoreService unanswered`. */
	readonly counts: Record<string, number> = {};
	/**
	 * Asked about every request before the plan is; may be set and cleared at any time. What it returns happens to the
	 * request, if it can: a `conflict` can to the writing half of an update alone, a `lateTransform` to its reading half.
	 * Nil leaves the request to the plan.
	 */
	interfere?: (request: CloudRequest) => Fault | undefined;
	/** Told of every fault that meets a request. */
	met?: (request: CloudRequest, fault: Fault) => void;
	private stopped = false;
	private readonly sources: Record<CloudRequest["service"], ServiceFaultSource | undefined>;

	constructor(plan: FaultPlan, random: SeededRandom, timeline: Timeline) {
		const sourceOf = (faults: ConstructorParameters<typeof ServiceFaultSource>[0] | undefined, name: string) =>
			faults !== undefined ? new ServiceFaultSource(faults, random.derive(name), timeline) : undefined;
		this.sources = {
			DataStoreService: sourceOf(plan.dataStores, "data stores"),
			MemoryStoreService: sourceOf(plan.memory, "memory"),
			MessagingService: sourceOf(plan.messages, "messages"),
		};
	}

	/** From now on nothing goes wrong any more but what `interfere` says. */
	stop(): void {
		this.stopped = true;
	}

	/** Whether every request of a service fails at this moment. */
	isDown(service: CloudRequest["service"]): boolean {
		return !this.stopped && this.sources[service]?.isDown() === true;
	}

	/** What happens to a request that is being sent, if anything does. */
	decide(request: CloudRequest, susceptibility: Susceptibility): Fault | undefined {
		const scripted = this.interfere?.(request);
		const fault = scripted ?? this.draw(request, susceptibility);
		if (scripted !== undefined && !canHappen(scripted, susceptibility)) return undefined;
		if (fault === undefined) return undefined;
		this.count(`${request.service} ${fault.kind}`);
		this.met?.(request, fault);
		return fault;
	}

	private draw(request: CloudRequest, susceptibility: Susceptibility): Fault | undefined {
		return this.stopped ? undefined : this.sources[request.service]?.draw(susceptibility);
	}

	/** Counts a fault that was not one of a request. */
	count(what: string): void {
		this.counts[what] = (this.counts[what] ?? 0) + 1;
	}
}
