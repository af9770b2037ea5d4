import { HoldfastError } from "../../shared/errors";
import { Result } from "../../shared/result";
import { ClockPort } from "../cloud/ports";
import { documentId } from "../store/document-name";
import { resolveBackupPolicy } from "./backup-policy";
import { BackupReport, BackupSubject } from "./backup-writer";
import { DocumentAddress } from "./document-address";

/** Nil where none was due. */
export type KeptBackup = Result<BackupReport, HoldfastError<"cloud">> | undefined;

/** What a keeper works with. */
export interface BackupKeeperParts {
	readonly clock: ClockPort;
	readonly writer: {
		write(subject: BackupSubject, kind: "automatic"): Result<BackupReport, HoldfastError<"cloud">>;
	};
	/** From 0 to 1. */
	readonly random: () => number;
}

interface Watch {
	/** Of the last backup, or of the document as it was opened. */
	revision: number;
	/** By the server's own clock. */
	since: number;
	/** The part of an interval after which the next one is due: the first comes early by a random part. */
	phase: number;
	/** A backup is being made. */
	running: boolean;
}

/** Makes automatic backups of open documents: when their collection's policy says so, and only if they have changed. */
export class BackupKeeper {
	private readonly watches = new Map<string, Watch>();

	constructor(private readonly parts: BackupKeeperParts) {}

	/** From now on the document is watched: it is taken to be backed up as it is. */
	begin({ address, state }: BackupSubject): void {
		this.watches.set(idOf(address), {
			revision: state.revision,
			since: this.parts.clock.now(),
			// Players who joined together are not backed up together.
			phase: 0.5 + 0.5 * this.parts.random(),
			running: false,
		});
	}

	/** Whether a document of this revision is to be backed up now, of which the store has `saved`. */
	isDue(
		{ collection, key }: Pick<DocumentAddress, "collection" | "key">,
		{ revision, saved }: { readonly revision: number; readonly saved: number },
	): boolean {
		const { every } = resolveBackupPolicy(collection.backups);
		const watch = this.watches.get(idOf({ collection, key }));
		if (every === undefined || watch === undefined || watch.running) return false;
		if ((every === 0 ? saved : revision) <= watch.revision) return false;
		return this.parts.clock.now() - watch.since >= every * watch.phase;
	}

	/** Backs a document up if it is time to; `subject` is what is committed. */
	afterSave(subject: BackupSubject): Promise<KeptBackup> {
		const { every } = resolveBackupPolicy(subject.address.collection.backups);
		const watch = this.watches.get(idOf(subject.address));
		if (watch === undefined) {
			this.begin({ ...subject, state: { ...subject.state, revision: -1 } });
			return every === 0 ? this.afterSave(subject) : Promise.resolve<KeptBackup>(undefined);
		}
		const passed = this.parts.clock.now() - watch.since;
		if (every === undefined || passed < every * watch.phase) return Promise.resolve<KeptBackup>(undefined);
		return this.backUp(subject, watch);
	}

	/** Backs a document up whose session has ended, if it has changed since its last backup. It is watched no more. */
	atEnd(subject: BackupSubject): Promise<KeptBackup> {
		const id = idOf(subject.address);
		const watch = this.watches.get(id);
		this.watches.delete(id);
		const { every } = resolveBackupPolicy(subject.address.collection.backups);
		if (every === undefined || watch === undefined) return Promise.resolve<KeptBackup>(undefined);
		// One that is being made has perhaps an older revision.
		return this.backUp(subject, { ...watch, running: false });
	}

	private backUp(subject: BackupSubject, watch: Watch): Promise<KeptBackup> {
		const { revision } = subject.state;
		if (watch.running || revision <= watch.revision) return Promise.resolve<KeptBackup>(undefined);
		watch.running = true;
		return new Promise<KeptBackup>((resolve) => {
			const before = { ...watch };
			// Known from now on: a session that ends meanwhile need not be backed up twice.
			watch.revision = revision;
			watch.since = this.parts.clock.now();
			watch.phase = 1;
			const made = this.parts.writer.write(subject, "automatic");
			watch.running = false;
			// The next save tries again.
			if (!made.ok) {
				watch.revision = before.revision;
				watch.since = before.since;
			}
			resolve(made);
		});
	}
}

function idOf({ collection, key }: Pick<DocumentAddress, "collection" | "key">): string {
	return documentId({ collection: collection.name, key });
}
