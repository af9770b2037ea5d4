import type * as Holdfast from "../../../src";
import type * as HoldfastServer from "../../../src/server";
import type { StoredRecord } from "../../../src/server/store/record";
import type { LogEvent } from "../../../src/shared/log";
import type { Result } from "../../../src/shared/result";
import type { AppliedWrite, SimulatedCloudOptions } from "../../../src/testing";
import type { ControlledServer, ControlledUniverse, HeadlessControlApi } from "../../headless/host/control-api";
import { findHeadless } from "./headless";
import { Mishaps } from "./mishaps";
import { runUntil } from "./run-until";

export const STORE = "Test";
export const SECOND_STORE = "Test~2";
/** The document that most stories are about. */
export const KEY = "k";

/** All of a collection but its name. */
export type Declare<T extends object> = (s: typeof Holdfast.s) => Omit<HoldfastServer.Collection<T>, "name">;

/** What came of a question; nothing while it is under way. */
export interface Asked<R> {
	answer?: R;
	isOver?: boolean;
}

/** `ok`, or the kind of the error. */
export function told(result: Result<unknown, { readonly kind: string }> | undefined): string {
	return result === undefined ? "no answer" : result.ok ? "ok" : result.error.kind;
}

/** The value of a result that has to be one. */
export function valueOf<T>(result: Result<T, { readonly kind: string; readonly message: string }>): T {
	return result.ok ? result.value : error(`${result.error.kind}: ${result.error.message}`, 2);
}

/** A game server with one collection of documents, declared by the spec. */
export class SchemaHost<T extends object> {
	readonly manager: HoldfastServer.DataManager<T>;
	readonly collection: HoldfastServer.Collection<T>;
	readonly logged = new Array<LogEvent>();

	constructor(
		private readonly world: SchemaWorld,
		readonly server: ControlledServer,
		headless: HeadlessControlApi,
		declare: Declare<T>,
	) {
		const { s } = headless.load<typeof Holdfast>(server, "ReplicatedStorage", "holdfast");
		const holdfast = headless.load<typeof HoldfastServer>(server, "ReplicatedStorage", "holdfast", "server");
		const collection = holdfast.defineCollection<T>({ ...declare(s), name: STORE });
		let manager: HoldfastServer.DataManager<T> | undefined;
		// Inside the server, so that it finds that server's services.
		this.inside(() => {
			const cloud = holdfast.createRobloxCloud();
			const log = (event: LogEvent) => this.logged.push(event);
			manager = new holdfast.DataManager<T>({ cloud, players: collection, log });
			manager.start();
		});
		this.collection = collection;
		this.manager = manager!;
	}

	/** Runs in a thread of the server, which may wait; what it waits for happens when time passes. */
	inside(body: () => unknown): void {
		this.server.realm.spawn(body);
	}

	ask<R>(question: () => R): Asked<R> {
		const asked: Asked<R> = {};
		this.inside(() => {
			asked.answer = question();
			asked.isOver = true;
		});
		return asked;
	}

	/** The same, and lets time pass until it is over. */
	get<R>(question: () => R, secondsMax = 60): R {
		const asked = this.ask(question);
		if (!this.world.runUntil(() => asked.isOver === true, secondsMax)) error("there was no answer in time", 2);
		return asked.answer as R;
	}

	open(key = KEY) {
		return this.get(() => this.manager.open(this.collection, key).expect());
	}

	/** A document that nothing stands in the way of. */
	opened(key = KEY): HoldfastServer.Session<T> {
		return valueOf(this.open(key));
	}

	save(session: HoldfastServer.Session<T>): string {
		return this.get(() => told(session.save().expect()));
	}

	close(session: HoldfastServer.Session<T>): string {
		return this.get(() => told(session.close().expect()));
	}

	/** What a new session finds, which is closed again. */
	find(key = KEY): HoldfastServer.Session<T>["data"] {
		const session = this.opened(key);
		const { data } = session;
		this.close(session);
		return data;
	}

