import { HoldfastError, holdfastError } from "../../shared/errors";
import { LogSink } from "../../shared/log";
import { fail, Result, succeed } from "../../shared/result";
import type { StoreFailure } from "../cloud/ports";
import type { StoreAccess } from "../cloud/store-access";
import type { DocumentName } from "../store/document-name";
import { Quarantined } from "../store/quarantine";
import { BackupBooks } from "./backup-books";
import { BackupKind } from "./backup-entry";
import {
	BackupFinder,
	BackupList,
	BackupLoadError,
	BackupVerification,
	LoadedBackup,
	stateOfBackup,
} from "./backup-finder";
import { parseBackupId } from "./backup-id";
import { BackupKeeper } from "./backup-keeper";
import { resolveBackupPolicy } from "./backup-policy";
import { BackupReport, BackupStats, BackupSubject, BackupWriter } from "./backup-writer";
import { addressOf, BackedCollection, CollectionVersions, DocumentAddress } from "./document-address";
import { Eraser, ErasureReport } from "./eraser";
import { JournalAccess } from "./journal-access";
import { OpenDocuments, OpenSnapshot } from "./open-documents";
import { PatientStore } from "./patient-store";
import { QuarantineDesk, QuarantineInfo } from "./quarantine-desk";
import { readRecord, RecordError, stateOf } from "./read-record";
import { Recovery, RecoveryReport } from "./recovery";
import { RecoverySources } from "./recovery-sources";
import { Restorer, RestoreReport } from "./restorer";
import { NearestState, TimeMachine } from "./time-machine";

/** What a backup manager is made from. */
export interface BackupManagerParts extends StoreAccess {
	readonly open: OpenDocuments;
	readonly journal?: JournalAccess;
	/** Applies or drops what transactions have left in the record of a document that nobody has open. Yields; true if nothing is left. */
	readonly settle?: (name: DocumentName) => Result<boolean, StoreFailure>;
	/** The collection that methods with a user id work on. */
	readonly players?: BackedCollection;
	/** False for data that the collection's schema refuses. It must not yield. Default: all is taken. */
	readonly isUsable?: (collection: BackedCollection, key: string, state: OpenSnapshot) => boolean;
	/** Which versions a collection's data may be of. */
	readonly versionsOf: (collection: BackedCollection) => CollectionVersions;
	readonly log?: LogSink;
}

/** What retention has let go. */
export interface CleanupReport {
	readonly primary: number;
	readonly secondary: number;
}

/** A document's errors may be any; each method says which it has of its own. */
type Answer<T> = Result<T, HoldfastError>;

/**
 * Backups of documents, and what can be done with them; see docs/backups.md. A document is named by its collection and key,
 * or a player's by the user id alone. Everything here yields.
 */
export class BackupManager {
	/** Makes the automatic ones. For the data manager. */
	readonly keeper: BackupKeeper;
	private readonly store: PatientStore;
	private readonly books: BackupBooks;
	private readonly writer: BackupWriter;
	private readonly finder: BackupFinder;
	private readonly restorer: Restorer;
	private readonly timeMachine: TimeMachine;
	private readonly eraser: Eraser;
	private readonly sources: RecoverySources;
	private readonly recovery: Recovery;
	private readonly desk: QuarantineDesk;

	constructor(private readonly parts: BackupManagerParts) {
		const { cloud, open, journal } = parts;
		this.store = new PatientStore(parts);
		this.books = new BackupBooks(parts);
		this.writer = new BackupWriter(parts, this.books);
		this.keeper = new BackupKeeper({ clock: cloud.clock, writer: this.writer, random: () => math.random() });
		this.finder = new BackupFinder(this.books, cloud.hash);
		this.restorer = new Restorer({ access: parts, writer: this.writer, open, settle: parts.settle });
		this.timeMachine = new TimeMachine(this.store, this.finder, () => cloud.clock.unixSeconds());
		this.eraser = new Eraser({ access: parts, books: this.books, open, journal, settle: parts.settle });
		const isUsable = ({ collection, key }: DocumentAddress, state: OpenSnapshot) =>
			parts.isUsable === undefined || parts.isUsable(collection, key, state);
		this.sources = new RecoverySources({ store: this.store, finder: this.finder, journal, isUsable });
		this.recovery = new Recovery({ access: parts, sources: this.sources, open, isUsable, settle: parts.settle });
		this.desk = new QuarantineDesk(this.store, this.restorer);
	}

	/** Backs a document up as it is here, or as it is stored where it is not open here. */
	createBackup(
		collection: BackedCollection,
		key: string,
		kind: BackupKind = "manual",
		note?: string,
	): Result<BackupReport, HoldfastError<"invalidKey" | "nothingStored"> | RecordError> {
		const address = this.addressOf(collection, key);
		return address.ok ? this.createFrom(address.value, kind, note) : address;
	}

