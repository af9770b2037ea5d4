import { deepFreeze } from "../../shared/data/deep-freeze";
import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import type { SchemaVersion } from "../migrate/schema-version";
import { BACKUP_COPIES, BackupBooks, BackupCopy, BookAddress } from "./backup-books";
import { BackupEntry, BackupKind, isNewer, StoredState } from "./backup-entry";
import { BackupPlace, formatBackupId, parseBackupId } from "./backup-id";
import { isIntact } from "./checksum";
import type { OpenSnapshot } from "./open-documents";

/** What is known of a backup without its data. */
export interface BackupInfo {
	readonly id: string;
	readonly kind: BackupKind;
	/** Unix seconds. */
	readonly at: number;
	/** Of the document. */
	readonly revision: number;
	readonly schema: SchemaVersion;
	/** Characters of the data as JSON. */
	readonly size: number;
	readonly note?: string;
	/** Where it is. Whether it is whole there, only loading or verifying it tells. */
	readonly copies: ReadonlyArray<BackupCopy>;
}

/** A document's backups, newest first. */
export interface BackupList {
	readonly backups: ReadonlyArray<BackupInfo>;
	/** Copies that could not be asked: what only they have is not listed. */
	readonly unavailable: ReadonlyArray<BackupCopy>;
}

/** A backup whose checksum is right. The data is frozen, and in its stored form. */
export interface LoadedBackup extends StoredState {
	readonly info: BackupInfo;
	/** Where it is from. */
	readonly copy: BackupCopy;
}

/** What a document goes on from where a backup is brought back. */
export function stateOfBackup({ data, ledger, schema, readableFrom, info }: LoadedBackup): OpenSnapshot {
	return { data, ledger, schema, readableFrom, revision: info.revision };
}

/** How a copy of a backup was found. */
export type CopyState = "intact" | "damaged" | "absent" | "unavailable";

/** How the copies of a backup are. */
export interface BackupVerification {
	readonly id: string;
	readonly primary: CopyState;
	/** Absent for automatic backups. */
	readonly secondary: CopyState;
}

/** Why a backup is not to be had. */
export type BackupLoadError = HoldfastError<"backupNotFound" | "backupDamaged" | "cloud">;

interface Found {
	readonly entry: BackupEntry;
	readonly copies: Array<BackupCopy>;
}

interface Search {
	/** By the entry's id. */
	readonly entries: ReadonlyMap<string, ReadonlyMap<BackupCopy, BackupEntry>>;
	readonly newestFirst: ReadonlyArray<Found>;
	readonly unavailable: ReadonlyArray<BackupCopy>;
	/** Copies whose whole book is damaged. */
	readonly damaged: ReadonlyArray<BackupCopy>;
	readonly problem?: string;
}

/** Finds backups, and gives none whose checksum is wrong. Everything here yields. */
export class BackupFinder {
	constructor(
		private readonly books: BackupBooks,
		private readonly hash: (text: string) => string,
	) {}

	/** Two reads. Fails if neither copy could be asked. */
	list(address: BookAddress): Result<BackupList, HoldfastError<"cloud">> {
		const search = this.search(address);
		const { newestFirst, unavailable } = search;
		if (unavailable.size() === BACKUP_COPIES.size()) return fail(noAnswer(address, search));
		return succeed({ backups: newestFirst.map((found) => describe(address, found)), unavailable });
	}

	/** The copy in the collection's own store if it is whole there, else the other. */
	load(id: string): Result<LoadedBackup, BackupLoadError> {
		const place = parseBackupId(id);
		if (place === undefined) return fail(notFound({ collection: { name: "" }, key: "" }, id));
		const address = addressIn(place);
		const search = this.search(address);
		const found = search.newestFirst.find((other) => other.entry.id === place.entry);
		if (found === undefined) return fail(this.whyNone(address, search, id));
		return this.loadFound(address, search, found);
	}

	/** The newest one that has a whole copy, and how many newer ones have none. */
	loadLatest(address: BookAddress): Result<LoadedBackup & { readonly skipped: number }, BackupLoadError> {
		const search = this.search(address);
		let skipped = 0;
		for (const found of search.newestFirst) {
			const loaded = this.loadFound(address, search, found);
			if (loaded.ok) return succeed({ ...loaded.value, skipped });
			skipped += 1;
		}
		if (skipped > 0) return fail(damaged(address));
		return fail(this.whyNone(address, search));
	}

