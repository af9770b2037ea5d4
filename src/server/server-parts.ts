import { HoldfastError } from "../shared/errors";
import { LogSink } from "../shared/log";
import { fail, Result, succeed } from "../shared/result";
import { CloudPorts, StoreFailure, STUDIO_REALM } from "./cloud/ports";
import { RequestScheduler } from "./cloud/request-scheduler";
import type { Collection } from "./collection";
import { DataManagerConfig } from "./config";
import { ReleaseDesk } from "./handoff/release-desk";
import { RestoreDesk } from "./handoff/restore-desk";
import { ServerLetter, ServerMail } from "./handoff/server-mail";
import { Tally } from "./health/statistics";
import { InboxDesk } from "./inbox/inbox-desk";
import { MessageSender } from "./inbox/message-sender";
import { Messages } from "./inbox/messages";
import { UndeliveredBell } from "./inbox/undelivered-bell";
import { Janitor } from "./journal/janitor";
import { Journal } from "./journal/journal";
import { JournalDesk } from "./journal/journal-desk";
import { JournalReader } from "./journal/journal-reader";
import { Heartbeat } from "./liveness/heartbeat";
import { Mailbox } from "./liveness/mailbox";
import { memoryMaps } from "./liveness/memory-maps";
import { OwnerLiveness } from "./liveness/owner-liveness";
import { ServerRegistry } from "./liveness/server-registry";
import { BackupCare, versionsOf } from "./protect/backup-care";
import { labelOf } from "./protect/backup-entry";
import { BackupManager } from "./protect/backup-manager";
import type { BackedCollection } from "./protect/document-address";
import { OpenSessions } from "./protect/open-sessions";
import { Acquired, TakeOver } from "./session/acquire-transform";
import { OpeningParts } from "./session/open-session";
import type { Session } from "./session/session";
import { SessionCare } from "./session/session-care";
import { SlotTable } from "./session/slot-table";
import { quarantine } from "./store/quarantine";
import { RecordLock, StoredRecord } from "./store/record";
import { Transactions } from "./transact/transactions";
import { AckCare } from "./transfer/ack-care";
import { Courier } from "./transfer/courier";
import { LedgerWriter } from "./transfer/ledger-writer";
import { TRANSFER_KIND, transferDelivery } from "./transfer/transfer-message";
import { Transfers } from "./transfer/transfers";
import type { DocumentForm } from "./validate/document-form";
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
	readonly backups: BackupManager;
	readonly transactions: Transactions;
	readonly backupCare: BackupCare;
	readonly messages: Messages;
	readonly transfers: Transfers;
	/** A message, or a transfer, has ended without being delivered. */
	readonly undelivered = new UndeliveredBell();
	private readonly inbox: InboxDesk;
	private readonly courier: Courier;
	private readonly ackCare: AckCare;
	private readonly mail: ServerMail;
	private readonly janitor: Janitor;

	constructor(
		readonly cloud: CloudPorts,
		readonly config: DataManagerConfig,
		readonly log: LogSink,
		players?: BackedCollection,
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
		this.care = new SessionCare({
			clock,
			config,
			slots: this.slots,
			heartbeat: this.heartbeat,
			intervalSeconds,
			backUp: (session) => this.backupCare.backUpIfDue(session),
		});
		this.transactions = new Transactions({
			cloud,
			scheduler: this.scheduler,
			slots: this.slots,
			owner,
			offers: maps.offers,
			intervalSeconds,
			log,
			mail: () => this.mail,
			formOf: (collection) => this.forms.of(collection),
		});
		const desk = new ReleaseDesk({
			cloud,
			scheduler: this.scheduler,
			slots: this.slots,
			owner,
			mail: () => this.mail,
		});
		const restoreDesk = new RestoreDesk({
			slots: this.slots,
			owner,
			mail: () => this.mail,
			restore: (session, backup) => this.backups.restoreBackup(session.definition, backup),
		});
		this.mail = new ServerMail(cloud, new Mailbox(memory, maps.mail, owner), owner, (letter) => {
			desk.receive(letter);
			restoreDesk.receive(letter);
			this.transactions.hear(letter);
			this.hearOfMessages(letter);
		});
		this.forms = new FormTable({
			strict: this.realm === STUDIO_REALM,
			globalFor: (collection) => ({
				cloud,
				scheduler: this.scheduler,
				collection: collection.name,
				log,
				keepOriginal: (_name, key, record) => this.backupCare.keepOriginal(collection, key, record),
				settle: (name) => this.transactions.resolver.settle(name, "backup"),
				restoreOriginal: (_name, key) => {
					const restored = this.backups.restoreOriginal(collection, key);
					return restored.ok ? succeed(undefined) : restored;
				},
			}),
		});
		this.backups = new BackupManager({
			cloud,
			scheduler: this.scheduler,
			open: new OpenSessions(this.slots, restoreDesk),
			journal: new JournalDesk(memory, this.registry, this.journals, maps.pages),
			settle: (name) => this.transactions.resolver.settle(name, "backup"),
			players,
			isUsable: (collection, _key, state) =>
				this.forms.of(collection as Collection<object>).load(state.data, labelOf(state)).ok,
			versionsOf: (collection) => versionsOf(this.forms, collection),
			log,
		});
		this.backupCare = new BackupCare(this.backups, this.forms);
		const { scheduler, slots, forms } = this;
		const nudge = (lock: RecordLock, collection: string, key: string) => {
			if (lock.owner === owner) this.inbox.arrived(collection, key);
			else this.mail.sendTwice(lock.owner, { kind: "inbox", collection, key });
		};
		const sender = new MessageSender({
			cloud,
			scheduler,
			arrived: ({ collection, key }, lock) => nudge(lock, collection, key),
		});
		const ledgers = new LedgerWriter({ cloud, scheduler });
		this.inbox = new InboxDesk({
			cloud,
			scheduler,
			slots,
			log,
			ownDelivery: transferDelivery,
			tell: (to, letter) => {
				if (to === owner) this.hearOfMessages(letter);
				else this.mail.sendTwice(to, letter);
			},
		});
		this.messages = new Messages({ cloud, scheduler, forms, owner, sender });
		this.courier = new Courier({
			clock,
			owner,
			slots,
			log,
			sender,
			ledgers,
			nudge,
			cancel: (lock, letter) => {
				if (lock.owner === owner) this.inbox.cancel(letter);
				else this.mail.sendTwice(lock.owner, letter);
			},
			gaveBack: ({ to: { collection, key } }, id, state, reason) =>
				this.undelivered.ring({ collection, key, id, kind: TRANSFER_KIND, state, reason }),
		});
		this.transfers = new Transfers({ cloud, forms, courier: this.courier });
		this.ackCare = new AckCare({ clock, slots, ledgers });
		this.janitor = new Janitor({ ...this.asJanitorParts(), lease: maps.lease });
	}

	start(): void {
		this.heartbeat.beaten.subscribe(() => this.mail.collect());
		this.heartbeat.start();
		this.mail.start();
		this.journal.start();
		this.care.start();
		this.courier.start();
		this.ackCare.start();
		this.janitor.start();
		this.transactions.keeper.start();
	}

	/** Nothing is done any more but what is asked for. */
	stopCaring(): void {
		this.stopping = true;
		this.janitor.stop();
		this.care.stop();
		this.courier.stop();
		this.ackCare.stop();
		this.transactions.keeper.stop();
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

	/** From now on the session's messages are delivered, and its transfers sent. */
	connect(session: Session<object>): void {
		this.inbox.add(session);
		this.courier.add(session);
		this.ackCare.look(session);
	}

	private hearOfMessages(letter: ServerLetter): void {
		if (letter.kind === "inbox") this.inbox.arrived(letter.collection, letter.key);
		if (letter.kind === "cancel") this.inbox.cancel(letter);
		if (letter.kind !== "settled") return;
		const { collection, key, id, messageKind, state, reason } = letter;
		if (messageKind === TRANSFER_KIND) this.courier.hint(id);
		else if (state !== "delivered") {
			this.undelivered.ring({ collection, key, id, kind: messageKind, state, reason });
		}
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

	keepAside(collection: string, key: string, reason: string, record: StoredRecord): Result<void, StoreFailure> {
		const { scheduler, cloud } = this;
		this.log({ level: "error", event: "unusable", collection, key, details: { reason } });
		const kept = quarantine({ scheduler, cloud }, collection, key, reason, record);
		// Whatever has failed, it has to be kept before it is written over.
		return kept.ok ? kept : fail({ ...kept.error, retryable: true });
	}

	keepOriginal(collection: Collection<object>, key: string, record: StoredRecord): Result<void, StoreFailure> {
		const kept = this.backupCare.keepOriginal(collection, key, record);
		return kept.ok ? kept : fail({ message: kept.error.message, retryable: true });
	}

	rescue<T extends object>(collection: Collection<T>, key: string, form: DocumentForm<T>) {
		const found = this.backups.findUsable(collection as never, key);
		if (!found.ok) return found as Result<never, HoldfastError<"cloud">>;
		const loaded = found.value !== undefined ? form.load(found.value.data, labelOf(found.value)) : undefined;
		return succeed(loaded?.ok === true ? loaded.value : undefined);
	}

	recover(collection: Collection<object>, key: string): boolean {
		const recovered = this.backups.emergencyRecovery(collection, key);
		const details = { result: recovered.ok ? recovered.value.source : recovered.error.message };
		this.log({ level: "error", event: "recovered", collection: collection.name, key, details });
		return recovered.ok;
	}

	private asJanitorParts() {
		const { cloud, config, log, owner, scheduler, liveness, registry, journals, clock } = this;
		const { resolver } = this.transactions;
		return { cloud, config, log, owner, scheduler, liveness, registry, journals, clock, resolver };
	}
}