	/** Backs a player's document up. */
	forceBackup(
		userId: number,
		note?: string,
	): Result<BackupReport, HoldfastError<"invalidKey" | "nothingStored"> | RecordError> {
		const address = this.addressOf(userId);
		return address.ok ? this.createFrom(address.value, "manual", note) : address;
	}

	/** Backs this up, whatever is stored. For the stages that are about to change a document. */
	backUp(subject: BackupSubject, kind: BackupKind, note?: string): Result<BackupReport, HoldfastError<"cloud">> {
		return this.writer.write(subject, kind, note);
	}

	/** By two reads. */
	listBackups(userId: number): Answer<BackupList>;
	listBackups(collection: BackedCollection, key: string): Answer<BackupList>;
	listBackups(target: number | BackedCollection, key?: string): Answer<BackupList> {
		const address = this.addressOf(target, key);
		return address.ok ? this.finder.list(address.value) : address;
	}

	/** The newest backup of which a copy is whole, and how many newer ones had to be passed over. */
	loadLatestBackup(userId: number): Answer<LoadedBackup & { readonly skipped: number }>;
	loadLatestBackup(collection: BackedCollection, key: string): Answer<LoadedBackup & { readonly skipped: number }>;
	loadLatestBackup(
		target: number | BackedCollection,
		key?: string,
	): Answer<LoadedBackup & { readonly skipped: number }> {
		const address = this.addressOf(target, key);
		return address.ok ? this.finder.loadLatest(address.value) : address;
	}

	/** A backup whose checksum is right, from whichever copy is whole. */
	loadBackup(id: string): Result<LoadedBackup, BackupLoadError> {
		return this.finder.load(id);
	}

	/** How each copy of a backup is. */
	verifyBackup(id: string): Result<BackupVerification, BackupLoadError> {
		return this.finder.verify(id);
	}

	/**
	 * Makes a backup the document's data, after a backup of what is there: by a commit where it is open here, through its
	 * owner where it is open elsewhere, else by one write that fences everybody off who had it before.
	 */
	restoreBackup(collection: BackedCollection, id: string): Answer<RestoreReport> {
		const place = parseBackupId(id);
		if (place === undefined || place.collection !== collection.name) {
			const context = { collection: collection.name, actual: tostring(id) };
			return fail(holdfastError("backupNotFound", "There is no such backup in this collection.", context));
		}
		const address = this.addressOf(collection, place.key);
		if (!address.ok) return address;
		const loaded = this.finder.load(id);
		if (!loaded.ok) return loaded;
		const { info } = loaded.value;
		const state = stateOfBackup(loaded.value);
		return this.restorer.restore(address.value, { state, backupId: id, label: `backup ${info.kind} of ${info.at}` });
	}

	/** Restores what is nearest to a time, of our backups and the platform's versions, and says how near it is. */
	restoreToTime(userId: number, unixSeconds: number): Answer<RestoreReport & NearestState>;
	restoreToTime(collection: BackedCollection, key: string, unixSeconds: number): Answer<RestoreReport & NearestState>;
	restoreToTime(
		target: number | BackedCollection,
		keyOrTime: string | number,
		unixSeconds?: number,
	): Answer<RestoreReport & NearestState> {
		const isPlayer = typeIs(target, "number");
		const address = this.addressOf(target, isPlayer ? undefined : (keyOrTime as string));
		if (!address.ok) return address;
		const found = this.timeMachine.find(address.value, (isPlayer ? keyOrTime : unixSeconds) as number);
		if (!found.ok) return found;
		const { kind, at, offsetSeconds, source } = found.value;
		const restored = this.restorer.restore(address.value, source);
		return restored.ok ? succeed({ ...restored.value, kind, at, offsetSeconds }) : restored;
	}

	/** Lets go now what retention does not keep: it is done at each backup anyway. */
	cleanupBackups(userId: number): Answer<CleanupReport>;
	cleanupBackups(collection: BackedCollection, key: string): Answer<CleanupReport>;
	cleanupBackups(target: number | BackedCollection, key?: string): Answer<CleanupReport> {
		const address = this.addressOf(target, key);
		if (!address.ok) return address;
		const { keep } = resolveBackupPolicy(address.value.collection.backups);
		const primary = this.books.retain(address.value, "primary", keep);
		const secondary = this.books.retain(address.value, "secondary", keep);
		if (primary.ok && secondary.ok) return succeed({ primary: primary.value, secondary: secondary.value });
		const actual = !primary.ok ? primary.error.message : !secondary.ok ? secondary.error.message : undefined;
		const context = { collection: address.value.collection.name, key: address.value.key, actual };
		return fail(holdfastError("cloud", "The DataStore did not answer.", context));
	}