	/**
	 * The newest one that has a whole copy and is accepted, nil if there is none; from one look at the books, for between two
	 * a new backup may push out the one that was seen (seed 62018). Fails if anything could not be asked that may be newer.
	 */
	findNewest(
		address: BookAddress,
		accept: (backup: LoadedBackup) => boolean,
	): Result<{ readonly newest?: LoadedBackup; readonly refused: number }, HoldfastError<"cloud">> {
		const search = this.search(address);
		// An older one instead would bury it (seed 40024).
		if (!search.unavailable.isEmpty()) return fail(noAnswer(address, search));
		let refused = 0;
		for (const found of search.newestFirst) {
			const loaded = this.loadFound(address, search, found);
			if (loaded.ok && accept(loaded.value)) return succeed({ newest: loaded.value, refused });
			refused += 1;
		}
		return succeed({ refused });
	}

	verify(id: string): Result<BackupVerification, BackupLoadError> {
		const place = parseBackupId(id);
		if (place === undefined) return fail(notFound({ collection: { name: "" }, key: "" }, id));
		const address = addressIn(place);
		const search = this.search(address);
		const copies = search.entries.get(place.entry);
		if (copies === undefined) return fail(this.whyNone(address, search, id));
		const stateOf = (copy: BackupCopy): CopyState => {
			if (search.unavailable.includes(copy)) return "unavailable";
			const entry = copies.get(copy);
			if (entry === undefined) return search.damaged.includes(copy) ? "damaged" : "absent";
			return isIntact(this.hash, entry) ? "intact" : "damaged";
		};
		return succeed({ id, primary: stateOf("primary"), secondary: stateOf("secondary") });
	}

	private loadFound(
		address: BookAddress,
		search: Search,
		found: Found,
	): Result<LoadedBackup, HoldfastError<"backupDamaged" | "cloud">> {
		const copies = search.entries.get(found.entry.id)!;
		for (const copy of BACKUP_COPIES) {
			const entry = copies.get(copy);
			if (entry === undefined || !isIntact(this.hash, entry)) continue;
			const { data, ledger, schema, readableFrom } = entry;
			const info = describe(address, { entry, copies: found.copies });
			return succeed({ data: deepFreeze(data), ledger, schema, readableFrom, info, copy });
		}
		// What could not be asked may have a whole copy.
		const hope = found.entry.kind !== "automatic" && !search.unavailable.isEmpty();
		return fail(hope ? noAnswer(address, search) : damaged(address, describe(address, found).id));
	}

	private search(address: BookAddress): Search {
		const entries = new Map<string, Map<BackupCopy, BackupEntry>>();
		const newestFirst = new Array<Found>();
		const unavailable = new Array<BackupCopy>();
		const damagedBooks = new Array<BackupCopy>();
		let problem: string | undefined;
		for (const copy of BACKUP_COPIES) {
			const book = this.books.read(address, copy);
			if (!book.ok) {
				unavailable.push(copy);
				problem = book.error.message;
				continue;
			}
			if (book.value.damaged) damagedBooks.push(copy);
			for (const entry of book.value.entries) {
				const known = entries.get(entry.id);
				if (known === undefined) {
					entries.set(entry.id, new Map([[copy, entry]]));
					newestFirst.push({ entry, copies: [copy] });
				} else if (!known.has(copy)) {
					known.set(copy, entry);
					newestFirst.find((found) => found.entry.id === entry.id)!.copies.push(copy);
				}
			}
		}
		// A revision is never used twice: it tells the order where clocks do not.
		newestFirst.sort((a, b) => isNewer(a.entry, b.entry));
		return { entries, newestFirst, unavailable, damaged: damagedBooks, problem };
	}

	private whyNone(address: BookAddress, search: Search, id?: string): BackupLoadError {
		if (!search.unavailable.isEmpty()) return noAnswer(address, search);
		return search.damaged.isEmpty() ? notFound(address, id) : damaged(address, id);
	}
}

function addressIn({ collection, key }: BackupPlace): BookAddress {
	return { collection: { name: collection }, key };
}

function describe(address: BookAddress, { entry, copies }: Found): BackupInfo {
	const { kind, at, revision, schema, size, note } = entry;
	const id = formatBackupId({ collection: address.collection.name, key: address.key, entry: entry.id });
	return { id, kind, at, revision, schema, size, note, copies };
}

function contextOf(address: BookAddress, actual?: string) {
	return { collection: address.collection.name, key: address.key, actual };
}

function notFound(address: BookAddress, id?: string): HoldfastError<"backupNotFound"> {
	const message = id === undefined ? "The document has no backup." : "There is no such backup.";
	return holdfastError("backupNotFound", message, contextOf(address, id));
}

function damaged(address: BookAddress, id?: string): HoldfastError<"backupDamaged"> {
	return holdfastError("backupDamaged", "No copy of the backup is what was written.", contextOf(address, id));
}

function noAnswer(address: BookAddress, { problem }: Search): HoldfastError<"cloud"> {
	return holdfastError("cloud", "The DataStore did not show the backups.", contextOf(address, problem));
}
