import { deepFreeze } from "../../shared/data/deep-freeze";
import { DeepReadonly } from "../../shared/data/deep-readonly";
import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import { CloudPorts } from "../cloud/ports";
import { Collection } from "../collection";
import { Document } from "../commit/document";
import { DataManagerConfig } from "../config";
import { RecordLock } from "../store/record";
import { AcquireOutcome } from "./acquire-transform";
import { Session } from "./session";
import { requestAcquire } from "./session-store";

export type OpenError = HoldfastError<
	"invalidKey" | "alreadyOpen" | "locked" | "unreadableRecord" | "shuttingDown" | "playerLeft" | "cloud"
>;

/** One open: what is wanted, and by whom. */
export interface OpenRequest<T extends object> {
	readonly cloud: CloudPorts;
	readonly config: DataManagerConfig;
	readonly owner: string;
	readonly collection: Collection<T>;
	readonly key: string;
	/** What the document begins as if nothing is stored: frozen, and nobody else's. */
	readonly defaults: T;
	readonly userIds: ReadonlyArray<number>;
	/** Turns false when nobody waits for the document any more. */
	readonly wanted: () => boolean;
}

/** What a foreign lock looked like, and since when it has looked so. */
interface Watch {
	lock: RecordLock;
	since: number;
}

function unchanged(a: RecordLock, b: RecordLock): boolean {
	return a.owner === b.owner && a.epoch === b.epoch && a.nonce === b.nonce && a.renewed === b.renewed;
}

/**
 * Takes a document's lock, or waits for it: asks again at every poll until the owner gives it free, or until its lock
 * has not moved for `takeOverSeconds` of this server's own clock. Yields.
 */
export function openSession<T extends object>(request: OpenRequest<T>): Result<Session<T>, OpenError> {
	const { cloud, config, collection, key } = request;
	const context = { collection: collection.name, key };
	const deadline = cloud.clock.now() + config.openSeconds;
	const wanted = () => request.wanted() && cloud.clock.now() < deadline;
	const nonce = cloud.createId();
	let watch: Watch | undefined;

	while (true) {
		const stale = watch !== undefined && cloud.clock.now() - watch.since >= config.takeOverSeconds;
		const answer = requestAcquire(cloud, collection.name, key, {
			owner: request.owner,
			place: cloud.placeId,
			nonce,
			userIds: request.userIds,
			unixSeconds: cloud.clock.unixSeconds(),
			stale: stale ? watch!.lock : undefined,
			wanted,
		});
		if (!answer.ok) {
			const message = "The DataStore did not answer the open.";
			return fail(holdfastError("cloud", message, { ...context, actual: answer.error.message }));
		}
		const outcome = answer.value;
		if (outcome.kind === "acquired") return succeed(createSession(request, outcome));
		if (outcome.kind === "unreadable") {
			return fail(holdfastError("unreadableRecord", "What is stored here is not a Holdfast record.", context));
		}
		if (outcome.kind === "locked" && (watch === undefined || !unchanged(watch.lock, outcome.lock))) {
			watch = { lock: outcome.lock, since: cloud.clock.now() };
		}
		if (!request.wanted())
			return fail(holdfastError("playerLeft", "Nobody waits for this document any more.", context));
		if (cloud.clock.now() + config.pollSeconds >= deadline) {
			return fail(
				holdfastError("locked", "Another server has this document.", { ...context, actual: watch?.lock.owner }),
			);
		}
		task.wait(config.pollSeconds);
	}
}

function createSession<T extends object>(
	request: OpenRequest<T>,
	acquired: Extract<AcquireOutcome, { kind: "acquired" }>,
): Session<T> {
	// What the store gave is nobody else's and frozen as it is.
	const stored = acquired.record.data as T | undefined;
	const root = stored !== undefined ? deepFreeze(stored) : request.defaults;
	return new Session<T>({
		cloud: request.cloud,
		collection: request.collection,
		key: request.key,
		id: acquired.id,
		userIds: request.userIds,
		document: new Document(root as DeepReadonly<T> & object, acquired.record.revision),
		closeSeconds: request.config.shutdownSeconds,
	});
}
