import { jsonSize } from "../../shared/data/json-size";
import { HoldfastError, holdfastError } from "../../shared/errors";
import { LogSink } from "../../shared/log";
import { fail, Result, succeed } from "../../shared/result";
import type { StoreAccess } from "../cloud/store-access";
import { BackupBooks, BackupCopy } from "./backup-books";
import { BackupEntry, BackupKind } from "./backup-entry";
import { formatBackupId } from "./backup-id";
import { resolveBackupPolicy } from "./backup-policy";
import { checksumOf } from "./checksum";
import { DocumentAddress } from "./document-address";
import { OpenSnapshot } from "./open-documents";

/** What a backup is made of. */
export interface BackupSubject {
	readonly address: DocumentAddress;
	readonly state: OpenSnapshot;
}

/** A backup that was made. */
export interface BackupReport {
	/** For `loadBackup` and the like. */
	readonly id: string;
	readonly kind: BackupKind;
	/** Unix seconds. */
	readonly at: number;
	/** Of the document. */
	readonly revision: number;
	/** Characters of the data as JSON. */
	readonly size: number;
	/** Where it is: true for a copy that was written, false for one that failed; automatic ones have no secondary. */
	readonly copies: { readonly primary: boolean; readonly secondary?: boolean };
	/** The store's words about what failed. */
	readonly problems: ReadonlyArray<string>;
}

/** What backups have come to since the server began. */
export interface BackupStats {
	/** Made, at least one copy. */
	readonly taken: number;
	/** Not made at all. */
	readonly failed: number;
	readonly primaryFailures: number;
	readonly secondaryFailures: number;
	/** Copies in a row that could not be written. */
	readonly failuresInARow: number;
}

const NOTE_LENGTH_MAX = 200;

/** Makes backups, and counts them. */
export class BackupWriter {
	private taken = 0;
	private failed = 0;
	private failuresInARow = 0;
	private readonly failures = { primary: 0, secondary: 0 };

	constructor(
		private readonly access: StoreAccess & { readonly log?: LogSink },
		private readonly books: BackupBooks,
	) {}

	stats(): BackupStats {
		const { taken, failed, failures, failuresInARow } = this;
		return {
			taken,
			failed,
			primaryFailures: failures.primary,
			secondaryFailures: failures.secondary,
			failuresInARow,
		};
	}

	/** Fails only if no copy could be written. Yields. */
	write(subject: BackupSubject, kind: BackupKind, note?: string): Result<BackupReport, HoldfastError<"cloud">> {
		const { address, state } = subject;
		const entry = this.entryOf(state, kind, note);
		const problems = new Array<string>();
		const primary = this.writeCopy(address, "primary", entry, problems);
		const secondary = kind === "automatic" ? undefined : this.writeCopy(address, "secondary", entry, problems);
		const place = { collection: address.collection.name, key: address.key };
		if (!primary && secondary !== true) {
			this.failed += 1;
			const context = { ...place, actual: problems[0] };
			return fail(holdfastError("cloud", "The DataStore did not take the backup.", context));
		}
		this.taken += 1;
		const { id, at, revision, size } = entry;
		const copies = { primary, secondary };
		return succeed({ id: formatBackupId({ ...place, entry: id }), kind, at, revision, size, copies, problems });
	}

	private entryOf(state: OpenSnapshot, kind: BackupKind, note: string | undefined): BackupEntry {
		const { data, ledger, schema, readableFrom, revision } = state;
		const { clock, hash } = this.access.cloud;
		const described = {
			id: this.access.cloud.createId(),
			kind,
			at: clock.unixSeconds(),
			revision,
			schema,
			readableFrom,
			size: jsonSize(data),
			note: note !== undefined ? clipped(note) : undefined,
			data,
			ledger,
		};
		return { ...described, checksum: checksumOf(hash, described) };
	}

	private writeCopy(address: DocumentAddress, copy: BackupCopy, entry: BackupEntry, problems: Array<string>): boolean {
		const { keep } = resolveBackupPolicy(address.collection.backups);
		const written = this.books.add(address, copy, entry, keep);
		this.failuresInARow = written.ok ? 0 : this.failuresInARow + 1;
		if (written.ok) return true;
		const { message } = written.error;
		problems.push(message);
		this.failures[copy] += 1;
		const { key, collection } = address;
		this.access.log?.({
			level: "warn",
			event: "backupFailed",
			collection: collection.name,
			key,
			details: { copy, kind: entry.kind, message },
		});
		return false;
	}
}

/** At most so many bytes, and never half a character. */
function clipped(note: string): string {
	if (note.size() <= NOTE_LENGTH_MAX) return note;
	const cut = utf8.offset(note, 0, NOTE_LENGTH_MAX + 1) ?? 1;
	return note.sub(1, cut - 1);
}
