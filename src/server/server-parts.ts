import { LogSink } from "../shared/log";
import { Result, succeed } from "../shared/result";
import { CloudPorts, STUDIO_REALM } from "./cloud/ports";
import { RequestScheduler } from "./cloud/request-scheduler";
import { DataManagerConfig } from "./config";
import { ReleaseDesk } from "./handoff/release-desk";
import { ServerMail } from "./handoff/server-mail";
import { Tally } from "./health/statistics";
import { Janitor } from "./journal/janitor";
import { Journal } from "./journal/journal";
import { JournalReader } from "./journal/journal-reader";
import { Heartbeat } from "./liveness/heartbeat";
import { Mailbox } from "./liveness/mailbox";
import { memoryMaps } from "./liveness/memory-maps";
import { OwnerLiveness } from "./liveness/owner-liveness";
import { ServerRegistry } from "./liveness/server-registry";
import { Acquired, TakeOver } from "./session/acquire-transform";
import { OpeningParts } from "./session/open-session";
import { SessionCare } from "./session/session-care";
import { SlotTable } from "./session/slot-table";
import { quarantine } from "./store/quarantine";
import { RecordLock, StoredRecord } from "./store/record";
import { FormTable } from "./validate/form-table";

/** The stages of one server, wired to each other. */
export class ServerParts implements OpeningParts {
	/** This server's name in the locks it takes; not JobId, which is empty in Studio. */
	readonly owner: string;
	readonly realm: string;
	readonly clock: CloudPorts["clock"];
	stopping = false;
	readonly slots = new SlotTable();
	readonly tally = new Tally();
	readonly scheduler: RequestScheduler;
	readonly heartbeat: Heartbeat;
	readonly liveness: OwnerLiveness;
	readonly registry: ServerRegistry;
	readonly journals: JournalReader;
	readonly journal: Journal;
	readonly care: SessionCare;
	readonly forms: FormTable;
	private readonly mail: ServerMail;
	private readonly janitor: Janitor;

	constructor(
		readonly cloud: CloudPorts,
		readonly config: DataManagerConfig,
		readonly log: LogSink,
	) {
		const { memory, clock, stores } = cloud;
		this.owner = cloud.createId();
		this.realm = cloud.realm;
		this.clock = clock;
		const maps = memoryMaps(this.realm);
		const owner = this.owner;
		this.scheduler = new RequestScheduler({ clock, stores, inFlightMax: config.requestsInFlight });
		this.heartbeat = new Heartbeat({ ...config, memory, clock, map: maps.alive, owner });
		this.liveness = new OwnerLiveness(memory, clock, maps.alive);
		this.registry = new ServerRegistry(memory, clock, maps.servers, owner);
		this.journals = new JournalReader(memory, clock, this.registry, maps.pages);
		this.journal = new Journal({
			cloud,
			config,
			owner,
			map: maps.pages,
			heartbeat: this.heartbeat,
			registry: this.registry,
		});
		const intervalSeconds = () => (this.journal.works() ? config.autosaveSeconds : config.degradedAutosaveSeconds);
		this.care = new SessionCare({ clock, config, slots: this.slots, heartbeat: this.heartbeat, intervalSeconds });
		const desk = new ReleaseDesk({
			cloud,
			scheduler: this.scheduler,
			slots: this.slots,
			owner,
			mail: () => this.mail,
		});
		this.mail = new ServerMail(cloud, new Mailbox(memory, maps.mail, owner), owner, (letter) => desk.receive(letter));
		this.forms = new FormTable({
			strict: this.realm === STUDIO_REALM,
			globalFor: (collection) => ({
				cloud,
				scheduler: this.scheduler,
				collection,
				log,
				keepOriginal: (_collection, key, record) => this.keepOriginal(collection, key, record),
			}),
		});
		this.janitor = new Janitor({ ...this.asJanitorParts(), lease: maps.lease });
	}

	start(): void {
		this.heartbeat.beaten.subscribe(() => this.mail.collect());
		this.heartbeat.start();
		this.mail.start();
		this.journal.start();
		this.care.start();
		this.janitor.start();
	}

	/** Nothing is done any more but what is asked for. */
	stopCaring(): void {
		this.stopping = true;
		this.janitor.stop();
		this.care.stop();
		this.journal.stop();
	}

	/** Leaves the world: the sign of life goes last. With unsaved documents their journal stays. Yields. */
	leave(quiet: boolean): void {
		this.mail.stop();
		if (quiet) {
			// Listed, a janitor goes after what is left.
			if (this.journal.emptyPages()) this.registry.leave();
		}
		this.heartbeat.stop();
	}

	askOwner(lock: RecordLock, collection: string, key: string): void {
		const { owner: from } = this;
		this.mail.sendTwice(lock.owner, { kind: "release", collection, key, nonce: lock.nonce, from });
	}

	tellFenced(lock: RecordLock, collection: string, key: string): void {
		this.mail.send(lock.owner, { kind: "fenced", collection, key, nonce: lock.nonce });
	}

	reportFold(collection: string, key: string, acquired: Acquired, takeOver: TakeOver): void {
		const fold = acquired.fold;
		this.tally.takeOvers += 1;
		const result = takeOver.entries === undefined ? "journal unreadable" : (fold?.kind ?? "nothing");
		this.log({ level: "warn", event: "takenOver", collection, key, details: { owner: takeOver.lock.owner, result } });
		const ahead = fold?.kind === "ahead" ? fold.entry : fold?.kind === "folded" ? fold.ahead : undefined;
		if (ahead === undefined) return;
		const { scheduler, cloud } = this;
		task.spawn(() => quarantine({ scheduler, cloud }, collection, key, "the journal is ahead of the record", ahead));
	}

	keepAside(collection: string, key: string, reason: string, record: StoredRecord): void {
		const { scheduler, cloud } = this;
		this.log({ level: "error", event: "unusable", collection, key, details: { reason } });
		task.spawn(() => quarantine({ scheduler, cloud }, collection, key, reason, record));
	}

	keepOriginal(_collection: string, _key: string, _record: StoredRecord): Result<void, never> {
		return succeed(undefined);
	}

	rescue(): undefined {
		return undefined;
	}

	private asJanitorParts() {
		const { cloud, config, log, owner, scheduler, liveness, registry, journals, clock } = this;
		return { cloud, config, log, owner, scheduler, liveness, registry, journals, clock };
	}
}
