import { Result } from "../../shared/result";
import { isHopeless, nextBackoff } from "../cloud/backoff";
import { StoreFailure, StoreTransform, StoreVersion } from "../cloud/ports";
import { ScheduledRequest } from "../cloud/request-scheduler";
import type { StoreAccess } from "../cloud/store-access";

const TRIES_MAX = 4;

/**
 * DataStore requests at the priority of backups, through the scheduler, each tried four times, or until it is throttled no more. A transform may have been
 * applied by a try that failed, and may run after it: it has to find out. Everything here yields.
 */
export class PatientStore {
	constructor(private readonly access: StoreAccess) {}

	/** `bytes` are those that it writes, about. */
	update(store: string, key: string, transform: StoreTransform, bytes?: number): Result<void, StoreFailure> {
		const { stores } = this.access.cloud;
		return this.ask({ store, key, cost: "update", bytes, send: () => stores.update(store, key, transform) });
	}

	read(store: string, key: string): Result<unknown, StoreFailure> {
		const { stores } = this.access.cloud;
		return this.ask({ store, key, cost: "read", send: () => stores.read(store, key) });
	}

	/** Every version of a key that the platform has, the newest first. */
	listVersions(store: string, key: string): Result<ReadonlyArray<StoreVersion>, StoreFailure> {
		const { stores } = this.access.cloud;
		return this.ask({ store, key, cost: "read", send: () => stores.listVersions(store, key, {}) });
	}

	readVersion(store: string, key: string, version: string): Result<unknown, StoreFailure> {
		const { stores } = this.access.cloud;
		return this.ask({ store, key, cost: "read", send: () => stores.readVersion(store, key, version) });
	}

	remove(store: string, key: string): Result<void, StoreFailure> {
		const { stores } = this.access.cloud;
		return this.ask({ store, key, cost: "update", send: () => stores.remove(store, key) });
	}

	private ask<T>(request: Omit<ScheduledRequest<T>, "priority">): Result<T, StoreFailure> {
		const { clock } = this.access.cloud;
		const beganAt = clock.now();
		for (let tries = 1; ; tries += 1) {
			const answer = this.access.scheduler.submit<T>({ ...request, priority: "backup" });
			if (answer.ok || isHopeless(answer.error, tries, TRIES_MAX, clock.now() - beganAt)) return answer;
			task.wait(nextBackoff(tries, () => math.random()));
		}
	}
}
