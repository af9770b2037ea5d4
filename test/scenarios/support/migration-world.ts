import type * as HoldfastServer from "../../../src/server";
import type * as Scheduling from "../../../src/server/cloud/request-scheduler";
import type { StoredRecord } from "../../../src/server/store/record";
import type { Result } from "../../../src/shared/result";
import type {
	ControlledServer,
	ControlledUniverse,
	HeadlessControlApi,
	ModuleEdit,
} from "../../headless/host/control-api";
import { findHeadless } from "./headless";
import { Mishaps } from "./mishaps";

const STORE = "Test";
const ORIGINALS = "Originals";

interface Coins {
	coins: number;
}

export type Checkpoint = HoldfastServer.GlobalCheckpoint;

/** What came of a call; nothing while it is under way. */
export interface Answered<T> {
	/** The kind of the error. */
	refused?: string;
	value?: T;
	isOver?: boolean;
}

/** A game server that can migrate the whole collection: version 1 to 2 doubles the coins, and refuses those with 13. */
export class MigrationHost {
	readonly migration: HoldfastServer.DataMigration;
	/** Keys of documents that could not be migrated, as they are told. */
	readonly failed = new Array<string>();
	/** Pages that it told of. */
	pages = 0;

	constructor(
		readonly server: ControlledServer,
		headless: HeadlessControlApi,
		options: Partial<HoldfastServer.GlobalMigrationParts>,
	) {
		const holdfast = headless.load<typeof HoldfastServer>(server, "ReplicatedStorage", "holdfast", "server");
		const { RequestScheduler } = headless.load<typeof Scheduling>(
			server,
			"ReplicatedStorage",
			"holdfast",
			"server",
			"cloud",
			"request-scheduler",
		);
		let migration: HoldfastServer.DataMigration | undefined;
		this.inside(() => {
			const cloud = holdfast.createRobloxCloud();
			const global: HoldfastServer.GlobalMigrationParts = {
				cloud,
				scheduler: new RequestScheduler({ clock: cloud.clock, stores: cloud.stores }),
				collection: STORE,
				log: () => {},
				keepOriginal: (_, key, record) => {
					const kept = cloud.stores.update(ORIGINALS, key, () => ({ value: record, userIds: [] }));
					return kept.ok ? kept : { ok: false, error: { kind: "cloud", message: kept.error.message, context: {} } };
				},
				restoreOriginal: (_, key) => {
					const original = cloud.stores.read(ORIGINALS, key);
					if (original.ok) {
						cloud.stores.update(STORE, key, (stored) => {
							const { data, schema } = original.value as StoredRecord;
							return { value: { ...(stored as StoredRecord), data, schema }, userIds: [] };
						});
					}
					return { ok: true, value: undefined };
				},
				pageSize: 3,
				parallel: 2,
				...options,
			};
			migration = new holdfast.DataMigration({ strict: true, global });
			migration.registerMigrationStep({
				from: 1,
				to: 2,
				up: (data: Coins) => {
					if (data.coins === 13) error("thirteen", 0);
					data.coins *= 2;
				},
			});
			migration.documentFailed!.subscribe((failure) => this.failed.push(failure.key));
			migration.progressed!.subscribe(() => {
				this.pages += 1;
			});
		});
		this.migration = migration!;
	}

	/** Runs in a thread of the server, which may wait. */
	inside(body: () => unknown): void {
		this.server.realm.spawn(body);
	}

	ask<T>(question: () => Promise<Result<T, { readonly kind: string }>>): Answered<T> {
		const answered: Answered<T> = {};
		this.inside(() => {
			const result = question().expect();
			if (result.ok) answered.value = result.value;
			else answered.refused = result.error.kind;
			answered.isOver = true;
		});
		return answered;
	}

	force(target = 2): Answered<Checkpoint> {
		return this.ask(() => this.migration.forceGlobalMigration(target));
	}
}

/** A universe with a collection of documents of version 1, and servers that can migrate it. */
export class MigrationWorld {
	readonly universe: ControlledUniverse;
	readonly mishaps: Mishaps;
	readonly headless = findHeadless()!;
	/** How often each document was written since it was put there. */
	readonly writes = new Map<string, number>();

	constructor(
		documents: number,
		private readonly edits: ReadonlyArray<ModuleEdit> = [],
	) {
		this.universe = this.headless.createUniverse({ seed: 3 });
		this.mishaps = new Mishaps(this.universe);
		const server = this.headless.startLibraryServer(this.universe, []);
		for (let index = 1; index <= documents; index += 1) this.put(`d${index}`, { coins: index }, server);
		this.run(5);
		this.universe.cloud.observe((write) => {
			if (write.store === STORE) this.writes.set(write.key, (this.writes.get(write.key) ?? 0) + 1);
		});
	}

	boot(options: Partial<HoldfastServer.GlobalMigrationParts> = {}): MigrationHost {
		return new MigrationHost(this.headless.startLibraryServer(this.universe, this.edits), this.headless, options);
	}

	/** Puts a record there, as an older version of the game left it. */
	put(key: string, data: object | undefined, server: ControlledServer, more: object = {}): void {
		const record = {
			format: 1,
			data,
			revision: 4,
			schema: 1,
			readableFrom: 1,
			epoch: 2,
			stamps: [{ epoch: 2, nonce: "old", seq: 3 }],
			createdAt: 1,
			savedAt: 1,
			note: "kept",
			...more,
		};
		server.realm.spawn(() => {
			const store = (server.scripts.globals.game as DataModel).GetService("DataStoreService").GetDataStore(STORE);
			store.SetAsync(key, record, [7]);
		});
	}

	run(seconds: number): void {
		this.universe.runFor(seconds);
	}

	/** Lets time pass until something is so; false if it was not so in time. */
	runUntil(isSo: () => boolean, secondsMax: number): boolean {
		const deadline = this.universe.scheduler.now + secondsMax;
		while (!isSo()) {
			if (this.universe.scheduler.now >= deadline) return false;
			this.universe.runFor(0.05);
		}
		return true;
	}

	record(key: string): StoredRecord | undefined {
		return this.universe.cloud.inspect(STORE, key) as StoredRecord | undefined;
	}

	/** `schema:coins` of a document, and its revision if it is not the first after a migration. */
	told(key: string): string {
		const record = this.record(key);
		const coins = (record?.data as Coins | undefined)?.coins;
		return record === undefined ? "nothing" : `v${record.schema} r${record.revision} ${coins ?? "none"}`;
	}

	original(key: string): number | undefined {
		const record = this.universe.cloud.inspect(ORIGINALS, key) as StoredRecord | undefined;
		return record !== undefined ? (record.data as Coins).coins : undefined;
	}

	checkpoint(): Checkpoint | undefined {
		return this.universe.cloud.inspect(STORE, "~m") as Checkpoint | undefined;
	}

	problems(): string {
		return this.universe.errors.map((line) => `${line.realm}: ${line.text}`).join("\n");
	}
}
