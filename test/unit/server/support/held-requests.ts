import { StoreFailure } from "../../../../src/server/cloud/ports";
import {
	RequestScheduler,
	RequestSchedulerParts,
	ScheduledRequest,
} from "../../../../src/server/cloud/request-scheduler";
import { Result, succeed } from "../../../../src/shared/result";

/** A request that a spec makes: what is not given is the key `name`, an update, and an answer when the spec says so. */
export interface HeldRequest extends Partial<Omit<ScheduledRequest<string>, "priority">> {
	readonly name: string;
	readonly priority: ScheduledRequest<string>["priority"];
}

/** A scheduler whose clock and budgets are the spec's, and requests that stay under way until the spec ends them. */
export class HeldRequests {
	readonly scheduler: RequestScheduler;
	/** The names of those that were sent, in order. */
	readonly started = new Array<string>();
	/** The names of those whose caller has its answer, in order. */
	readonly answered = new Array<string>();
	/** What a caller got thrown, by name. */
	readonly thrown = new Map<string, unknown>();
	readonly budget = { updates: math.huge, reads: math.huge };
	/** How often a budget was asked for. */
	looks = 0;
	/** Seconds on the scheduler's clock. */
	seconds = 1000;
	private readonly held = new Map<string, thread>();
	private readonly results = new Map<string, Result<string, StoreFailure>>();

	constructor(inFlightMax?: number) {
		const { budget } = this;
		const look = () => {
			this.looks += 1;
		};
		const seconds = () => this.seconds;
		const parts: RequestSchedulerParts = {
			clock: {
				now() {
					return seconds();
				},
				unixSeconds() {
					return 0;
				},
			},
			stores: {
				updateBudget() {
					look();
					return budget.updates;
				},
				readBudget() {
					return budget.reads;
				},
			},
			inFlightMax,
		};
		this.scheduler = new RequestScheduler(parts);
	}

	/** Submits a request in a thread of its own, and gives that thread. */
	submit(request: HeldRequest): thread {
		const { name } = request;
		const whole: ScheduledRequest<string> = {
			store: "Store",
			key: name,
			cost: "update",
			send: () => this.hold(name),
			...request,
		};
		return task.spawn(() => {
			const [ok, problem] = pcall(() => this.scheduler.submit(whole));
			if (!ok) this.thrown.set(name, problem);
			this.answered.push(name);
		});
	}

	/** The answer to a request that is under way has come. */
	finish(name: string, result: Result<string, StoreFailure> = succeed(name)): void {
		const thread = this.held.get(name);
		assert(thread !== undefined, `${name} is not under way`);
		this.held.delete(name);
		this.results.set(name, result);
		task.spawn(thread);
	}

	/** Ends them all, and those that start then, until nothing is under way. */
	finishAll(): void {
		while (!this.held.isEmpty()) {
			const names = new Array<string>();
			for (const [name] of this.held) names.push(name);
			for (const name of names) this.finish(name);
		}
	}

	/** The names of those that were sent so far, in one text. */
	order(): string {
		return this.started.join(" ");
	}

	private hold(name: string): Result<string, StoreFailure> {
		this.started.push(name);
		this.held.set(name, coroutine.running());
		coroutine.yield();
		return this.results.get(name)!;
	}
}
