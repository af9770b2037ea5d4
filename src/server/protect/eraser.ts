import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import { StoreFailure } from "../cloud/ports";
import type { StoreAccess } from "../cloud/store-access";
import type { DocumentName } from "../store/document-name";
import { quarantineKey } from "../store/keys";
import { quarantinedIn } from "../store/quarantine";
import { BACKUP_COPIES, BackupBooks } from "./backup-books";
import { DocumentAddress } from "./document-address";
import { EraseOutcome, eraseTransform } from "./erase-transform";
import { JournalAccess } from "./journal-access";
import { OpenDocuments } from "./open-documents";
import { PatientStore } from "./patient-store";

/** Where something about a document may be. */
export type ErasedPart = "record" | "primary" | "secondary" | "quarantine" | "journal";

/** What became of one of these places. */
export interface ErasureStep {
	readonly part: ErasedPart;
	/** How many things were there and are gone: entries, backups, items. */
	readonly erased: number;
	/** Why it could not be done; what is there may be there still. */
	readonly problem?: string;
}

/** What an erasure did. */
export interface ErasureReport {
	/** False: something failed, and erasing has to be repeated; it can be. */
	readonly complete: boolean;
	readonly steps: ReadonlyArray<ErasureStep>;
	/** Unix seconds: until then the platform keeps what was there before as versions, which only it can take away. */
	readonly versionsGoneAt: number;
}

/** What erasing takes. */
export interface EraserParts {
	readonly access: StoreAccess;
	readonly books: BackupBooks;
	readonly open: OpenDocuments;
	readonly journal?: JournalAccess;
	/** See BackupManagerParts. */
	readonly settle?: (name: DocumentName) => Result<boolean, StoreFailure>;
}

// The platform lets go a version so long after it was superseded (platform.md 1).
const VERSION_SECONDS = 30 * 24 * 3600;

/** Takes away everything about a document. */
export class Eraser {
	private readonly store: PatientStore;

	constructor(private readonly parts: EraserParts) {
		this.store = new PatientStore(parts.access);
	}

	/** The record first: then nothing can be made of it any more. A document that somebody has open is left as it is. Yields. */
	erase(address: DocumentAddress): Result<ErasureReport, HoldfastError<"busy" | "locked" | "cloud">> {
		const record = this.eraseRecord(address);
		if (!record.ok) return record;
		const { books, journal, access } = this.parts;
		const { collection, key } = address;
		const steps = new Array<ErasureStep>();
		steps.push({ part: "record", erased: record.value });
		for (const copy of BACKUP_COPIES) steps.push(stepOf(copy, books.erase(address, copy)));
		steps.push(stepOf("quarantine", this.eraseQuarantine(address)));
		if (journal !== undefined) steps.push(stepOf("journal", journal.erase(collection.name, key)));
		return succeed({
			complete: steps.every((step) => step.problem === undefined),
			steps,
			versionsGoneAt: access.cloud.clock.unixSeconds() + VERSION_SECONDS,
		});
	}

	private eraseRecord(
		address: DocumentAddress,
		mayBeSettled = true,
	): Result<number, HoldfastError<"busy" | "locked" | "cloud">> {
		const { cloud } = this.parts.access;
		const collection = address.collection.name;
		const context = { collection, key: address.key };
		if (this.parts.open.stateOf(collection, address.key) === "here") {
			return fail(holdfastError("busy", "The document is open here: close it first.", context));
		}
		const nonce = cloud.createId();
		const run: { outcome?: EraseOutcome } = {};
		const written = this.store.update(collection, address.key, (stored) => {
			const { outcome, write } = eraseTransform(stored, nonce, address.versions.label, cloud.clock.unixSeconds());
			run.outcome = outcome;
			return write;
		});
		if (!written.ok) {
			const actual = written.error.message;
			return fail(holdfastError("cloud", "The DataStore did not take the erasure.", { ...context, actual }));
		}
		const outcome = run.outcome!;
		if (outcome.kind === "locked") {
			const actual = outcome.lock.owner;
			return fail(holdfastError("locked", "Another server has the document open.", { ...context, actual }));
		}
		if (outcome.kind === "undecided") {
			const settled = mayBeSettled ? this.parts.settle?.(context) : undefined;
			if (settled?.ok === true && settled.value) return this.eraseRecord(address, false);
			return fail(holdfastError("busy", "A transaction of this document is not decided yet.", context));
		}
		return succeed(outcome.kind === "erased" ? 1 : 0);
	}

	private eraseQuarantine({ collection, key }: DocumentAddress): Result<number, StoreFailure> {
		const ownKey = quarantineKey(key);
		const found = this.store.read(collection.name, ownKey);
		if (!found.ok) return found;
		if (found.value === undefined) return succeed(0);
		const removed = this.store.remove(collection.name, ownKey);
		return removed.ok ? succeed(math.max(1, quarantinedIn(found.value).size())) : removed;
	}
}

function stepOf(part: ErasedPart, result: Result<number, StoreFailure>): ErasureStep {
	return result.ok ? { part, erased: result.value } : { part, erased: 0, problem: result.error.message };
}