	backUp(key = KEY): HoldfastServer.BackupReport {
		return this.get(() => valueOf(this.manager.backups.createBackup(this.collection, key)));
	}

	listBackups(key = KEY): ReadonlyArray<HoldfastServer.BackupInfo> {
		return this.get(() => valueOf(this.manager.backups.listBackups(this.collection, key))).backups;
	}

	restore(id: string) {
		return this.get(() => this.manager.backups.restoreBackup(this.collection, id));
	}

	listQuarantine(key = KEY): ReadonlyArray<HoldfastServer.QuarantineInfo> {
		return this.get(() => valueOf(this.manager.backups.listQuarantine(this.collection, key)));
	}

	/** What was put into quarantine last. */
	quarantined(key = KEY): unknown {
		const items = this.listQuarantine(key);
		if (items.isEmpty()) return undefined;
		const { id } = items[items.size() - 1];
		return this.get(() => valueOf(this.manager.backups.inspectQuarantine(this.collection, key, id))).value;
	}
}

/** A universe in which servers run the library with collections that a spec declares. */
export class SchemaWorld {
	readonly universe: ControlledUniverse;
	readonly mishaps: Mishaps;
	/** What was written to any key, in its order. */
	readonly writes = new Array<AppliedWrite>();
	private readonly headless = findHeadless()!;
	/** Runs none of the library: what is stored is changed from it as from a console. */
	private readonly console: ControlledServer;

	constructor(cloud: Omit<SimulatedCloudOptions, "seed" | "timeline"> = {}) {
		this.universe = this.headless.createUniverse({ seed: 3, cloud: { messaging: { loss: 0 }, ...cloud } });
		this.mishaps = new Mishaps(this.universe);
		this.universe.cloud.observe((write) => this.writes.push(write));
		this.console = this.headless.startLibraryServer(this.universe, []);
	}

	boot<T extends object>(declare: Declare<T>): SchemaHost<T> {
		return new SchemaHost<T>(this, this.headless.startLibraryServer(this.universe, []), this.headless, declare);
	}

	run(seconds: number): void {
		this.universe.runFor(seconds);
	}

	/** Lets time pass until something is so; false if it was not so in time. */
	runUntil(isSo: () => boolean, secondsMax: number, step?: number): boolean {
		return runUntil(this.universe, isSo, secondsMax, step);
	}

	stored(key = KEY, store = STORE): unknown {
		return this.universe.cloud.inspect(store, key);
	}

	record(key = KEY): StoredRecord {
		return this.stored(key) as StoredRecord;
	}

	/** How often a key was written. */
	countWrites(key = KEY, store = STORE): number {
		return this.writes.filter((write) => write.store === store && write.key === key).size();
	}

	lastWrite(key = KEY, store = STORE): AppliedWrite | undefined {
		const writes = this.writes.filter((write) => write.store === store && write.key === key);
		return writes[writes.size() - 1];
	}

	/** Puts another value in place of what a key has. */
	corrupt(change: (stored: never) => unknown, key = KEY, store = STORE): void {
		const place = this.console.scripts.globals.game as DataModel;
		let isOver = false;
		this.console.realm.spawn(() => {
			const keys = place.GetService("DataStoreService").GetDataStore(store);
			keys.UpdateAsync(key, (stored) => $tuple(change(stored as never)));
			isOver = true;
		});
		if (!this.runUntil(() => isOver, 60)) error("the value was not put there", 2);
	}

	/** Puts a record there, as a version of the game left it. */
	put(data: object, version: HoldfastServer.SchemaVersion, readableFrom = version, key = KEY): void {
		this.corrupt(
			() => ({
				format: 1,
				data,
				revision: 4,
				schema: version,
				readableFrom,
				epoch: 2,
				stamps: [{ epoch: 2, nonce: "old", seq: 3 }],
				createdAt: 1,
				savedAt: 1,
				note: "kept",
			}),
			key,
		);
	}

	/** Errors that killed a thread. */
	problems(): string {
		return this.universe.errors.map((line) => `${line.realm}: ${line.text}`).join("\n");
	}
}
