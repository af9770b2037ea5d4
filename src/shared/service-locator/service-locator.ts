import { misuse } from "../errors";
import { fail, Result, succeed } from "../result";
import { checkHealth } from "./check-health";
import { errorText } from "./error-text";
import { HealthReport } from "./health-report";
import { ServiceAssembly } from "./service-assembly";
import { insertByPriority, ServiceEntry } from "./service-entry";
import { ServiceFailure, serviceFailure } from "./service-failure";
import { ServiceLifecycle } from "./service-lifecycle";
import { ServiceOptions } from "./service-options";
import { ServiceResolver } from "./service-resolver";
import { ServiceTag } from "./service-tag";
import { ServiceToken } from "./service-token";
import { startOrder } from "./start-order";

const HEALTH_TIMEOUT_SECONDS = 10;

/**
 * Knows how services are made, makes each when it is first needed, and starts and stops them in order.
 *
 * Made and started are two things. A service is *made* at its first `resolve`, and with it, before it, what its factory
 * resolves; `start` makes whatever is still missing, highest priority first, before it starts anything. Services are
 * *started* by priority, equal ones in order of registration, except that what a factory resolved starts before the
 * service that it was made for, however low its priority: nothing starts before what it needs. What a service resolves
 * later than in its factory is not known then and may not have started. They are stopped in the reverse of the order in
 * which they did start.
 */
export class ServiceLocator implements ServiceResolver {
	/** By priority, equal ones in order of registration. */
	private readonly entries = new Array<ServiceEntry>();
	/** For look-up only: a table keyed by tokens has no order. */
	private readonly entryOf = new Map<object, ServiceEntry>();
	private readonly assembly = new ServiceAssembly();
	private readonly lifecycle = new ServiceLifecycle();

	/**
	 * Says how the service of a token is made. Makes nothing yet.
	 *
	 * @throws if the token is registered already, if `start` was called, and if the priority is NaN.
	 */
	public register<T extends defined>(token: ServiceToken<T>, options: ServiceOptions<NoInfer<T>>): void {
		const { factory, singleton = true, priority = 0, tags = [], healthCheck } = options;
		const refusal = this.lifecycle.startRefusal();
		if (refusal !== undefined) misuse("ServiceLocator.register", `"${token.name}" comes too late: ${refusal}`);
		if (this.entryOf.has(token)) misuse("ServiceLocator.register", `"${token.name}" is registered already`);
		if (priority !== priority) misuse("ServiceLocator.register", `the priority of "${token.name}" is NaN`);

		const entry: ServiceEntry = {
			name: token.name,
			singleton,
			priority,
			tags,
			create: () => factory(this),
			check: healthCheck && (() => healthCheck(this.resolve(token))),
			needs: [],
		};
		this.entryOf.set(token, entry);
		insertByPriority(this.entries, entry);
	}

	public resolve<T extends defined>(token: ServiceToken<T>): T {
		const entry = this.entryOf.get(token);
		if (entry === undefined) {
			return misuse("ServiceLocator.resolve", `no service is registered for ${this.assembly.trail(token.name)}`);
		}
		const cycle = this.assembly.cycleTo(entry);
		if (cycle !== undefined) misuse("ServiceLocator.resolve", `services need each other in a cycle: ${cycle}`);
		return this.obtain(entry) as T;
	}

	public has<T extends defined>(token: ServiceToken<T>): boolean {
		return this.entryOf.has(token);
	}

	public withTag<T extends defined>(tag: ServiceTag<T>): Array<T> {
		const services = new Array<T>();
		for (const entry of this.entries) {
			if (!entry.tags.includes(tag)) continue;
			const cycle = this.assembly.cycleTo(entry);
			if (cycle !== undefined) misuse("ServiceLocator.withTag", `services need each other in a cycle: ${cycle}`);
			services.push(this.obtain(entry) as T);
		}
		return services;
	}

	/**
	 * Makes the singletons that do not exist yet, then starts them one after another. If one fails, those already started
	 * are stopped in reverse order, and the failure names the one that failed first. Cancelling the promise changes
	 * nothing.
	 *
	 * @throws if it was called before: a locator starts once.
	 */
	public start(): Promise<Result<void, ServiceFailure>> {
		const refusal = this.lifecycle.startRefusal();
		if (refusal !== undefined) misuse("ServiceLocator.start", refusal);
		return this.lifecycle.start(() => this.makeAll());
	}

	/**
	 * Stops what was started, in reverse order and all of it, whatever fails on the way. While `start` runs it lets the
	 * service that is just starting finish, and no further one starts. After a failed start there is nothing left to do.
	 *
	 * @throws if `start` was not called, or if this was called before.
	 */
	public stop(): Promise<Result<void, ServiceFailure>> {
		const refusal = this.lifecycle.stopRefusal();
		if (refusal !== undefined) misuse("ServiceLocator.stop", refusal);
		return this.lifecycle.stop();
	}

	/**
	 * Runs every health check at once and gathers the answers. At any time; a service that does not exist yet is made for
	 * its check. A check that gives no answer within `timeoutSeconds` (default 10) counts as "unhealthy". Never rejects.
	 */
	public health(timeoutSeconds = HEALTH_TIMEOUT_SECONDS): Promise<HealthReport> {
		return checkHealth(this.entries, timeoutSeconds);
	}

	private obtain(entry: ServiceEntry): defined {
		const obtained = this.assembly.obtain(entry);
		if (!obtained.ok) error(obtained.error.thrown, 0);
		return obtained.value;
	}

	private makeAll(): Result<ReadonlyArray<ServiceEntry>, ServiceFailure> {
		const singletons = this.entries.filter((entry) => entry.singleton);
		for (const entry of singletons) {
			const obtained = this.assembly.obtain(entry);
			if (obtained.ok) continue;
			const { service, thrown } = obtained.error;
			return fail(serviceFailure("createFailed", service, errorText(thrown)));
		}
		return succeed(startOrder(singletons));
	}
}