	/** Takes away everything about a document that nobody has open: record, backups, quarantine, journal. */
	eraseUser(userId: number): Answer<ErasureReport> {
		const address = this.addressOf(userId);
		return address.ok ? this.eraser.erase(address.value) : address;
	}

	/** The same for any document. */
	eraseDocument(collection: BackedCollection, key: string): Answer<ErasureReport> {
		const address = this.addressOf(collection, key);
		return address.ok ? this.eraser.erase(address.value) : address;
	}

	/**
	 * Brings a document back that cannot be used: from the journal, the newest whole backup, a version of the platform, or the
	 * defaults where the collection allows it. What was there is in quarantine then.
	 */
	emergencyRecovery(userId: number): Answer<RecoveryReport>;
	emergencyRecovery(collection: BackedCollection, key: string): Answer<RecoveryReport>;
	emergencyRecovery(target: number | BackedCollection, key?: string): Answer<RecoveryReport> {
		const address = this.addressOf(target, key);
		return address.ok ? this.recovery.run(address.value) : address;
	}

	/**
	 * The newest state that can be used, of the backups and the platform's versions; nil if there is none. Fails if not all
	 * of them could be asked. For the stages that open documents.
	 */
	findUsable(collection: BackedCollection, key: string): Answer<OpenSnapshot | undefined> {
		const address = this.addressOf(collection, key);
		if (!address.ok) return address;
		for (const source of ["backup", "version"] as const) {
			const finding = this.sources.ask(source, address.value, undefined);
			if (finding.kind === "found") return succeed(finding.state);
			if (finding.kind === "nothing") continue;
			const context = { collection: collection.name, key, actual: finding.detail };
			return fail(holdfastError("cloud", "The document's backups could not be read.", context));
		}
		return succeed(undefined);
	}

	/** Gives a document back what was kept of it before its last migration. For the migration of all documents. */
	restoreOriginal(collection: BackedCollection, key: string): Answer<RestoreReport> {
		const address = this.addressOf(collection, key);
		if (!address.ok) return address;
		const listed = this.finder.list(address.value);
		if (!listed.ok) return listed;
		const original = listed.value.backups.find((backup) => backup.kind === "preMigration");
		if (original !== undefined) return this.restoreBackup(collection, original.id);
		const context = { collection: collection.name, key };
		return fail(holdfastError("backupNotFound", "Nothing was kept of this document before a migration.", context));
	}

	/** Oldest first. */
	listQuarantine(collection: BackedCollection, key: string): Answer<ReadonlyArray<QuarantineInfo>> {
		const address = this.addressOf(collection, key);
		return address.ok ? this.desk.list(address.value) : address;
	}

	/** With its value, as it was stored. */
	inspectQuarantine(collection: BackedCollection, key: string, id: string): Answer<Quarantined> {
		const address = this.addressOf(collection, key);
		return address.ok ? this.desk.inspect(address.value, id) : address;
	}

	/** Restores an item that is a record, as `restoreBackup` does, and takes it out of quarantine. */
	releaseQuarantine(collection: BackedCollection, key: string, id: string): Answer<RestoreReport> {
		const address = this.addressOf(collection, key);
		return address.ok ? this.desk.release(address.value, id) : address;
	}

	/** Takes one item out for good, or all of them; gives how many that were. */
	purgeQuarantine(collection: BackedCollection, key: string, id?: string): Answer<number> {
		const address = this.addressOf(collection, key);
		return address.ok ? this.desk.purge(address.value, id) : address;
	}

	stats(): BackupStats {
		return this.writer.stats();
	}

	private createFrom(
		address: DocumentAddress,
		kind: BackupKind,
		note: string | undefined,
	): Result<BackupReport, HoldfastError<"nothingStored"> | RecordError> {
		const { name } = address.collection;
		const open = this.parts.open.snapshot(name, address.key);
		if (open !== undefined) return this.writer.write({ address, state: open }, kind, note);
		const record = readRecord(this.store, address);
		if (!record.ok) return record;
		const state = stateOf(record.value);
		if (state !== undefined) return this.writer.write({ address, state }, kind, note);
		return fail(
			holdfastError("nothingStored", "The document has no data yet.", { collection: name, key: address.key }),
		);
	}

	private addressOf(target: number | BackedCollection, key?: string) {
		return addressOf(target, key, this.parts.players, this.parts.versionsOf);
	}
}
