import { CloudPorts } from "../../../../src/server/cloud/ports";
import { RequestScheduler } from "../../../../src/server/cloud/request-scheduler";
import { CommitContext } from "../../../../src/server/commit/document";
import { StoredState } from "../../../../src/server/protect/backup-entry";
import { BackupManager, BackupManagerParts } from "../../../../src/server/protect/backup-manager";
import { BackedCollection, CollectionVersions } from "../../../../src/server/protect/document-address";
import { JournalAccess } from "../../../../src/server/protect/journal-access";
import { OpenDocuments, OpenSnapshot } from "../../../../src/server/protect/open-documents";
import { RecordLock, StoredRecord } from "../../../../src/server/store/record";
import { HoldfastError } from "../../../../src/shared/errors";
import { Result, succeed } from "../../../../src/shared/result";
import { createRealTimeline } from "../../../../src/testing";
import { createMemoryCloud } from "../support/memory-cloud";
import { createSimulatedServer, SimulatedServer } from "../support/simulated-server";

export const COLLECTION: BackedCollection = { name: "C", defaults: () => ({ coins: 0 }) };
export const LOCK: RecordLock = { owner: "other", realm: "live", place: 1, epoch: 5, nonce: "n", renewed: 1 };

/** The documents that a spec says are open, and what was asked of them. */
export class SpecDocuments implements OpenDocuments {
	/** By key; those that are open here. */
	readonly here = new Map<string, OpenSnapshot>();
	readonly asked = new Array<string>();
	contexts = new Array<CommitContext>();

	stateOf(_collection: string, key: string): "here" | undefined {
		return this.here.has(key) ? "here" : undefined;
	}

	snapshot(_collection: string, key: string): OpenSnapshot | undefined {
		return this.here.get(key);
	}

	replace(
		_collection: string,
		key: string,
		state: StoredState,
		context: CommitContext,
	): Result<unknown, HoldfastError> {
		this.here.set(key, { ...state, revision: this.here.get(key)!.revision + 1 });
		this.contexts.push(context);
		return succeed(undefined);
	}

	askOwner(_collection: string, _key: string, lock: RecordLock, backupId: string): Result<unknown, HoldfastError> {
		this.asked.push(`${lock.owner} ${backupId}`);
		return succeed(undefined);
	}
}

/** A backup manager on a simulated cloud whose calendar can be moved on. */
export interface Protected {
	readonly server: SimulatedServer;
	readonly ports: CloudPorts;
	readonly documents: SpecDocuments;
	readonly manager: BackupManager;
	/** Requests to these stores fail. */
	readonly down: Set<string>;
	/** Moves the calendar on; nothing waits. */
	advance(seconds: number): void;
	now(): number;
	/** Puts a value under a key, as if somebody had. */
	put(store: string, key: string, value: unknown): void;
	stored<T>(store: string, key: string): T;
}

/** One version, 1: what says that only later code may open it is of a newer one. */
export const VERSIONS: CollectionVersions = {
	label: { schema: 1, readableFrom: 1 },
	mayOpen: ({ readableFrom }) => !(typeIs(readableFrom, "number") && readableFrom > 1),
};

export function createProtected(
	more: Partial<Pick<BackupManagerParts, "journal" | "players" | "isUsable" | "log">> = {},
): Protected {
	const real = createRealTimeline();
	const calendar = { offset: 0 };
	const now = () => real.now() + calendar.offset;
	const timeline = {
		now,
		schedule(seconds: number, callback: () => void) {
			real.schedule(seconds, callback);
		},
	};
	const latency = { readSeconds: [0.001, 0.002] as const, writeSeconds: [0.001, 0.002] as const };
	const server = createSimulatedServer({ timeline, latency, limits: { startBurst: 5000 } }, 50);
	const down = new Set<string>();
	server.cloud.faults.interfere = ({ target }) =>
		down.has(target.split("/")[0]) ? { kind: "failed", text: "105: down" } : undefined;
	const memory = createMemoryCloud();
	const ports: CloudPorts = {
		...memory.ports,
		stores: server.stores,
		clock: {
			now() {
				return os.clock();
			},
			unixSeconds() {
				return math.floor(now());
			},
		},
	};
	const scheduler = new RequestScheduler({ clock: ports.clock, stores: ports.stores });
	const documents = new SpecDocuments();
	const manager = new BackupManager({ cloud: ports, scheduler, open: documents, versionsOf: () => VERSIONS, ...more });
	return {
		server,
		ports,
		documents,
		manager,
		down,
		advance(seconds) {
			calendar.offset += seconds;
		},
		now() {
			return math.floor(now());
		},
		put(store, key, value) {
			server.services.DataStoreService.GetDataStore(store).SetAsync(key, value);
		},
		stored<T>(store: string, key: string) {
			return server.cloud.inspect(store, key) as T;
		},
	};
}

/** A record that nobody has open. */
export function recordOf(coins: number, revision = 1, more: Partial<StoredRecord> = {}): StoredRecord {
	return {
		format: 1,
		data: { coins },
		revision,
		schema: 1,
		readableFrom: 1,
		epoch: 4,
		stamps: [],
		createdAt: 1,
		savedAt: 1,
		...more,
	};
}

/** A journal that has this of every document, and counts what is erased. */
export function journalOf(state?: OpenSnapshot): JournalAccess & { erased: number } {
	return {
		erased: 0,
		recover() {
			return succeed(state);
		},
		erase() {
			this.erased += 1;
			return succeed(state !== undefined ? 1 : 0);
		},
	};
}

/** What a result has; fails the spec if it is an error. */
export function valueOf<T>(result: Result<T, HoldfastError>): T {
	if (!result.ok) error(`${result.error.kind}: ${result.error.message} ${result.error.context.actual ?? ""}`, 2);
	return (result as { readonly value: T }).value;
}

/** The kind of error that a result is, or `"none"`. */
export function kindOf(result: Result<unknown, HoldfastError>): string {
	return result.ok ? "none" : result.error.kind;
}

/** The coins of a document's data. */
export function coinsOf(data: unknown): number {
	return (data as { readonly coins: number }).coins;
}
