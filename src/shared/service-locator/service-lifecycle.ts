import { fail, Result, succeed } from "../result";
import { callHook } from "./call-hook";
import { ServiceEntry } from "./service-entry";
import { asOneFailure, ServiceFailure, serviceFailure } from "./service-failure";
import { shield } from "./shield";

/** Makes every service and says in which order they start. */
export type StartPlan = () => Result<ReadonlyArray<ServiceEntry>, ServiceFailure>;

type State = "idle" | "starting" | "started" | "failed" | "stopping" | "stopped";

const START_REFUSALS: { readonly [K in Exclude<State, "idle">]: string } = {
	starting: "the services are starting already",
	started: "the services have started already",
	failed: "the services failed to start; a locator starts once, so make a new one",
	stopping: "the services are being stopped; a locator starts once, so make a new one",
	stopped: "the services were stopped; a locator starts once, so make a new one",
};

/** One start and one stop of services, in order; a service that has an instance in common with an earlier one is skipped. */
export class ServiceLifecycle {
	private state: State = "idle";
	private starting?: Promise<Result<void, ServiceFailure>>;
	private readonly handled = new Set<defined>();
	/** In the order in which they started. */
	private readonly started = new Array<ServiceEntry>();

	/** Why `start` must not be called now, or undefined. */
	public startRefusal(): string | undefined {
		return this.state === "idle" ? undefined : START_REFUSALS[this.state];
	}

	/** Why `stop` must not be called now, or undefined. */
	public stopRefusal(): string | undefined {
		if (this.state === "idle") return "the services were not started";
		if (this.state === "stopping") return "the services are being stopped already";
		if (this.state === "stopped") return "the services were stopped already";
		return undefined;
	}

	/** Starts what the plan names. The work goes on if the promise is cancelled. */
	public start(plan: StartPlan): Promise<Result<void, ServiceFailure>> {
		this.state = "starting";
		this.starting = this.startAll(plan);
		return shield(this.starting);
	}

	/** Stops what has started, after the service that is just starting. The work goes on if the promise is cancelled. */
	public stop(): Promise<Result<void, ServiceFailure>> {
		this.state = "stopping";
		return shield(this.stopAll());
	}

	private async startAll(plan: StartPlan): Promise<Result<void, ServiceFailure>> {
		const planned = plan();
		const failure = planned.ok ? this.startEach(planned.value) : planned.error;
		if (failure === undefined) {
			this.leaveStarting("started");
			return succeed(undefined);
		}
		// Whoever called `stop` gets to see how the stopping goes.
		if (failure.kind === "startAborted") return fail(failure);
		const others = this.stopStarted();
		this.leaveStarting("failed");
		return fail(asOneFailure([failure, ...others]));
	}

	private async stopAll(): Promise<Result<void, ServiceFailure>> {
		this.starting?.awaitStatus();
		const failures = this.stopStarted();
		this.state = "stopped";
		return failures.isEmpty() ? succeed(undefined) : fail(asOneFailure(failures));
	}

	private startEach(order: ReadonlyArray<ServiceEntry>): ServiceFailure | undefined {
		for (const entry of order) {
			if (entry.instance === undefined || this.handled.has(entry.instance)) continue;
			this.handled.add(entry.instance);
			const done = callHook(entry.instance, "start");
			if (!done.ok) return serviceFailure("startFailed", entry.name, done.error);
			this.started.push(entry);
			if (this.state === "stopping") {
				return serviceFailure("startAborted", entry.name, "stop() was called meanwhile");
			}
		}
		return undefined;
	}

	/** Stops the last one started until none is left; a failure does not keep the others from being stopped. */
	private stopStarted(): Array<ServiceFailure> {
		const failures = new Array<ServiceFailure>();
		let entry = this.started.pop();
		while (entry !== undefined) {
			const done = entry.instance === undefined ? undefined : callHook(entry.instance, "stop");
			if (done !== undefined && !done.ok) failures.push(serviceFailure("stopFailed", entry.name, done.error));
			entry = this.started.pop();
		}
		return failures;
	}

	/** Unless `stop` was called meanwhile. */
	private leaveStarting(state: State): void {
		if (this.state === "starting") this.state = state;
	}
}
