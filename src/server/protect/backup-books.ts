import { isEqual } from "../../shared/data/equal";
import { fail, Result, succeed } from "../../shared/result";
import { StoreFailure, StoreTransform } from "../cloud/ports";
import type { StoreAccess } from "../cloud/store-access";
import { backupKey, secondaryStore } from "../store/keys";
import { quarantine } from "../store/quarantine";
import { BackupBook, BackupEntry, entriesOf, isBook, newestFirst } from "./backup-entry";
import { DocumentAddress, joinUserIds } from "./document-address";
import { PatientStore } from "./patient-store";
import { BOOK_SIZE_MAX, retainBackups } from "./retain-backups";

/** Backups are kept twice: in the collection's own store, and but for automatic ones in a second one. */
export type BackupCopy = "primary" | "secondary";

/** Both, in the order in which they are asked. */
export const BACKUP_COPIES: ReadonlyArray<BackupCopy> = ["primary", "secondary"];

/** What a book was found to have. */
export interface BookContent {
	readonly entries: ReadonlyArray<BackupEntry>;
	/** True: there is something, and it is no book. */
	readonly damaged: boolean;
}

/** Which book: as much of an address as finding it takes. */
export interface BookAddress {
	readonly collection: { readonly name: string };
	readonly key: string;
}

// What an entry has beside its data, about.
const ENTRY_OVERHEAD = 500;

/** The books in which backups are kept: one for each document and copy. Everything here yields. */
export class BackupBooks {
	private readonly store: PatientStore;

	constructor(private readonly access: StoreAccess) {
		this.store = new PatientStore(access);
	}

	read(address: BookAddress, copy: BackupCopy): Result<BookContent, StoreFailure> {
		const found = this.store.read(storeOf(address, copy), backupKey(address.key));
		if (!found.ok) return found;
		const book = isBook(found.value) ? found.value : undefined;
		return succeed({ entries: entriesOf(book), damaged: found.value !== undefined && book === undefined });
	}

	/** Puts a backup in front, and lets go what retention does not keep. */
	add(address: DocumentAddress, copy: BackupCopy, entry: BackupEntry, keep: number): Result<void, StoreFailure> {
		const bytes = math.min(BOOK_SIZE_MAX, (entry.size + ENTRY_OVERHEAD) * keep);
		let damaged: unknown;
		const addTo =
			(replaceable?: unknown): StoreTransform =>
			(stored, userIds) => {
				damaged = undefined;
				const replaces = replaceable !== undefined && isEqual(replaceable, stored);
				if (stored !== undefined && !isBook(stored) && !replaces) {
					damaged = stored;
					return undefined;
				}
				const entries = entriesOf(isBook(stored) ? stored : undefined);
				// An earlier try of this very backup was applied after all.
				if (entries.some((other) => other.id === entry.id)) return undefined;
				const book: BackupBook = { format: 1, entries: retainBackups(newestFirst([entry, ...entries]), keep) };
				return { value: book, userIds: joinUserIds(userIds, address.userIds) };
			};
		const [store, ownKey] = [storeOf(address, copy), backupKey(address.key)];
		const added = this.store.update(store, ownKey, addTo(), bytes);
		if (!added.ok || damaged === undefined) return added;
		const replaceable = damaged;
		const kept = quarantine(this.access, address.collection.name, address.key, `damaged ${copy} backups`, replaceable);
		if (!kept.ok) return kept;
		const replaced = this.store.update(store, ownKey, addTo(replaceable), bytes);
		if (!replaced.ok || damaged === undefined) return replaced;
		return fail({ message: "the backups are no book, and change", retryable: true });
	}

	/** Lets go what retention does not keep; gives how many backups that were. */
	retain(address: BookAddress, copy: BackupCopy, keep: number): Result<number, StoreFailure> {
		let removed = 0;
		const retained = this.store.update(storeOf(address, copy), backupKey(address.key), (stored, userIds) => {
			removed = 0;
			if (!isBook(stored)) return undefined;
			const entries = entriesOf(stored);
			const kept = retainBackups(entries, keep);
			removed = entries.size() - kept.size();
			return removed > 0 ? { value: { ...stored, entries: kept }, userIds } : undefined;
		});
		return retained.ok ? succeed(removed) : retained;
	}

	/** Takes a book away, whatever it is; gives how many backups it had. */
	erase(address: BookAddress, copy: BackupCopy): Result<number, StoreFailure> {
		const found = this.read(address, copy);
		if (!found.ok) return found;
		const { entries, damaged } = found.value;
		if (entries.isEmpty() && !damaged) return succeed(0);
		const removed = this.store.remove(storeOf(address, copy), backupKey(address.key));
		return removed.ok ? succeed(math.max(1, entries.size())) : removed;
	}
}

function storeOf(address: BookAddress, copy: BackupCopy): string {
	return copy === "primary" ? address.collection.name : secondaryStore(address.collection.name);
}
