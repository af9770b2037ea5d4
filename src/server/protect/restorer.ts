import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import type { StoreFailure } from "../cloud/ports";
import type { StoreAccess } from "../cloud/store-access";
import type { DocumentName } from "../store/document-name";
import { BackupWriter } from "./backup-writer";
import { DocumentAddress } from "./document-address";
import { OpenDocuments, OpenSnapshot } from "./open-documents";
import { PatientStore } from "./patient-store";
import { readRecord, stateOf } from "./read-record";
import { RestoreOutcome, restoreTransform } from "./restore-transform";

/** Old data that a document is to go on with. */
export interface RestoreSource {
	readonly state: OpenSnapshot;
	/** The backup that it is from, if it is from one. */
	readonly backupId?: string;
	/** What it is, for notes and logs. */
	readonly label: string;
}

/** How a document was restored. */
export interface RestoreReport {
	/** By a commit here, by its owner on another server, or by one write while nobody had it open. */
	readonly way: "here" | "owner" | "closed";
	/** The backup of what was there before; nil where nothing was, or where the owner made it. */
	readonly before?: string;
}

/** What restoring takes. */
export interface RestorerParts {
	readonly access: StoreAccess;
	readonly writer: BackupWriter;
	readonly open: OpenDocuments;
	/** See BackupManagerParts. */
	readonly settle?: (name: DocumentName) => Result<boolean, StoreFailure>;
}

type Step = Result<RestoreReport, HoldfastError> | "again";

const ROUNDS_MAX = 4;

/** Puts old data back in place of what a document holds, which is backed up first. */
export class Restorer {
	private readonly store: PatientStore;

	constructor(private readonly parts: RestorerParts) {
		this.store = new PatientStore(parts.access);
	}

	/** Yields. Nothing is written to the document if the backup of what is there cannot be made. */
	restore(address: DocumentAddress, source: RestoreSource): Result<RestoreReport, HoldfastError> {
		const collection = address.collection.name;
		const nonce = this.parts.access.cloud.createId();
		for (let round = 1; round <= ROUNDS_MAX; round += 1) {
			const isHere = this.parts.open.stateOf(collection, address.key) === "here";
			const step: Step = isHere ? this.restoreHere(address, source) : this.restoreStored(address, source, nonce);
			if (step !== "again") return step;
		}
		return fail(holdfastError("busy", "The document changes faster than it could be restored.", contextOf(address)));
	}

	private restoreHere(address: DocumentAddress, source: RestoreSource): Step {
		const { open } = this.parts;
		const collection = address.collection.name;
		const now = open.snapshot(collection, address.key);
		if (now === undefined) return "again";
		const before = this.backUp(address, now, source);
		if (!before.ok) return before;
		// What was committed while the backup was being written is not in it.
		if (open.snapshot(collection, address.key)?.revision !== now.revision) return "again";
		const replaced = open.replace(collection, address.key, source.state, { restored: source.label });
		return replaced.ok ? succeed({ way: "here", before: before.value }) : replaced;
	}

	private restoreStored(address: DocumentAddress, source: RestoreSource, nonce: string): Step {
		const read = readRecord(this.store, address);
		if (!read.ok) return read;
		const record = read.value;
		if (record?.lock !== undefined) return this.askOwner(address, source, { kind: "locked", lock: record.lock });
		const now = stateOf(record);
		const before = now !== undefined ? this.backUp(address, now, source) : succeed(undefined);
		if (!before.ok) return before;
		// Set anew each time that the transform runs.
		const run: { outcome?: RestoreOutcome } = {};
		const written = this.store.update(address.collection.name, address.key, (stored, userIds) => {
			const { outcome, write } = restoreTransform(stored, userIds, {
				state: source.state,
				expectedRevision: record?.revision ?? 0,
				nonce,
				userIds: address.userIds,
				unixSeconds: this.parts.access.cloud.clock.unixSeconds(),
			});
			run.outcome = outcome;
			return write;
		});
		if (!written.ok) {
			const context = { ...contextOf(address), actual: written.error.message };
			return fail(holdfastError("cloud", "The DataStore did not take the restored data.", context));
		}
		const outcome = run.outcome!;
		if (outcome.kind === "restored") return succeed({ way: "closed", before: before.value });
		if (outcome.kind === "locked") return this.askOwner(address, source, outcome);
		if (outcome.kind !== "undecided") return "again";
		const settled = this.parts.settle?.(contextOf(address));
		if (settled?.ok === true && settled.value) return "again";
		return fail(holdfastError("busy", "A transaction of this document is not decided yet.", contextOf(address)));
	}

	private askOwner(
		address: DocumentAddress,
		source: RestoreSource,
		{ lock }: RestoreOutcome & { kind: "locked" },
	): Step {
		// An open that began here meanwhile is not there to be asked yet, or is here now.
		if (this.parts.open.stateOf(address.collection.name, address.key) === "here") return "again";
		let backupId = source.backupId;
		if (backupId === undefined) {
			// The owner finds by a backup's name what it is to restore.
			const made = this.parts.writer.write({ address, state: source.state }, "manual", source.label);
			if (!made.ok) return made;
			backupId = made.value.id;
		}
		const asked = this.parts.open.askOwner(address.collection.name, address.key, lock, backupId);
		return asked.ok ? succeed({ way: "owner" }) : asked;
	}

	private backUp(
		address: DocumentAddress,
		state: OpenSnapshot,
		source: RestoreSource,
	): Result<string, HoldfastError<"cloud">> {
		const made = this.parts.writer.write({ address, state }, "preUpdate", `before ${source.label}`);
		return made.ok ? succeed(made.value.id) : made;
	}
}

function contextOf(address: DocumentAddress) {
	return { collection: address.collection.name, key: address.key };
}
